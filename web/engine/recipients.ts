/**
 * The cards of those who are to open a share. The kept card of a contact comes first: asking the server for it just
 * before a header changes would tell whom a share is for.
 */
import { type Bytes, equal } from '../../shared/bytes.ts';
import { openKeyCard } from '../../shared/crypto/key-card.ts';
import type { Recipient } from '../../shared/crypto/seal-header.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { loadIdentity } from '../vault/identities.ts';
import { loadPerson } from '../vault/people.ts';
import { client } from './server.ts';

/**
 * A recipient for each fingerprint (32 bytes). Throws card-missing where a card is not to be had: nobody is ever left
 * out silently; sender-changed or damaged where the server gives another.
 */
export function recipientsOf(people: readonly Bytes[], signal: AbortSignal): Promise<Recipient[]> {
  return Promise.all(people.map((fingerprint) => recipient(fingerprint, signal)));
}

async function recipient(fingerprint: Bytes, signal: AbortSignal): Promise<Recipient> {
  const { encryptionKey } = await openCardOf(fingerprint, await cardOf(fingerprint, signal));
  return { fingerprint, encryptionKey };
}

/** The card of these bytes. Throws sender-changed unless it is the one with this fingerprint. */
export async function openCardOf(fingerprint: Bytes, bytes: Bytes) {
  const card = await openKeyCard(bytes);
  if (!equal(card.fingerprint, fingerprint)) throw new SealdropError('sender-changed');
  return card;
}

async function cardOf(fingerprint: Bytes, signal: AbortSignal): Promise<Bytes> {
  const person = await loadPerson(fingerprint);
  if (person) return person.card;
  const own = await loadIdentity(fingerprint);
  if (own) return own.identity.card;
  try {
    return (await client.card(fingerprint, signal)).card;
  } catch (error) {
    if (hasCode(error, 'not-found')) throw new SealdropError('card-missing', { cause: error });
    throw error;
  }
}
