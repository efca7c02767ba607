/**
 * Files that survive a crash: whatever these functions have returned from is on the disk, names included. A file
 * appears under its name whole or not at all.
 */
import { type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SealdropError } from '../../shared/errors.ts';

/** Whether an error is one of the file system's, of these codes. */
export function isFileError(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Whether there is a file or folder of this name. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return false;
    throw error;
  }
}

/** The error as the store says it: a full disk is a cause of its own, all else stays what it was. */
export function storageError(error: unknown): unknown {
  return isFileError(error, 'ENOSPC', 'EDQUOT') ? new SealdropError('storage-full', { cause: error }) : error;
}

/** Names live in the folder, so a rename is durable only once the folder is. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and those above it, for the server's user alone. What is there already stays as it is. */
export async function makeFolder(path: string): Promise<void> {
  // Not "recursive": on a disk without room for a name Node then says ENOENT, which means something else here.
  for (let attempt = 0; ; attempt++) {
    try {
      await mkdir(path, { mode: 0o700 });
      break;
    } catch (error) {
      if (isFileError(error, 'EEXIST')) return;
      // A removal beside this one may take the empty folder above away again; below a broken link there never is one.
      if (attempt === 3 || !isFileError(error, 'ENOENT')) throw error;
      await makeFolder(dirname(path));
    }
  }
  await syncFolder(dirname(path));
}

/** Renames a file or folder that is already on the disk. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

/** Writes all of `chunks` at the handle's position. */
export async function writeAll(handle: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  let rest = chunks.filter((chunk) => chunk.length > 0);
  while (rest.length > 0) {
    // A write may be short, on a disk that is nearly full for one.
    let { bytesWritten } = await handle.writev(rest);
    while (rest[0] && bytesWritten >= rest[0].length) {
      bytesWritten -= rest[0].length;
      rest = rest.slice(1);
    }
    if (rest[0] && bytesWritten > 0) rest = [rest[0].subarray(bytesWritten), ...rest.slice(1)];
  }
}
