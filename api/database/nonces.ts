/** Nonces of signed requests: each is taken once for its key, and forgotten when its signature is good no more. */
import type { Bytes } from '../../shared/bytes.ts';
import type { Database } from './open.ts';

/** A request may have been checked in the last second of its signature and not be written down yet. */
const MARGIN_SECONDS = 60;

/** `expires` is the last second in which the signature is good. False where this key has used the nonce before. */
export async function takeNonce(
  database: Database,
  nonce: { keyid: Bytes; nonce: Bytes; expires: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('nonces')
    .values(nonce)
    .onConflict((conflict) => conflict.columns(['keyid', 'nonce']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function removeDeadNonces(database: Database, now: number): Promise<void> {
  await database
    .deleteFrom('nonces')
    .where('expires', '<', now - MARGIN_SECONDS)
    .execute();
}
