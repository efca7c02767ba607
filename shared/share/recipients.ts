/**
 * The cards of those who are to open a share. The kept card of a contact comes first: asking the server for it just
 * before a header changes would tell whom a share is for.
 */
import type { Bytes } from '../bytes.ts';
import type { Client } from '../client.ts';
import type { Recipient } from '../crypto/seal-header.ts';
import { hasCode, SealdropError } from '../errors.ts';
import { fetchCard, openCardOf } from './cards.ts';

export interface RecipientPorts {
  readonly client: Pick<Client, 'card'>;
  /** The card of a contact or of a key pair of one's own, as this device keeps it; null where it keeps none. */
  readonly keptCard: (fingerprint: Bytes) => Promise<Bytes | null>;
}

/** A recipient for each fingerprint (32 bytes). */
export type RecipientsOf = (people: readonly Bytes[], signal: AbortSignal) => Promise<Recipient[]>;

/**
 * Finds recipients. It throws card-missing where a card is not to be had: nobody is ever left out silently; card-changed
 * or needs-newer where the server gives another.
 */
export function recipientFinder({ client, keptCard }: RecipientPorts): RecipientsOf {
  async function cardOf(fingerprint: Bytes, signal: AbortSignal): Promise<Bytes> {
    const kept = await keptCard(fingerprint);
    if (kept) return kept;
    try {
      return (await fetchCard(client, fingerprint, signal)).bytes;
    } catch (error) {
      if (hasCode(error, 'card-absent')) throw new SealdropError('card-missing', { cause: error });
      throw error;
    }
  }

  async function recipient(fingerprint: Bytes, signal: AbortSignal): Promise<Recipient> {
    const { encryptionKey } = await openCardOf(fingerprint, await cardOf(fingerprint, signal));
    return { fingerprint, encryptionKey };
  }

  return (people, signal) => Promise.all(people.map((fingerprint) => recipient(fingerprint, signal)));
}
