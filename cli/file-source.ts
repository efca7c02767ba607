/** Files of the disk as one body, end to end: read a part at a time, and never another version than at the beginning. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Bytes } from '../shared/bytes.ts';
import type { BodyGeometry } from '../shared/crypto/body.ts';
import { SealdropError } from '../shared/errors.ts';
import { inLanes } from '../shared/transfer/lanes.ts';
import { type PartSource, partSource } from '../shared/transfer/part-sender.ts';
import { isCode } from './durable.ts';
import type { FoundFile } from './found-files.ts';

/** Files looked at once. */
const LOOKING = 16;

export interface FileSource extends PartSource {
  /** Throws file-changed where a file is another one by now. */
  readonly requireUnchanged: () => Promise<void>;
}

/** The parts of these files. Reading throws file-changed, file-unreadable, files-missing with the file's path inside the share. */
export function fileSource(files: readonly FoundFile[], geometry: BodyGeometry): FileSource {
  const starts: number[] = [];
  let total = 0;
  for (const { size } of files) {
    starts.push(total);
    total += size;
  }

  async function fill(target: Bytes, offset: number): Promise<Bytes> {
    const end = offset + target.length;
    for (let i = lastAtOrBefore(starts, offset); i < files.length; i++) {
      const [file, start] = [files[i] as FoundFile, starts[i] as number];
      if (start >= end) break;
      const [from, to] = [Math.max(offset, start), Math.min(end, start + file.size)];
      if (from < to) await readFrom(file, target.subarray(from - offset, to - offset), from - start);
    }
    return target;
  }

  return {
    ...partSource(geometry, fill),
    requireUnchanged: () =>
      inLanes(LOOKING, files, async (file) => {
        const now = await stat(file.place).catch((error: unknown) => {
          throw failure(error, file);
        });
        requireSame(file, now);
      }),
  };
}

async function readFrom(file: FoundFile, target: Bytes, position: number): Promise<void> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file.place);
    for (let done = 0; done < target.length; ) {
      const { bytesRead } = await handle.read(target, done, target.length - done, position + done);
      if (bytesRead === 0) throw new SealdropError('file-changed', { details: { file: file.path } });
      done += bytesRead;
    }
    // After reading: what was changed before that is noticed too.
    requireSame(file, await handle.stat());
  } catch (error) {
    throw failure(error, file);
  } finally {
    await handle?.close();
  }
}

function requireSame(
  { path, size, mtime }: FoundFile,
  now: { readonly size: number; readonly mtimeMs: number },
) {
  if (now.size !== size || now.mtimeMs !== mtime) {
    throw new SealdropError('file-changed', { details: { file: path } });
  }
}

function failure(error: unknown, { path: file }: FoundFile): SealdropError {
  if (error instanceof SealdropError) return error;
  const code = isCode(error, 'ENOENT', 'ENOTDIR') ? 'files-missing' : 'file-unreadable';
  return new SealdropError(code, { cause: error, details: { file } });
}

/** Index of the last that is at most `offset`; starts are in order, the first is 0. */
function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
