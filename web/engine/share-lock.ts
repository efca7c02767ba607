/** Web Locks that let two tabs of one profile share the vault: who changes a share, and who uploads it. */
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';

const uploadPrefix = 'sealdrop-upload-';

function shareLock(id: Bytes): string {
  return `sealdrop-share-${toBase64Url(id)}`;
}

/** Runs `work` while no other tab changes this share; waits for its turn until the signal aborts. */
export function withShare<T>(id: Bytes, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(shareLock(id), { signal }, work);
}

/** The same, but answers null at once where somebody else is at it. */
export function withShareIfFree<T>(id: Bytes, work: () => Promise<T>): Promise<T | null> {
  return navigator.locks.request(shareLock(id), { ifAvailable: true }, (lock) => (lock ? work() : null));
}

/**
 * Begins `work` as the one upload of this share; `done` resolves when it has ended. Throws in-other-tab where one runs
 * already.
 */
export function asUpload(id: Bytes, work: () => Promise<void>): Promise<{ readonly done: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const done = navigator.locks.request(uploadPrefix + toBase64Url(id), { ifAvailable: true }, (lock) => {
      if (!lock) {
        reject(new SealdropError('in-other-tab'));
        return Promise.resolve();
      }
      resolve({ done });
      return work();
    });
    done.catch(reject);
  });
}

/** Ids, in base64url, of the shares that some tab of this profile is uploading. */
export async function runningUploads(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(uploadPrefix));
  return new Set(names.map((name) => name.slice(uploadPrefix.length)));
}
