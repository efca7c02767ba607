/** The people that the user knows, by the names that the user has given them. */
import { type Bytes, fromBase64Url, toBase64Url } from '../shared/bytes.ts';
import { decodeCbor, encodeCbor } from '../shared/crypto/cbor.ts';
import { asArray, asBytes, asText } from '../shared/crypto/fields.ts';
import { SealdropError } from '../shared/errors.ts';
import { decodePerson, encodePerson, type PersonRecord } from '../shared/records/person.ts';
import { UsageError } from './command.ts';
import type { Home } from './home.ts';
import { isOf } from './keys.ts';

/** A person, and the server whose contact link they were added by, as location.origin spells it; null without one. */
export interface Contact extends PersonRecord {
  readonly origin: string | null;
}

const PERSON_MAX = 2 ** 16;

/** Everybody, in order of being added. */
export async function listContacts(home: Home): Promise<Contact[]> {
  const records = home.records('people');
  const opened = await Promise.all(
    (await records.list()).map(async (name) => {
      const fingerprint = fromBase64Url(name);
      return fingerprint && (await loadContact(home, fingerprint));
    }),
  );
  return opened.filter((one) => one !== null).toSorted((a, b) => a.added - b.added);
}

/** The person with this fingerprint (32 bytes), or null. */
export async function loadContact(home: Home, fingerprint: Bytes): Promise<Contact | null> {
  const plain = await home.records('people').load(toBase64Url(fingerprint));
  if (!plain) return null;
  const [person, origin] = asArray(decodeCbor(plain), 2, 2);
  const record = decodePerson(fingerprint, asBytes(person, 1, PERSON_MAX));
  return { ...record, origin: origin === null ? null : asText(origin) };
}

/** The person that a name, or the beginning of a fingerprint, means. Throws person-missing, UsageError for several. */
export async function findContact(home: Home, name: string): Promise<Contact> {
  const all = await listContacts(home);
  const found = all.filter((one) => one.petname === name || isOf(one, name));
  const [contact] = found;
  if (!contact) throw new SealdropError('person-missing');
  if (found.length > 1) throw new UsageError(`Several people are called ${name}. Say a fingerprint.`);
  return contact;
}

export async function saveContact(home: Home, { origin, ...person }: Contact): Promise<void> {
  const plain = encodeCbor([encodePerson(person), origin]);
  await home.records('people').save(toBase64Url(person.fingerprint), plain);
}

export async function forgetContact(home: Home, fingerprint: Bytes): Promise<void> {
  await home.records('people').forget(toBase64Url(fingerprint));
}
