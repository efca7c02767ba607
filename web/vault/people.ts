/**
 * The people whom this person knows: their card as it was checked against its fingerprint, the name that this person
 * gives them, whether fingerprints were compared. Sealed by the device key, keyed by fingerprint in base64url.
 */
import { del, entries, get, set } from 'idb-keyval';
import { type Bytes, fromBase64Url, toBase64Url } from '../../shared/bytes.ts';
import { cborMap, decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { asBytes, asRecord, asText, asUint } from '../../shared/crypto/fields.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { CARD_MAX } from '../../shared/limits.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';

export interface PersonRecord {
  /** 32 bytes. */
  readonly fingerprint: Bytes;
  readonly card: Bytes;
  /** What this person calls them; never leaves this browser. */
  readonly petname: string;
  /** Whether this person has compared the fingerprint. */
  readonly verified: boolean;
  /** Of the contact link that they were added by, 16 bytes; null where it had none. */
  readonly inboxToken: Bytes | null;
  /** Unix seconds. */
  readonly added: number;
}

const KEYS = ['v', 'card', 'petname', 'verified', 'inboxToken', 'added'];
const store = createStore('sealdrop-people', 'people');

function aadOf(fingerprint: Bytes): Bytes {
  return labelled('vault', fingerprint);
}

export async function savePerson({ fingerprint, verified, ...rest }: PersonRecord): Promise<void> {
  const plain = encodeCbor(cborMap({ v: 1, ...rest, verified: verified ? 1 : 0 }));
  await set(toBase64Url(fingerprint), await sealForDevice(plain, aadOf(fingerprint)), store);
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
  const map = asRecord(decodeCbor(await openForDevice(sealed, aadOf(fingerprint))), KEYS);
  asUint(map.get('v'), 1, 1);
  const inboxToken = map.get('inboxToken');
  return {
    fingerprint,
    card: asBytes(map.get('card'), 1, CARD_MAX),
    petname: asText(map.get('petname')),
    verified: asUint(map.get('verified'), 0, 1) === 1,
    inboxToken: inboxToken === null ? null : asBytes(inboxToken, 16),
    added: asUint(map.get('added'), 0, 2 ** 40),
  };
}
