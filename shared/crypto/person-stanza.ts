/**
 * Person stanzas (type 1): wrapping the share secret of an epoch to a key card by HPKE. A stanza does not say whom it
 * is for, so a reader tries all keys on all of them. docs/format.md, "Stanzas" and "Reading a share".
 */
import { type Bytes, equal } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { openHpke, sealHpke } from './hpke.ts';
import { contextLabel, epochKeys, type ShareContext } from './key-schedule.ts';
import type { PersonStanza, Stanza } from './stanza-fields.ts';

const SECRET_SIZE = 32;

/** A type 1 stanza: the share secret (32 bytes) sealed to the encryption key of a card, anew at every call. */
export async function sealPersonStanza(
  secret: Bytes,
  encryptionKey: CryptoKey,
  context: ShareContext,
): Promise<PersonStanza> {
  const { enc, ct } = await sealHpke(encryptionKey, secret, contextLabel('stanzaPerson', context));
  return { type: 1, enc, ct };
}

export interface PersonTrials<Pair extends CryptoKeyPair = CryptoKeyPair> {
  readonly stanzas: readonly Stanza[];
  /** All encryption key pairs of the reader. */
  readonly keyPairs: readonly Pair[];
  readonly context: ShareContext;
  /** The header's commit, 32 bytes. */
  readonly commit: Bytes;
}

/**
 * The share secret from the first stanza of type 1 that opens, and the key pair that opened it; null where none does.
 * Every trial ends before this answers, so that nobody learns from its time which one it was. Throws damaged where any
 * stanza opens to something that is not 32 bytes or does not lead to the commit.
 */
export async function openPersonStanzas<Pair extends CryptoKeyPair>({
  stanzas,
  keyPairs,
  context,
  commit,
}: PersonTrials<Pair>): Promise<{ secret: Bytes; keyPair: Pair } | null> {
  const info = contextLabel('stanzaPerson', context);
  const trials = stanzas
    .filter((stanza) => stanza.type === 1)
    .flatMap(({ enc, ct }) =>
      keyPairs.map(async (keyPair) => {
        const secret = await openHpke(keyPair, enc, ct, info);
        if (!secret) return null;
        const holds =
          secret.length === SECRET_SIZE && equal((await epochKeys(secret, context)).commit, commit);
        return { secret, keyPair, holds };
      }),
    );
  const successes = (await Promise.all(trials)).filter((success) => success !== null);
  if (successes.some(({ holds }) => !holds)) throw new SealdropError('damaged');
  return successes[0] ?? null;
}
