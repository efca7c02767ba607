/**
 * Bytes on their way in: streamed to a temporary file while length and digest are checked, so that only what was
 * announced ever gets a name. What a crash leaves here is cleared away once nothing has written to it for a while.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type FileHandle, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SealdropError } from '../../shared/errors.ts';
import { isFileError, storageError, writeAll } from './durable.ts';
import type { Room } from './reserve.ts';

/** Fewer, larger writes: a trip to the thread pool for each 64 KiB would cost more than the write. */
const WRITE_SIZE = 1_048_576;
const IDLE_MS = 600_000;

interface TemporaryTarget {
  readonly size: number;
  readonly sha256: Uint8Array;
  /** Asked when the first bytes are there to be written: who only announces them takes none. Throws storage-full. */
  readonly takeRoom: (size: number) => Promise<Room>;
}

/**
 * Writes exactly `size` bytes whose SHA-256 is `sha256` to a new file below `folder` and answers its path; they are
 * on the disk then. Throws bad-request (length), damaged (digest), storage-full; no file is left then, nor when the
 * stream breaks.
 */
export async function writeTemporary(
  folder: string,
  body: AsyncIterable<Uint8Array>,
  { size, sha256, takeRoom }: TemporaryTarget,
): Promise<string> {
  const path = join(folder, randomBytes(16).toString('hex'));
  const handle = await create(path);
  let room: Room | null = null;
  try {
    const hash = createHash('sha256');
    let received = 0;
    let waiting: Uint8Array[] = [];
    let waitingSize = 0;
    for await (const chunk of body) {
      received += chunk.length;
      if (received > size) throw new SealdropError('bad-request');
      hash.update(chunk);
      waiting.push(chunk);
      waitingSize += chunk.length;
      if (waitingSize < WRITE_SIZE) continue;
      room ??= await takeRoom(size);
      await room.check();
      await writeAll(handle, waiting);
      room.written(waitingSize);
      waiting = [];
      waitingSize = 0;
    }
    if (received !== size) throw new SealdropError('bad-request');
    if (!timingSafeEqual(hash.digest(), sha256)) throw new SealdropError('damaged');
    room ??= await takeRoom(size);
    await writeAll(handle, waiting);
    room.written(waitingSize);
    await handle.sync();
    await handle.close();
    return path;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(path, { force: true });
    throw storageError(error);
  } finally {
    room?.release();
  }
}

async function create(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    // A disk may have room for bytes and none for a name.
    throw storageError(error);
  }
}

/** Removes the temporary files that nothing has written to for ten minutes. */
export async function clearTemporary(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    try {
      if (Date.now() - (await stat(path)).mtimeMs > IDLE_MS) await rm(path, { force: true });
    } catch (error) {
      // Its own request has finished with it in the meantime.
      if (!isFileError(error, 'ENOENT')) throw error;
    }
  }
}
