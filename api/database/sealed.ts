/**
 * The database with the keys that its records are sealed with, and which of them are in use. All rows of one fingerprint are
 * under one key at any time, that of its card: whoever writes for it does so by `writeFor`.
 */
import { type Bytes, equal } from '../../shared/bytes.ts';
import { KeyProblem } from '../sealing/key-problem.ts';
import { requireKnown } from '../sealing/open-keys.ts';
import type { RecordKeys } from '../sealing/record-keys.ts';
import type { Database } from './open.ts';
import { reseal } from './reseal.ts';
import { inTransaction } from './transaction.ts';

export interface SealedDatabase {
  readonly database: Database;
  readonly records: RecordKeys;
}

/** Names of the keys in use. */
async function keysInUse(database: Database): Promise<readonly Bytes[]> {
  return (await database.selectFrom('recordKeys').select('id').execute()).map(({ id }) => id);
}

/** The same of a database that may be older than they are, or empty: none then. */
export async function keysInUseIfAny(database: Database): Promise<readonly Bytes[]> {
  const tables = await database.introspection.getTables();
  return tables.some(({ name }) => name === 'recordKeys') ? await keysInUse(database) : [];
}

/** Throws KeyProblem where a key in use is not known, or the one that seals is not in use. */
export async function requireKeys({ database, records }: SealedDatabase): Promise<void> {
  const used = await keysInUse(database);
  requireKnown(records, used);
  if (!used.some((id) => equal(id, records.ids[0]))) throw new KeyProblem('ended');
}

/** Begins to use the key that seals. Throws KeyProblem where a key in use is not known. */
export async function useKeys({ database, records }: SealedDatabase): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const [id] = records.ids;
    await transaction
      .insertInto('recordKeys')
      .values({ id })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    requireKnown(records, await keysInUse(transaction));
  });
}

/**
 * Runs `work` in a transaction in which nobody else writes for this fingerprint; `isKnown` says whether it has a card. Its
 * rows are under the key that seals before `work` begins.
 */
export async function writeFor<T>(
  { database, records }: SealedDatabase,
  fingerprint: Bytes,
  work: (transaction: SealedDatabase, isKnown: boolean) => Promise<T>,
): Promise<T> {
  return await inTransaction(database, async (transaction) => {
    const sealed = { database: transaction, records };
    const cards = await lockCards(sealed, fingerprint);
    const current = records.index('indexFingerprint', fingerprint);
    if (cards.some((place) => !equal(place, current))) await reseal(sealed, fingerprint);
    const done = await work(sealed, cards.length > 0);
    // Last, for all others wait for it.
    await requireInUse(sealed);
    return done;
  });
}

/** Moves all rows of a fingerprint to the key that seals, whichever its card is under. Throws AlteredRecord; nothing is moved then. */
export async function moveRows({ database, records }: SealedDatabase, fingerprint: Bytes): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const sealed = { database: transaction, records };
    await lockCards(sealed, fingerprint);
    await reseal(sealed, fingerprint);
    await requireInUse(sealed);
  });
}

/** The places of its cards. A write that changes nothing, for a row that is written to is locked in every database. */
async function lockCards({ database, records }: SealedDatabase, fingerprint: Bytes): Promise<Bytes[]> {
  const rows = await database
    .updateTable('cards')
    .set((eb) => ({ created: eb.ref('created') }))
    .where('fingerprint', 'in', records.indexes('indexFingerprint', fingerprint))
    .returning('fingerprint')
    .execute();
  return rows.map((row) => row.fingerprint);
}

/**
 * What was written under a key that a change of keys has ended in the meantime could never be read again. All others wait for
 * the transaction that asks. Throws KeyProblem.
 */
export async function requireInUse({ database, records }: SealedDatabase): Promise<void> {
  const [id] = records.ids;
  const { numUpdatedRows } = await database
    .updateTable('recordKeys')
    .set((eb) => ({ id: eb.ref('id') }))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new KeyProblem('ended');
  // One that another copy has begun to use: what it has moved this one would not find.
  requireKnown(records, await keysInUse(database));
}
