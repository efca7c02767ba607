/** Nonces of signed requests: each is taken once for its key, and forgotten when its signature is good no more. */
import { type Bytes, concat } from '../../shared/bytes.ts';
import type { Database } from './open.ts';
import type { SealedDatabase } from './sealed.ts';

/** A request may have been checked in the last second of its signature and not be written down yet. */
const MARGIN_SECONDS = 60;

/**
 * `expires` is the last second in which the signature is good. False where this key has used the nonce before, told to
 * whichever copy of the server: it is written down under every key that is known.
 */
export async function takeNonce(
  { database, records }: SealedDatabase,
  { keyid, nonce, expires }: { keyid: Bytes; nonce: Bytes; expires: number },
): Promise<boolean> {
  const indexes = records.indexes('indexNonce', concat(keyid, nonce));
  // In one order for all, or two that take the same nonce might wait for each other.
  const rows = indexes.toSorted((a, b) => Buffer.compare(a, b)).map((index) => ({ nonce: index, expires }));
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('nonces')
    .values(rows)
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === BigInt(rows.length);
}

export async function removeDeadNonces(database: Database, now: number): Promise<void> {
  await database
    .deleteFrom('nonces')
    .where('expires', '<', now - MARGIN_SECONDS)
    .execute();
}
