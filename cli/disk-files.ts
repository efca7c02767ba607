/** Files of a disk for the readers of older files: one with what belongs to it, or all in a folder. */
import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BLOCK_SIZE, olderCompanions, type StoredFile } from '../shared/archive/stored-file.ts';
import { SealdropError } from '../shared/errors.ts';

/**
 * What is at `path`: a folder's files, in order of their paths; or one file, first, and beside it those that its name asks
 * for. Links to folders are not followed. Throws file-unreadable.
 */
export async function diskFiles(path: string): Promise<readonly StoredFile[]> {
  const { isFolder, size } = await look(path);
  if (!isFolder) {
    const folder = dirname(path);
    const names = olderCompanions(basename(path));
    const others = await Promise.all(names.map((name) => ifThere(join(folder, name), name)));
    return [diskFile(path, basename(path), size), ...others.flat()];
  }
  const files: StoredFile[] = [];
  await walk(path, '', files);
  return files;
}

async function look(path: string): Promise<{ isFolder: boolean; size: number }> {
  try {
    const found = await stat(path);
    if (!found.isDirectory() && !found.isFile()) throw new Error('neither a file nor a folder');
    return { isFolder: found.isDirectory(), size: found.size };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function ifThere(path: string, name: string): Promise<StoredFile[]> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? [diskFile(path, name, found.size)] : [];
}

async function walk(root: string, below: string, files: StoredFile[]): Promise<void> {
  const folder = join(root, below);
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(folder, cause);
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = below + entry.name;
    if (entry.isDirectory()) await walk(root, `${path}/`, files);
    else files.push(...(await ifThere(join(root, path), path)));
  }
}

function diskFile(path: string, name: string, size: number): StoredFile {
  return { path: name, size, stream: (start, end) => stream(path, start, end) };
}

async function* stream(path: string, start: number, end: number): AsyncGenerator<Uint8Array, void> {
  const file = await open(path, constants.O_RDONLY).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    for (let at = start; at < end; ) {
      const length = Math.min(BLOCK_SIZE, end - at);
      const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, at);
      // It was as long as that when it was looked at.
      if (bytesRead === 0) throw new Error('shorter than before');
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    await file.close();
  }
}

function unreadable(file: string, cause: unknown): SealdropError {
  return new SealdropError('file-unreadable', { cause, details: { file } });
}
