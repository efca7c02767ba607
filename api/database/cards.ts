/**
 * Key cards and successions. Of two cards with one fingerprint the later one counts; what is limited for each key is
 * counted while nobody else writes for it, so that of any number of requests at once exactly as many pass as may.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { SUCCESSIONS_MAX } from '../../shared/limits.ts';
import { unlessAltered } from '../sealing/record-keys.ts';
import type { Database } from './open.ts';
import {
  type CardRecord,
  openCard,
  openSuccession,
  type SuccessionRecord,
  sealCard,
  sealSuccession,
} from './record-rows.ts';
import { reseal } from './reseal.ts';
import { requireInUse, type SealedDatabase, writeFor } from './sealed.ts';
import { inTransaction } from './transaction.ts';

/** The card of a fingerprint; null where there is none. Throws AlteredRecord. */
export async function findCard(
  { database, records }: SealedDatabase,
  fingerprint: Bytes,
): Promise<Bytes | null> {
  const row = await database
    .selectFrom('cards')
    .selectAll()
    .where('fingerprint', 'in', records.indexes('indexFingerprint', fingerprint))
    .orderBy('created', 'desc')
    .executeTakeFirst();
  return row ? openCard(records, row).card : null;
}

/** Stores a card unless one stands that is as late; false then. `created`: as the card says. */
export async function putCard(
  sealed: SealedDatabase,
  { created, ...record }: CardRecord & { readonly created: number },
): Promise<boolean> {
  await replaceAltered(sealed, { ...record, created });
  return await writeFor(sealed, record.fingerprint, async ({ database, records }) => {
    const row = { ...sealCard(records, record), created };
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('cards')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column('fingerprint')
          .doUpdateSet({ card: row.card, created })
          .where('cards.created', '<', created),
      )
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  });
}

/** A card that does not open any more is of no use to anybody: the next one takes its place, whatever its time. */
async function replaceAltered(
  { database: outside, records }: SealedDatabase,
  { created, ...record }: CardRecord & { readonly created: number },
): Promise<void> {
  const places = records.indexes('indexFingerprint', record.fingerprint);
  const find = async (database: Database) =>
    (await database.selectFrom('cards').selectAll().where('fingerprint', 'in', places).execute()).filter(
      (row) => !unlessAltered(() => openCard(records, row)),
    );
  if ((await find(outside)).length === 0) return;
  await inTransaction(outside, async (database) => {
    for (const { fingerprint } of await find(database)) {
      await database
        .updateTable('cards')
        .set({ ...sealCard(records, record), created })
        .where('fingerprint', '=', fingerprint)
        .execute();
    }
    await reseal({ database, records }, record.fingerprint);
    await requireInUse({ database, records });
  });
}

/** Keeps the first succession of each pair. Throws wrong-state where the old key has as many as it may have. */
export async function addSuccession(sealed: SealedDatabase, record: SuccessionRecord): Promise<void> {
  await writeFor(sealed, record.old, async ({ database, records }, isKnown) => {
    if (!isKnown) throw new SealdropError('not-found');
    const row = sealSuccession(records, record);
    const known = await database.selectFrom('successions').select('new').where('old', '=', row.old).execute();
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('successions')
      .values(row)
      .onConflict((conflict) => conflict.columns(['old', 'new']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n && known.length >= SUCCESSIONS_MAX) {
      throw new SealdropError('wrong-state', { details: { limit: SUCCESSIONS_MAX } });
    }
  });
}

/** In an order that says nothing. Throws AlteredRecord. */
export async function listSuccessions(
  { database, records }: SealedDatabase,
  old: Bytes,
): Promise<readonly Bytes[]> {
  const rows = await database
    .selectFrom('successions')
    .selectAll()
    .where('old', 'in', records.indexes('indexFingerprint', old))
    .orderBy('new')
    .execute();
  return rows.map((row) => openSuccession(records, row).succession);
}
