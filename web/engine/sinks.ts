/**
 * Where verified plaintext goes. Both sinks are atomic: nothing stands under the final name before the last byte was
 * checked, and nothing is left behind after a failure.
 */
import { SealdropError } from '../../shared/errors.ts';

type Content = AsyncIterable<Uint8Array>;

/** Newer than the types: https://fs.spec.whatwg.org/#api-filesystemhandle has no remove yet, Chromium does. */
interface RemovableHandle extends FileSystemFileHandle {
  remove?: () => Promise<void>;
}

/** All bytes as one Blob, for an ordinary download. Its type says nothing, so that no browser renders it. */
export async function saveToBlob(content: Content): Promise<Blob> {
  const pieces: Blob[] = [];
  // A Blob for each piece lets the browser move it out of this process's memory.
  for await (const piece of content) pieces.push(new Blob([piece as Uint8Array<ArrayBuffer>]));
  return new Blob(pieces, { type: 'application/octet-stream' });
}

/** Writes to a picked file, which keeps its old content until everything is there. Throws no-space. */
export async function saveToHandle(handle: RemovableHandle, content: Content): Promise<void> {
  const writable = await handle.createWritable();
  try {
    for await (const piece of content) await writable.write(piece as Uint8Array<ArrayBuffer>);
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => undefined);
    await removeIfEmpty(handle);
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      throw new SealdropError('no-space', { cause: error });
    }
    throw error;
  }
}

/** A file that the picker made for us stays behind with no bytes in it. */
async function removeIfEmpty(handle: RemovableHandle): Promise<void> {
  const file = await handle.getFile().catch(() => null);
  if (file?.size === 0) await handle.remove?.().catch(() => undefined);
}
