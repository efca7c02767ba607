/**
 * IndexedDB as the vault uses it: every failure has a code, for a browser that keeps nothing and one that is full want
 * different things of a person. A write is there whole or not at all.
 */
import { createStore as createIdbStore, type UseStore } from 'idb-keyval';
import { SealdropError } from '../../shared/errors.ts';

/**
 * One store in a database of its own. What goes through it throws vault-full where there is no room, vault-closed where
 * the browser opens no database, vault-failed where it cannot read or write one.
 */
export function createStore(database: string, name: string): UseStore {
  const use = createIdbStore(database, name);
  return async (mode, callback) => {
    let opened = false;
    try {
      return await use(mode, (store) => {
        opened = true;
        return callback(store);
      });
    } catch (error) {
      throw vaultError(error, opened);
    }
  };
}

function vaultError(error: unknown, opened: boolean): unknown {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return new SealdropError('vault-full', { cause: error });
  // Some browsers throw at once, some reject, some have no IndexedDB at all.
  if (!opened) return new SealdropError('vault-closed', { cause: error });
  // What cannot be cloned is a mistake of ours, and no state of the browser.
  if (name === 'DataCloneError') return error;
  return new SealdropError('vault-failed', { cause: error });
}
