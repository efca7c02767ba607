/** Who signed an opened share, as this person knows them. */
import { toBase64Url } from '../../shared/bytes.ts';
import { fingerprintDigits } from '../../shared/crypto/fingerprint.ts';
import type { OpenedShare } from '../../shared/share/open-share.ts';
import { loadIdentity } from '../vault/identities.ts';
import { listPeople, loadPerson } from '../vault/people.ts';
import type { Sender } from './people-protocol.ts';

/** A name on a card proves nothing: what counts is the person's own list of people. */
export async function senderOf({ isOwn, card }: Pick<OpenedShare, 'isOwn' | 'card'>): Promise<Sender> {
  if (isOwn || (await loadIdentity(card.fingerprint))) return { kind: 'self' };
  const who = { fingerprint: toBase64Url(card.fingerprint), digits: fingerprintDigits(card.fingerprint) };
  const person = await loadPerson(card.fingerprint);
  if (person) return { kind: person.verified ? 'verified' : 'known', name: person.petname, ...who };
  // One-off identities have no name, and nothing tells them apart from a key pair without one.
  if (card.name === '') return { kind: 'not-identified' };
  const taken = (await listPeople()).some(({ petname }) => looks(petname) === looks(card.name));
  return { kind: 'named', name: card.name, taken, ...who };
}

/** Names that a hasty eye takes for the same. */
function looks(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\p{C}\p{Z}]/gu, '')
    .toLowerCase();
}
