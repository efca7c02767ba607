/**
 * Dropped files as one body, end to end, read by slices: a whole file is never in memory, and no stream is used, for
 * some browsers buffer all of a file behind one.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';
import type { DroppedFile } from './protocol.ts';

/** Slices being read at once where a part holds many small files. */
const READING = 16;

/**
 * Reads plaintext from `offset` of the body into `target`; behind the last file nothing is written. Throws file-changed
 * or file-unreadable with the file's path.
 */
export function bodySource(files: readonly DroppedFile[]): (offset: number, target: Bytes) => Promise<void> {
  const starts: number[] = [];
  let size = 0;
  for (const { file } of files) {
    starts.push(size);
    size += file.size;
  }

  /** Index of the last file that starts at or before `offset`. */
  function fileAt(offset: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return async (offset, target) => {
    const end = Math.min(offset + target.length, size);
    function* slices() {
      for (let i = fileAt(offset); i < files.length && (starts[i] as number) < end; i++) yield i;
    }
    await inLanes(READING, slices(), async (i) => {
      const start = starts[i] as number;
      const { path, file } = files[i] as DroppedFile;
      const from = Math.max(offset - start, 0);
      const to = Math.min(end - start, file.size);
      if (from < to) target.set(await readSlice(path, file, from, to), start + from - offset);
    });
  };
}

async function readSlice(path: string, file: File, from: number, to: number): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch (error) {
    // Browsers refuse to read a file whose size or time is no longer what it was when it was picked.
    const gone = error instanceof DOMException && error.name === 'NotFoundError';
    throw new SealdropError(gone ? 'file-unreadable' : 'file-changed', {
      cause: error,
      details: { file: path },
    });
  }
  if (bytes.length !== to - from) throw new SealdropError('file-changed', { details: { file: path } });
  return bytes;
}
