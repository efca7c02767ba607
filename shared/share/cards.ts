/** Cards of other people: what a server answers is believed only where it hashes to the fingerprint that was asked for. */
import { type Bytes, equal } from '../bytes.ts';
import type { Client } from '../client.ts';
import { type KeyCard, openKeyCard } from '../crypto/key-card.ts';
import { hasCode, SealdropError } from '../errors.ts';

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
  client: Pick<Client, 'card'>,
  fingerprint: Bytes,
  signal?: AbortSignal,
): Promise<{ card: KeyCard; bytes: Bytes }> {
  const answer = await client.card(fingerprint, signal).catch((error: unknown) => {
    if (hasCode(error, 'not-found')) throw new SealdropError('card-absent', { cause: error });
    throw error;
  });
  return { card: await openCardOf(fingerprint, answer.card), bytes: answer.card };
}
