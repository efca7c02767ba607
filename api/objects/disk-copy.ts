/**
 * Objects of one disk store brought into the folder of another, while the first one is at work. Files of the store, but for
 * the order in which parts came, are written once and never changed, so on one disk a copy is a second name for the same
 * bytes: it takes no room, and no time.
 */
import { constants } from 'node:fs';
import { copyFile, link, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists, isFileError, makeFolder, syncFolder } from './durable.ts';
import { INDEX_NAME, readIndex } from './part-index.ts';
import { ORDER_NAME, readPartNames } from './part-names.ts';
import type { Upload } from './store.ts';
import { checkedKey } from './url-signature.ts';

export interface DiskCopy {
  /** Whether the object was there, whole. */
  object(key: string): Promise<boolean>;
  /** Whether the upload was there; with the parts that it has. Of one that was not, or went away meanwhile, nothing is left. */
  upload(upload: Upload): Promise<boolean>;
}

/** From the store below one folder to that below another. */
export function openDiskCopy(from: string, to: string): DiskCopy {
  return {
    object: (key) =>
      whereThere(async () => {
        const path = join('objects', checkedKey(key));
        const target = join(to, path);
        if ((await stat(join(from, path))).isFile()) return await bring(join(from, path), target);
        // The index last: a body without one is none.
        for (const { name } of await readIndex(join(from, path)))
          await bring(join(from, path, name), join(target, name));
        await bring(join(from, path, INDEX_NAME), join(target, INDEX_NAME));
      }),
    async upload({ key, id }) {
      const path = join('uploads', checkedKey(key), id);
      const target = join(to, path);
      const isThere = await whereThere(async () => {
        // An index in it is a completion's, which is under way.
        const parts = readPartNames(await readdir(join(from, path)));
        // One without parts has a folder too.
        await makeFolder(target);
        for (const { name } of parts) await bring(join(from, path, name), join(target, name));
        // After them, so that it says of each when it came.
        await copyOrder(join(from, path), target);
      });
      // Beside the body that it has become, it would hide it from the server.
      if (!isThere)
        await whereThere(async () => {
          await rm(target, { recursive: true });
          await syncFolder(dirname(target));
        });
      return isThere;
    },
  };
}

/** False where a file of it was not there. */
async function whereThere(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isFileError(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

/** A second name for a file where one disk has both, else a copy of it; on the disk either way. */
async function bring(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  try {
    await link(from, to);
  } catch (error) {
    // Brought by an attempt before this one: the same name means the same bytes.
    if (isFileError(error, 'EEXIST')) return;
    if (!isFileError(error, 'EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP')) throw error;
    await copyDurably(from, to, constants.COPYFILE_EXCL);
  }
  await syncFolder(dirname(to));
}

/** The one file that goes on being written to: it gets no second name. An upload that an earlier version began may have none. */
async function copyOrder(from: string, to: string): Promise<void> {
  if (!(await exists(join(from, ORDER_NAME)))) return;
  await copyDurably(join(from, ORDER_NAME), join(to, ORDER_NAME));
  await syncFolder(to);
}

async function copyDurably(from: string, to: string, mode?: number): Promise<void> {
  await copyFile(from, to, mode);
  const handle = await open(to, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
