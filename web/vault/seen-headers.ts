/** Rollback memory: for each share that was opened here, the newest verified header's numbers and hash. */
import { get, set } from 'idb-keyval';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { checkRollback, type SeenHeader } from '../../shared/crypto/rollback.ts';
import { createStore } from './database.ts';

const store = createStore('sealdrop-seen-headers', 'headers');

/** Compares a verified header, or one just issued, with what was seen before and remembers it. Throws rolled-back. */
export async function rememberHeader(id: Bytes, shown: SeenHeader): Promise<void> {
  const key = toBase64Url(id);
  // Two tabs that open two states at once must not let the older one overwrite the newer.
  await navigator.locks.request(`sealdrop-seen-${key}`, async () => {
    const seen = (await get<SeenHeader>(key, store)) ?? null;
    await set(key, checkRollback(seen, shown), store);
  });
}
