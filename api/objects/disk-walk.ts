/** Walks the folders of the disk store, which lie as deep as their keys are long. */
import { opendir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { isFileError } from './durable.ts';
import { INDEX_NAME } from './part-index.ts';

interface Found {
  readonly path: string;
  readonly isFile: boolean;
}

/** Everything below a folder, but for what lies in folders that `isWhole`. What goes away meanwhile is left out. */
export async function* walk(
  folder: string,
  isWhole: (path: string) => boolean | Promise<boolean>,
): AsyncIterable<Found> {
  try {
    for await (const entry of await opendir(folder)) {
      const path = join(folder, entry.name);
      const isFile = !entry.isDirectory();
      yield { path, isFile };
      if (!isFile && !(await isWhole(path))) yield* walk(path, isWhole);
    }
  } catch (error) {
    if (!isFileError(error, 'ENOENT')) throw error;
  }
}

/** Whether a folder is an object that lies in parts. */
export async function hasIndex(path: string): Promise<boolean> {
  try {
    return (await stat(join(path, INDEX_NAME))).isFile();
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Whether a folder is an upload: below the folder of its key, under a name of the store's own. */
export function isUpload(path: string): boolean {
  return basename(dirname(path)) === 'body' && /^[0-9a-f]{32}$/.test(basename(path));
}

/** The key of what lies at `path` below `root`. */
export function keyOf(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
