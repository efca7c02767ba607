/**
 * The cards of those who are to open a share. The kept card of a contact comes first: asking the server for it just
 * before a header changes would tell whom a share is for.
 */
import { type Bytes, equal } from '../../shared/bytes.ts';
import { type KeyCard, openKeyCard } from '../../shared/crypto/key-card.ts';
import type { Recipient } from '../../shared/crypto/seal-header.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { loadIdentity } from '../vault/identities.ts';
import { loadPerson } from '../vault/people.ts';
import { client } from './server.ts';

/**
 * A recipient for each fingerprint (32 bytes). Throws card-missing where a card is not to be had: nobody is ever left
 * out silently; card-changed or needs-newer where the server gives another.
 */
export function recipientsOf(people: readonly Bytes[], signal: AbortSignal): Promise<Recipient[]> {
  return Promise.all(people.map((fingerprint) => recipient(fingerprint, signal)));
}

async function recipient(fingerprint: Bytes, signal: AbortSignal): Promise<Recipient> {
  const { encryptionKey } = await openCardOf(fingerprint, await cardOf(fingerprint, signal));
  return { fingerprint, encryptionKey };
}

/**
 * The card of these bytes. Throws card-changed unless it is whole and the one with this fingerprint, needs-newer for one
 * of a later version.
 */
export async function openCardOf(fingerprint: Bytes, bytes: Bytes): Promise<KeyCard> {
  const card = await openKeyCard(bytes).catch((error: unknown) => {
    // To a person there is one cause: the server has answered what the fingerprint does not stand for.
    if (hasCode(error, 'damaged', 'sender-changed'))
      throw new SealdropError('card-changed', { cause: error });
    throw error;
  });
  if (!equal(card.fingerprint, fingerprint)) throw new SealdropError('card-changed');
  return card;
}

/** The server's card for a fingerprint, opened, and its bytes. Throws card-absent where it has none, and as openCardOf. */
export async function fetchCard(
  fingerprint: Bytes,
  signal?: AbortSignal,
): Promise<{ card: KeyCard; bytes: Bytes }> {
  const answer = await client.card(fingerprint, signal).catch((error: unknown) => {
    if (hasCode(error, 'not-found')) throw new SealdropError('card-absent', { cause: error });
    throw error;
  });
  return { card: await openCardOf(fingerprint, answer.card), bytes: answer.card };
}

async function cardOf(fingerprint: Bytes, signal: AbortSignal): Promise<Bytes> {
  const person = await loadPerson(fingerprint);
  if (person) return person.card;
  const own = await loadIdentity(fingerprint);
  if (own) return own.identity.card;
  try {
    return (await fetchCard(fingerprint, signal)).bytes;
  } catch (error) {
    if (hasCode(error, 'card-absent')) throw new SealdropError('card-missing', { cause: error });
    throw error;
  }
}
