/** Whether there are uploads of this browser that are not finished (uploads.ts), for which nothing of them need be read. */
import { keys } from 'idb-keyval';
import { createStore } from './database.ts';

/** Keyed by share id in base64url. */
export const uploadStore = createStore('sealdrop-uploads', 'uploads');

/** Ids, in base64url, of the shares whose uploads are not finished. */
export async function unfinishedUploads(): Promise<Set<string>> {
  return new Set(await keys<string>(uploadStore));
}
