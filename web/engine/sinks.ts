/**
 * Where verified plaintext goes. Both sinks are atomic: nothing stands under the final name before the last byte was
 * checked, and nothing is left behind after a failure.
 */
import { SealdropError } from '../../shared/errors.ts';

type Content = AsyncIterable<Uint8Array>;

/** Bytes at least that a Blob or a write takes: each costs a message to another process, and an archive's chunks are tiny. */
export const PIECE_SIZE = 1_048_576;

/** Newer than the types and the standard: Chromium's handles can remove their file. */
interface RemovableHandle extends FileSystemFileHandle {
  remove?: () => Promise<void>;
}

/** The same bytes in pieces of at least `size`, all but the last. Holds one piece. */
export async function* coalesced(content: Content, size: number): AsyncGenerator<Uint8Array, void> {
  let held = new Uint8Array(size);
  let filled = 0;
  for await (const piece of content) {
    if (filled === 0 && piece.length >= size) {
      yield piece;
      continue;
    }
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + size - filled);
      held.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < size) continue;
      yield held;
      // A new one, for whoever took the last may still hold it.
      held = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield held.subarray(0, filled);
}

/** All bytes as one Blob, for an ordinary download. Its type says nothing, so that no browser renders it. */
export async function saveToBlob(content: Content): Promise<Blob> {
  const pieces: Blob[] = [];
  // A Blob for each piece lets the browser move it out of this process's memory.
  for await (const piece of coalesced(content, PIECE_SIZE))
    pieces.push(new Blob([piece as Uint8Array<ArrayBuffer>]));
  return new Blob(pieces, { type: 'application/octet-stream' });
}

/** Writes to a picked file, which is empty or gone where it throws. Throws no-space, and what `content` throws. */
export async function saveToHandle(handle: FileSystemFileHandle, content: Content): Promise<void> {
  try {
    await writeToHandle(handle, content);
  } catch (error) {
    await removeIfEmpty(handle);
    throw error;
  }
}

/** Writes to a picked file, which keeps its old content until everything is there. Throws as saveToHandle. */
export async function writeToHandle(handle: FileSystemFileHandle, content: Content): Promise<void> {
  const writable = await handle.createWritable();
  try {
    for await (const piece of coalesced(content, PIECE_SIZE)) {
      await writable.write(piece as Uint8Array<ArrayBuffer>);
    }
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => undefined);
    throw writeError(error);
  }
}

/** What a write threw: no-space and download-stopped where the browser says so, else the error itself. */
export function writeError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'QuotaExceededError') return new SealdropError('no-space', { cause: error });
  // So Chromium says that it lets no such file be saved. Nobody here aborts a write, thus it is no cancellation.
  return error.name === 'AbortError' ? new SealdropError('download-stopped', { cause: error }) : error;
}

/** Removes a file that the picker made for us, where it would stay behind with no bytes in it. Throws nothing. */
export async function removeIfEmpty(handle: RemovableHandle): Promise<void> {
  const file = await handle.getFile().catch(() => null);
  if (file?.size === 0) await handle.remove?.().catch(() => undefined);
}
