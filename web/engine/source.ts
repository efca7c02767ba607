/**
 * Dropped files as one body, end to end, read by slices of one Blob over all of them: a whole file is never in memory,
 * ten thousand small ones take no request each, and no stream is used, for some browsers buffer all of a file behind one.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';
import type { DroppedFile } from './protocol.ts';

/** A range with more files than this is read in pieces at once: a browser opens the files of one slice one after another. */
const FEW_FILES = 32;
const PIECES = 16;

/**
 * Reads `size` bytes of plaintext from `offset` of the body; zeros behind the last file. Throws file-changed or
 * file-unreadable with the file's path.
 */
export function bodySource(files: readonly DroppedFile[]): (offset: number, size: number) => Promise<Bytes> {
  const [first] = files;
  const all = files.length === 1 && first ? first.file : new Blob(files.map(({ file }) => file));
  const starts = startsOf(files);

  async function slice(start: number, end: number): Promise<Bytes> {
    const bytes = await all
      .slice(start, end)
      .arrayBuffer()
      .catch(async (cause: unknown) => {
        throw await whichFailed(files, start, end, cause);
      });
    if (bytes.byteLength !== end - start) throw await whichFailed(files, start, end, null);
    return new Uint8Array(bytes);
  }

  return async (offset, size) => {
    const end = Math.min(offset + size, all.size);
    if (offset >= end) return new Uint8Array(size);
    const count = fileAt(starts, end - 1) - fileAt(starts, offset) + 1;
    if (count <= FEW_FILES && end - offset === size) return slice(offset, end);
    const target = new Uint8Array(size);
    const step = Math.ceil((end - offset) / (count <= FEW_FILES ? 1 : PIECES));
    const pieces = Array.from({ length: Math.ceil((end - offset) / step) }, (_, i) => offset + i * step);
    await inLanes(PIECES, pieces, async (start) => {
      target.set(await slice(start, Math.min(start + step, end)), start - offset);
    });
    return target;
  };
}

/** Where each file begins in the body. */
function startsOf(files: readonly DroppedFile[]): number[] {
  let size = 0;
  return files.map(({ file }) => {
    const start = size;
    size += file.size;
    return start;
  });
}

/** Index of the last file that starts at or before `offset`. */
function fileAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Browsers refuse to read a file whose size or time is no longer what it was when it was picked: which one it is. */
async function whichFailed(
  files: readonly DroppedFile[],
  offset: number,
  end: number,
  cause: unknown,
): Promise<SealdropError> {
  let start = 0;
  for (const { path, file } of files) {
    const from = Math.max(offset - start, 0);
    const to = Math.min(end - start, file.size);
    start += file.size;
    if (from >= to) continue;
    const failed = await file
      .slice(from, to)
      .arrayBuffer()
      .then(
        (bytes) => (bytes.byteLength === to - from ? null : 'file-changed'),
        (error: unknown) =>
          error instanceof DOMException && error.name === 'NotFoundError'
            ? ('file-unreadable' as const)
            : ('file-changed' as const),
      );
    if (failed) return new SealdropError(failed, { cause, details: { file: path } });
  }
  // It went by in the meantime, or there is too little memory to read with.
  return new SealdropError('file-unreadable', { cause });
}
