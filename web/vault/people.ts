/**
 * The people whom this person knows (shared/records/person.ts), sealed by the device key, keyed by fingerprint in base64url.
 */
import { del, entries, get, set } from 'idb-keyval';
import { type Bytes, fromBase64Url, toBase64Url } from '../../shared/bytes.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { decodePerson, encodePerson, type PersonRecord } from '../../shared/records/person.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';

const store = createStore('sealdrop-people', 'people');

function aadOf(fingerprint: Bytes): Bytes {
  return labelled('vault', fingerprint);
}

export async function savePerson(record: PersonRecord): Promise<void> {
  const { fingerprint } = record;
  await set(toBase64Url(fingerprint), await sealForDevice(encodePerson(record), aadOf(fingerprint)), store);
}

/** The person with this fingerprint (32 bytes), or null. */
export async function loadPerson(fingerprint: Bytes): Promise<PersonRecord | null> {
  const sealed = await get<Bytes>(toBase64Url(fingerprint), store);
  return sealed ? openRecord(fingerprint, sealed) : null;
}

/** Everybody, in order of being added. A record that does not open (its device key is gone) is left out. */
export async function listPeople(): Promise<PersonRecord[]> {
  const all = await entries<string, Bytes>(store);
  const opened = await Promise.all(
    all.map(async ([key, sealed]) => {
      const fingerprint = fromBase64Url(key);
      return fingerprint && openRecord(fingerprint, sealed).catch(() => null);
    }),
  );
  return opened.filter((record) => record !== null).toSorted((a, b) => a.added - b.added);
}

export async function forgetPerson(fingerprint: Bytes): Promise<void> {
  await del(toBase64Url(fingerprint), store);
}

async function openRecord(fingerprint: Bytes, sealed: Bytes): Promise<PersonRecord> {
  return decodePerson(fingerprint, await openForDevice(sealed, aadOf(fingerprint)));
}
