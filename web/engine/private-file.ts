/**
 * Verified plaintext into the origin private file system, for browsers without a file picker: nothing stands in the
 * person's own folders before the last byte was checked, and then an ordinary download copies the whole file there.
 */
import { random, toHex } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { coalesced, PIECE_SIZE, writeError } from './sinks.ts';

const FOLDER = 'downloads';
/** Milliseconds after which a download has certainly begun to read its file. */
const TAKEN_AFTER = 60_000;
const lockPrefix = 'sealdrop-private-file-';

/** Whole files of this tab, removed when a download has taken them; others are those of tabs that have died. */
async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** All of `content` as one File on disk. Throws no-space, and what `content` throws; nothing is left behind then. */
export async function saveToPrivateFile(content: AsyncIterable<Uint8Array>): Promise<File> {
  const files = await folder();
  const name = toHex(random(16));
  const release = await holdLock(name);
  const remove = async () => {
    await files.removeEntry(name).catch(() => undefined);
    release();
  };
  try {
    const handle = await files.getFileHandle(name, { create: true });
    const access = await handle.createSyncAccessHandle();
    try {
      for await (const piece of coalesced(content, PIECE_SIZE)) {
        if (access.write(piece) !== piece.length) throw new SealdropError('no-space');
      }
      access.flush();
    } finally {
      access.close();
    }
    setTimeout(() => void remove(), TAKEN_AFTER);
    return await handle.getFile();
  } catch (error) {
    await remove();
    throw writeError(error);
  }
}

/** Removes what tabs that were closed or killed have left. Throws nothing: where there is no such storage, nothing is. */
export async function removeOldPrivateFiles(): Promise<void> {
  try {
    const files = await folder();
    const { held = [] } = await navigator.locks.query();
    const locked = new Set(held.map(({ name }) => name));
    for await (const name of files.keys()) {
      if (!locked.has(lockPrefix + name)) await files.removeEntry(name);
    }
  } catch {
    // A private window, or a browser without it.
  }
}

/** Says to other tabs that the file is in use, until the answer is called or this tab ends. */
function holdLock(name: string): Promise<() => void> {
  return new Promise((resolve) => {
    void navigator.locks.request(
      lockPrefix + name,
      () => new Promise<void>((release) => resolve(() => release())),
    );
  });
}
