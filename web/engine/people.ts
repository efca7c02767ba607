/**
 * The person's contacts: found by a contact link, checked against the fingerprint in it, followed to a new key only after
 * a click. docs/format.md, "Identities and cards", "Succession".
 */
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { fingerprintDigits } from '../../shared/crypto/fingerprint.ts';
import { openKeyCard } from '../../shared/crypto/key-card.ts';
import type { OpenedHeader } from '../../shared/crypto/open-header.ts';
import { namedInSuccession, openSuccession } from '../../shared/crypto/succession.ts';
import { SealdropError } from '../../shared/errors.ts';
import { checkPetname, type PersonRecord } from '../../shared/records/person.ts';
import { parseRequestLink } from '../../shared/request-link.ts';
import { fetchCard, openCardOf } from '../../shared/share/cards.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';
import { forgetPerson, listPeople, loadPerson, savePerson } from '../vault/people.ts';
import { emitKeysChanged } from './events.ts';
import type { Contact } from './people-protocol.ts';
import { fingerprintFrom } from './person-names.ts';
import type { Commands } from './protocol.ts';
import { client, now } from './server.ts';
import { canTakeBack } from './undo.ts';

/** Questions asked at once. */
const ASKING = 4;

/** Everybody, with the new keys that the server has a word of; what it cannot be asked for now is not shown. */
export async function listContacts(): Promise<Contact[]> {
  const records = await listPeople();
  const contacts = new Map<PersonRecord, Contact>();
  await inLanes(ASKING, records, async (record) => {
    contacts.set(record, await shown(record, await successorsOf(record).catch(() => [])));
  });
  return records.map((record) => contacts.get(record) as Contact);
}

async function shown(record: PersonRecord, successors: readonly Bytes[]): Promise<Contact> {
  const { fingerprint, petname, verified, inboxToken } = record;
  return {
    fingerprint: toBase64Url(fingerprint),
    digits: fingerprintDigits(fingerprint),
    petname,
    cardName: (await openKeyCard(record.card)).name,
    verified,
    successors: successors.map((one) => ({ fingerprint: toBase64Url(one), digits: fingerprintDigits(one) })),
    canDeliver: inboxToken !== null,
  };
}

/** Fingerprints that both the contact's key and the new one have signed for. A forged word is none. */
async function successorsOf({ fingerprint, card }: PersonRecord): Promise<Bytes[]> {
  const { successions } = await client.successions(fingerprint);
  const old = await openCardOf(fingerprint, card);
  const found = new Map<string, Bytes>();
  for (const bytes of successions) {
    try {
      const { new: named } = namedInSuccession(bytes);
      const successor = await fetchCard(client, named);
      await openSuccession(bytes, old, successor.card);
      found.set(toBase64Url(named), named);
    } catch {
      // What does not verify was never said.
    }
  }
  return [...found.values()];
}

/** Adds a person by their contact link; somebody who is known already gets its inbox token. */
export async function addPerson({ link, petname }: Commands['add-person']['in']): Promise<Contact> {
  const { fingerprint, token } = await parseRequestLink(link);
  const { card, bytes } = await fetchCard(client, fingerprint);
  const known = await loadPerson(fingerprint);
  const record: PersonRecord = {
    verified: false,
    added: now(),
    ...known,
    fingerprint,
    card: bytes,
    petname: checkPetname(petname) || known?.petname || card.name,
    inboxToken: token,
  };
  await savePerson(record);
  emitKeysChanged();
  return shown(record, []);
}

/** Adds whoever signed something that was opened, by the card that was checked with it; they stay as they are if known. */
export async function addSigner({
  card,
  cardBytes,
}: Pick<OpenedHeader, 'card' | 'cardBytes'>): Promise<void> {
  const { fingerprint, name } = card;
  if (await loadPerson(fingerprint)) return;
  const record = { fingerprint, card: cardBytes, petname: name, verified: false, inboxToken: null };
  await savePerson({ ...record, added: now() });
  emitKeysChanged();
}

export async function renamePerson({ fingerprint, petname }: Commands['rename-person']['in']): Promise<void> {
  const record = await required(fingerprint);
  await savePerson({ ...record, petname: checkPetname(petname) || record.petname });
  emitKeysChanged();
}

export async function verifyPerson({
  fingerprint,
  verified,
}: Commands['verify-person']['in']): Promise<void> {
  await savePerson({ ...(await required(fingerprint)), verified });
  emitKeysChanged();
}

/** The new key takes the old one's place, unverified: whoever held the old one could have signed for any other. */
export async function followPerson({
  fingerprint,
  successor,
}: Commands['follow-person']['in']): Promise<Contact> {
  const record = await required(fingerprint);
  const successors = await successorsOf(record);
  const next = successors.find((one) => toBase64Url(one) === successor);
  // Two contradict each other: no click decides that.
  if (!next || successors.length !== 1) throw new SealdropError('successor-changed');
  const { bytes } = await fetchCard(client, next);
  const followed = { ...record, fingerprint: next, card: bytes, verified: false, inboxToken: null };
  await savePerson(followed);
  await forgetPerson(record.fingerprint);
  emitKeysChanged();
  return shown(followed, []);
}

/** Forgets a person, so that it can be taken back. */
export async function removePerson(fingerprint: string): Promise<void> {
  const bytes = fingerprintFrom(fingerprint);
  const record = await loadPerson(bytes);
  await forgetPerson(bytes);
  emitKeysChanged();
  if (!record) return;
  canTakeBack(async () => {
    // Who was added anew meanwhile stays as they are.
    if (!(await loadPerson(bytes))) await savePerson(record);
    emitKeysChanged();
  });
}

async function required(fingerprint: string): Promise<PersonRecord> {
  const record = await loadPerson(fingerprintFrom(fingerprint));
  if (!record) throw new SealdropError('person-missing');
  return record;
}
