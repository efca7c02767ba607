/**
 * Key cards and successions. Of two cards with one fingerprint the later one counts; what is limited for each key is
 * counted under a lock on its card, so that of any number of requests at once exactly as many pass as may.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { SUCCESSIONS_MAX } from '../../shared/limits.ts';
import type { Database } from './open.ts';
import { inTransaction } from './transaction.ts';

export interface StoredCard {
  readonly fingerprint: Bytes;
  readonly card: Bytes;
  readonly created: number;
}

export async function findCard(database: Database, fingerprint: Bytes): Promise<StoredCard | null> {
  const card = await database
    .selectFrom('cards')
    .selectAll()
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst();
  return card ?? null;
}

/** Stores a card unless one stands that is as late; false then. */
export async function putCard(
  database: Database,
  { fingerprint, card, created }: StoredCard,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('cards')
    .values({ fingerprint, card, created })
    .onConflict((conflict) =>
      conflict.column('fingerprint').doUpdateSet({ card, created }).where('cards.created', '<', created),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * Lets nobody else count for this key until the transaction ends: a write that changes nothing, for a row that is
 * written to is locked in every database. False where there is no such card.
 */
export async function lockCard(transaction: Database, fingerprint: Bytes): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('cards')
    .set((eb) => ({ created: eb.ref('created') }))
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Keeps the first succession of each pair. Throws wrong-state where the old key has as many as it may have. */
export async function addSuccession(
  database: Database,
  { old, successor, succession }: { old: Bytes; successor: Bytes; succession: Bytes },
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    if (!(await lockCard(transaction, old))) throw new SealdropError('not-found');
    const known = await transaction.selectFrom('successions').select('new').where('old', '=', old).execute();
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('successions')
      .values({ old, new: successor, succession })
      .onConflict((conflict) => conflict.columns(['old', 'new']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n && known.length >= SUCCESSIONS_MAX) {
      throw new SealdropError('wrong-state', { details: { limit: SUCCESSIONS_MAX } });
    }
  });
}

export async function listSuccessions(database: Database, old: Bytes): Promise<readonly Bytes[]> {
  const rows = await database
    .selectFrom('successions')
    .select('succession')
    .where('old', '=', old)
    .orderBy('new')
    .execute();
  return rows.map(({ succession }) => succession);
}
