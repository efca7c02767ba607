/** A file of the browser as what readers of ZIPs and packages read from. */
import { BLOCK_SIZE, type StoredFile } from '../../shared/archive/stored-file.ts';
import { SealdropError } from '../../shared/errors.ts';
import type { DroppedFile } from './protocol.ts';

/** Reading throws file-unreadable, and the reason of `signal` once that has aborted. */
export function storedFile({ path, file }: DroppedFile, signal: AbortSignal): StoredFile {
  const read = async (start: number, stop: number) => {
    signal.throwIfAborted();
    try {
      return new Uint8Array(await file.slice(start, stop).arrayBuffer());
    } catch (cause) {
      throw new SealdropError('file-unreadable', { cause, details: { file: path } });
    }
  };
  async function* stream(start: number, stop: number) {
    for (let at = start; at < stop; at += BLOCK_SIZE) yield await read(at, Math.min(at + BLOCK_SIZE, stop));
  }
  return { path, size: file.size, stream };
}
