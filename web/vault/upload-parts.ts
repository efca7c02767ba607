/** Where the journals of unfinished uploads lie (shared/records/part-journal.ts), sealed by the device key. */
import { delMany, entries, keys, set } from 'idb-keyval';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import type { JournalStore } from '../../shared/records/part-journal.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';

const store = createStore('sealdrop-upload-parts', 'parts');

/** Where the journal of the upload of share `id` is kept. */
export function journalStore(id: Bytes): JournalStore {
  const prefix = `${toBase64Url(id)}/`;
  const aad = labelled('uploadParts', id);
  let next = 1;
  const add = async (record: Bytes) => {
    await set(`${prefix}${next++}`, await sealForDevice(record, aad), store);
  };
  let old: string[] = [];
  return {
    read: async () => {
      const records = await recordsOf(prefix);
      next = (records.at(-1)?.number ?? 0) + 1;
      old = records.map(({ number }) => `${prefix}${number}`);
      const opened = records.map(({ sealed }) => openForDevice(sealed, aad).catch(() => null));
      return (await Promise.all(opened)).filter((plain) => plain !== null);
    },
    add,
    replace: async (record) => {
      // The old ones go when it is there.
      await add(record);
      await delMany(old, store);
    },
  };
}

/** Deletes the journal of an upload. */
export async function forgetPartJournal(id: Bytes): Promise<void> {
  const prefix = `${toBase64Url(id)}/`;
  const all = await keys<string>(store);
  await delMany(
    all.filter((key) => key.startsWith(prefix)),
    store,
  );
}

async function recordsOf(prefix: string): Promise<{ number: number; sealed: Bytes }[]> {
  const all = await entries<string, Bytes>(store);
  return all
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, sealed]) => ({ number: Number(key.slice(prefix.length)), sealed }))
    .toSorted((a, b) => a.number - b.number);
}
