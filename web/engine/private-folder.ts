/**
 * Files of the browser's own, in the origin private file system: each under a random name, and locked by the tab that
 * uses it. A file that nobody uses stays only where the record of an unfinished save names it, or of one that a download of the
 * browser's own was given a moment ago.
 */
import { keptDownloads } from '../vault/downloads.ts';

const FOLDER = 'downloads';
const lockPrefix = 'sealdrop-private-file-';

export interface PrivateFile {
  readonly handle: FileSystemFileHandle;
  /** Lets go of it: it stays where a record names it. */
  readonly release: () => void;
  /** Removes it, and lets go. Throws nothing. */
  readonly remove: () => Promise<void>;
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** The file with this name, made where `create` says so; for one that is not there it throws what the browser throws. */
export async function usePrivateFile(name: string, { create }: { create: boolean }): Promise<PrivateFile> {
  const files = await folder();
  const release = await holdLock(lockPrefix + name);
  try {
    const handle = await files.getFileHandle(name, { create });
    return {
      handle,
      release,
      remove: async () => {
        await files.removeEntry(name).catch(() => undefined);
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Whether a tab uses the file with this name, also this one. */
export async function isPrivateFileUsed(name: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === lockPrefix + name);
}

/** Removes a file that no tab uses. Throws nothing. */
export async function removePrivateFile(name: string): Promise<void> {
  await folder()
    .then((files) => files.removeEntry(name))
    .catch(() => undefined);
}

/**
 * Removes what tabs that were closed or killed have left and no save can go on with. Throws nothing: where there is no
 * such storage, nothing is.
 */
export async function removeOldPrivateFiles(): Promise<void> {
  try {
    const files = await folder();
    // Before the records, for a record is written before its file is made.
    const names: string[] = [];
    for await (const name of files.keys()) names.push(name);
    const { held = [] } = await navigator.locks.query();
    const locked = new Set(held.map(({ name }) => name));
    const isUsed = (name: string): boolean => locked.has(lockPrefix + name);
    // Where no record can be read, nothing can be gone on with.
    const kept = await keptDownloads(isUsed).catch(() => new Set<string>());
    for (const name of names) {
      if (!isUsed(name) && !kept.has(name)) await files.removeEntry(name).catch(() => undefined);
    }
  } catch {
    // A private window, or a browser without it.
  }
}

/**
 * Holds a lock of this profile until the answer is called or this tab ends. Rejects with the signal's reason where it
 * aborts before others have let go.
 */
export function holdLock(name: string, options: { readonly signal?: AbortSignal } = {}): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, options, () => new Promise<void>((release) => resolve(() => release())))
      .catch(reject);
  });
}
