/**
 * What this browser remembers of deliveries beside what the server says: those that were dismissed here, so that a server
 * that lists one again shows nothing new.
 */
import { delMany, get, setMany } from 'idb-keyval';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { createStore } from './database.ts';

const store = createStore('sealdrop-deliveries', 'dismissed');

/** All of them, or none. */
export async function rememberDismissed(ids: readonly Bytes[]): Promise<void> {
  await setMany(
    ids.map((id) => [toBase64Url(id), true]),
    store,
  );
}

/** All of them, or none. */
export async function forgetDismissed(ids: readonly Bytes[]): Promise<void> {
  await delMany(ids.map(toBase64Url), store);
}

export async function isDismissed(id: Bytes): Promise<boolean> {
  return (await get<boolean>(toBase64Url(id), store)) === true;
}
