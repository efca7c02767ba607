/**
 * The embedded default: objects as files below one folder, crash-safe, with presigned URLs that lead back to the API.
 * Below the folder: temporary/ (bytes on their way in), uploads/KEY/ID/ (checked parts and their order), objects/KEY (a manifest is a
 * file; a body is the folder of its parts, moved here whole by one rename, so that 100 GB are never written twice).
 */
import { randomBytes } from 'node:crypto';
import { open, readdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SealdropError } from '../../shared/errors.ts';
import { hasIndex, isUpload, keyOf, walk } from './disk-walk.ts';
import { exists, isFileError, makeFolder, renameDurably, storageError } from './durable.ts';
import {
  encodeIndex,
  heldSize,
  INDEX_NAME,
  type IndexHead,
  readFile,
  readIndex,
  readIndexHead,
  readParts,
} from './part-index.ts';
import { etagOf, latestParts, noteArrival, partName, readPartNames } from './part-names.ts';
import { openReserve } from './reserve.ts';
import {
  type NamedPart,
  type ObjectReader,
  type ObjectStore,
  type PutTarget,
  type StoredPart,
  type Upload,
} from './store.ts';
import { clearTemporary, writeTemporary } from './temporary.ts';
import { checkedKey, isKey, localUrls, openGetUrl, openPutUrl, type UrlSecrets } from './url-signature.ts';

/** Opens the store below `folder`, which is made if need be. `secrets` sign its URLs; `now` is Unix seconds. */
export async function openDiskStore(options: {
  folder: string;
  secrets: UrlSecrets;
  now: () => number;
}): Promise<ObjectStore> {
  const { secrets, now } = options;
  const temporary = join(options.folder, 'temporary');
  const uploads = join(options.folder, 'uploads');
  const objects = join(options.folder, 'objects');
  for (const folder of [temporary, uploads, objects]) await makeFolder(folder);

  const objectPath = (key: string) => join(objects, checkedKey(key));
  const uploadsPath = (key: string) => join(uploads, checkedKey(key));
  const uploadPath = ({ key, id }: Upload) => join(uploadsPath(key), id);
  const reserve = openReserve(options.folder);

  /** The head of the object's index, or its size alone where it is one file; null where there is none. */
  async function look(key: string): Promise<{ size: number; index: IndexHead | null } | null> {
    try {
      const found = await stat(objectPath(key));
      if (found.isFile()) return { size: found.size, index: null };
      const handle = await open(join(objectPath(key), INDEX_NAME), 'r');
      try {
        const index = await readIndexHead(handle);
        return { size: index.size, index };
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (isFileError(error, 'ENOENT', 'ENOTDIR')) return null;
      throw error;
    }
  }

  /**
   * What is left of each body that was opened lately, counted once a minute and not for every range, for a body has up
   * to 10,000 parts.
   */
  const held = new Map<string, Promise<number>>();

  /** The bytes of a body that a reader is told of. One that misses some ends there, so that nobody waits for them. */
  function sizeHeld(key: string): Promise<number> {
    const known = held.get(key);
    if (known) return known;
    const size = heldSize(objectPath(key));
    held.set(key, size);
    void size.catch(() => held.delete(key));
    return size;
  }

  async function* readBody(key: string, index: IndexHead, start: number, end: number) {
    try {
      yield* readParts(objectPath(key), index, start, end);
    } catch (error) {
      // Cut since it was counted: this answer breaks off, the next one knows.
      held.delete(key);
      throw error;
    }
  }

  async function place(file: string, { key, part, size, sha256 }: PutTarget): Promise<void> {
    if (part) {
      // No folder is made here: an upload that was completed or removed has none, and its URLs end with it.
      const folder = uploadPath({ key, id: part.upload });
      const name = partName(part.number, size, sha256);
      // One that came before came then: whoever sends it again and again makes nothing longer.
      if (!(await exists(join(folder, name)))) await noteArrival(folder, name);
      await renameDurably(file, join(folder, name));
      return;
    }
    for (let attempt = 0; ; attempt++) {
      try {
        await makeFolder(dirname(objectPath(key)));
        await renameDurably(file, objectPath(key));
        return;
      } catch (error) {
        // A removal beside this one may have taken the empty folder away again.
        if (attempt === 3 || !isFileError(error, 'ENOENT')) throw error;
      }
    }
  }

  return {
    sources: [],

    ...localUrls(secrets, now),

    async begin(key) {
      const upload = { key, id: randomBytes(16).toString('hex') };
      await reserve.check(0);
      try {
        await makeFolder(uploadPath(upload));
      } catch (error) {
        throw storageError(error);
      }
      return upload;
    },

    async parts(upload) {
      try {
        const folder = uploadPath(upload);
        const files = await latestParts(folder, readPartNames(await readdir(folder)));
        return files.map(({ number, size, sha256 }): StoredPart => ({ number, size, etag: etagOf(sha256) }));
      } catch (error) {
        if (isFileError(error, 'ENOENT')) return null;
        throw error;
      }
    },

    async complete(upload, parts) {
      try {
        await completeFolder(uploadPath(upload), parts, objectPath(upload.key));
      } catch (error) {
        if (!isFileError(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST')) throw storageError(error);
        const size = parts.reduce((sum, part) => sum + part.size, 0);
        if ((await look(upload.key))?.size !== size) throw new SealdropError('not-found', { cause: error });
      }
    },

    async size(key) {
      return (await look(key))?.size ?? null;
    },

    async remove(key) {
      held.delete(key);
      // Uploads first: one that is being completed then either finds nothing to move or is removed as the object.
      for (const path of [uploadsPath(key), objectPath(key)]) {
        await rm(path, { recursive: true, force: true });
        await removeEmpty(dirname(path), [uploads, objects]);
      }
    },

    async *list() {
      for await (const { path, isFile } of walk(objects, hasIndex)) {
        const key = keyOf(objects, path);
        // A body that is being removed has parts and no index, and others may put files of their own here.
        const found = isKey(key) && (isFile || (await hasIndex(path))) ? await look(key) : null;
        if (found) yield [{ key, size: found.size }];
      }
    },

    async *listUploads() {
      for await (const { path, isFile } of walk(uploads, isUpload)) {
        if (!isFile && isUpload(path)) yield [{ key: keyOf(uploads, dirname(path)), id: basename(path) }];
      }
    },

    async tidy() {
      held.clear();
      await clearTemporary(temporary);
    },

    async problem() {
      // Where the folder is gone the database is too, and says so louder.
      return null;
    },

    local: {
      async receive(url, length, body) {
        const target = openPutUrl(secrets, url, now());
        if (length !== target.size) throw new SealdropError('bad-request');
        // Before the first byte, which would be sent for nothing.
        await reserve.check(length);
        const file = await writeTemporary(temporary, body, {
          ...target,
          takeRoom: (size) => reserve.take(size),
        });
        try {
          await place(file, target);
        } catch (error) {
          await rm(file, { force: true });
          throw isFileError(error, 'ENOENT') ? new SealdropError('not-found') : storageError(error);
        }
        return etagOf(target.sha256);
      },

      async open(url): Promise<ObjectReader> {
        const { key } = openGetUrl(secrets, url, now());
        const found = await look(key);
        if (!found) throw new SealdropError('not-found');
        const { size, index } = found;
        return {
          size: index ? Math.min(size, await sizeHeld(key)) : size,
          stream: async (start, end) =>
            ReadableStream.from(
              index ? readBody(key, index, start, end) : readFile(objectPath(key), start, end),
            ),
        };
      },
    },
  };
}

/** Checks the named parts against the folder, writes the index, and moves the folder to where objects are. */
async function completeFolder(folder: string, parts: readonly NamedPart[], to: string): Promise<void> {
  const held = new Set(await readdir(folder));
  const partSize = parts[0]?.size ?? 0;
  const numbers = parts
    .filter(({ number, size, sha256, etag }, index) => {
      const isLast = index === parts.length - 1;
      const fits = number === index + 1 && (isLast ? size <= partSize : size === partSize);
      return !fits || etag !== etagOf(sha256) || !held.has(partName(number, size, sha256));
    })
    .map(({ number }) => number);
  if (numbers.length > 0 || parts.length === 0)
    throw new SealdropError('parts-mismatch', { details: { numbers } });

  // Of two completions at once each writes its own file, and only renames touch the index: once the folder has moved,
  // the other one's path leads nowhere.
  const index = join(folder, `${INDEX_NAME}.${randomBytes(8).toString('hex')}`);
  await writeFile(index, encodeIndex(parts), { mode: 0o600, flush: true });
  await renameDurably(index, join(folder, INDEX_NAME));
  await makeFolder(dirname(to));
  await renameDurably(folder, to);
  await removeOthers(to);
}

/** Removes what the index does not name: older sealings of a part, their order, and the index of a completion that lost. */
async function removeOthers(folder: string): Promise<void> {
  const named = new Set([INDEX_NAME, ...(await readIndex(folder)).map(({ name }) => name)]);
  for (const name of await readdir(folder)) {
    if (!named.has(name)) await rm(join(folder, name), { force: true });
  }
}

/** Removes a folder and those above it while they are empty, down to `roots`. */
async function removeEmpty(folder: string, roots: readonly string[]): Promise<void> {
  for (let at = folder; !roots.includes(at); at = dirname(at)) {
    try {
      await rmdir(at);
    } catch (error) {
      if (isFileError(error, 'ENOENT')) continue;
      return;
    }
  }
}
