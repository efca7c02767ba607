/**
 * Dropped files as one body, end to end, read by slices of one Blob over all of them: a whole file is never in memory,
 * ten thousand small ones take no request each, and no stream is used, for some browsers buffer all of a file behind one.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import type { DroppedFile } from './protocol.ts';

/**
 * Reads `size` bytes of plaintext from `offset` of the body; zeros behind the last file. Throws file-changed or
 * file-unreadable with the file's path.
 */
export function bodySource(files: readonly DroppedFile[]): (offset: number, size: number) => Promise<Bytes> {
  const all = new Blob(files.map(({ file }) => file));

  return async (offset, size) => {
    const end = Math.min(offset + size, all.size);
    if (offset >= end) return new Uint8Array(size);
    const bytes = await all
      .slice(offset, end)
      .arrayBuffer()
      .catch(async (cause: unknown) => {
        throw await whichFailed(files, offset, end, cause);
      });
    if (bytes.byteLength !== end - offset) throw await whichFailed(files, offset, end, null);
    if (bytes.byteLength === size) return new Uint8Array(bytes);
    const padded = new Uint8Array(size);
    padded.set(new Uint8Array(bytes));
    return padded;
  };
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
