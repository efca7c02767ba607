/**
 * What this browser remembers of deliveries beside what the server says: those that were dismissed here, so that a server
 * that lists one again shows nothing new.
 */
import { createStore, get, set } from 'idb-keyval';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';

const store = createStore('sealdrop-deliveries', 'dismissed');

export async function rememberDismissed(id: Bytes): Promise<void> {
  await set(toBase64Url(id), true, store);
}

export async function isDismissed(id: Bytes): Promise<boolean> {
  return (await get<boolean>(toBase64Url(id), store)) === true;
}
