/** Who signed an opened share, as this person knows them. */
import { toBase64Url } from '../../shared/bytes.ts';
import { fingerprintDigits } from '../../shared/crypto/fingerprint.ts';
import { loadIdentity } from '../vault/identities.ts';
import { loadPerson } from '../vault/people.ts';
import type { OpenedShare } from './opened-share.ts';
import type { Sender } from './protocol.ts';

/** A name on a card proves nothing: what counts is the person's own list of people. */
export async function senderOf({ isOwn, card }: Pick<OpenedShare, 'isOwn' | 'card'>): Promise<Sender> {
  if (isOwn || (await loadIdentity(card.fingerprint))) return { kind: 'self' };
  const who = { fingerprint: toBase64Url(card.fingerprint), digits: fingerprintDigits(card.fingerprint) };
  const person = await loadPerson(card.fingerprint);
  if (person) return { kind: person.verified ? 'verified' : 'known', name: person.petname, ...who };
  // One-off identities have no name, and nothing tells them apart from a key pair without one.
  return card.name === '' ? { kind: 'not-identified' } : { kind: 'named', name: card.name, ...who };
}
