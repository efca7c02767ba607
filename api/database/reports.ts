/**
 * What people have written to the operator about a share, sealed: their words, and the secret of its link where they chose
 * to hand it over. A report outlives its share, so that deleting a share does not hide what was said of it.
 */
import type { Selectable } from 'kysely';
import * as v from 'valibot';
import { type Bytes, concat, fromUtf8, random, utf8 } from '../../shared/bytes.ts';
import { DAY } from '../../shared/limits.ts';
import { type RecordKeys, unlessAltered } from '../sealing/record-keys.ts';
import type { Database } from './open.ts';
import type { ReportsTable } from './schema.ts';
import { requireInUse, type SealedDatabase } from './sealed.ts';
import { inTransaction } from './transaction.ts';

const ID_SIZE = 16;
/** Of one share: whoever reads twenty has read enough. */
const REPORTS_MAX = 20;
const KEPT_SECONDS = 90 * DAY;

/** Of those the first ones are kept whatever comes, and of the others the newest: nobody silences the rest by a few of their own. */
const KEPT_FIRST = 10;

const recordSchema = v.strictObject({ text: v.string(), fragment: v.nullable(v.string()) });

export type ReportRecord = v.InferOutput<typeof recordSchema>;

export interface Report {
  readonly shareId: Bytes;
  readonly created: number;
  /** null: it does not open. */
  readonly record: ReportRecord | null;
}

/** Writes a report down. */
export async function addReport(
  sealed: SealedDatabase,
  { shareId, created, record }: Report & { readonly record: ReportRecord },
): Promise<void> {
  await inTransaction(sealed.database, async (database) => {
    // One after another, or of many at once each would find too few.
    await requireInUse({ ...sealed, database });
    const kept = await database
      .selectFrom('reports')
      .select('id')
      .where('shareId', '=', shareId)
      .orderBy('created')
      .orderBy('id')
      .execute();
    const [oldest] = kept.length >= REPORTS_MAX ? kept.slice(KEPT_FIRST) : [];
    if (oldest) await database.deleteFrom('reports').where('id', '=', oldest.id).execute();
    const id = random(ID_SIZE);
    const plain = utf8(JSON.stringify(record));
    const report = sealed.records.seal('recordReport', concat(id, shareId), plain);
    await database.insertInto('reports').values({ id, shareId, created, report }).execute();
  });
}

/** The reports of one share, or (null) of all, the latest last. */
export async function listReports(
  { database, records }: SealedDatabase,
  shareId: Bytes | null,
): Promise<readonly Report[]> {
  const rows = await database
    .selectFrom('reports')
    .selectAll()
    .$if(shareId !== null, (query) => query.where('shareId', '=', shareId ?? new Uint8Array(0)))
    .orderBy('created')
    .execute();
  return rows.map((row) => ({ shareId: row.shareId, created: row.created, record: recordOf(records, row) }));
}

function recordOf(records: RecordKeys, row: ReportRow): ReportRecord | null {
  const plain = unlessAltered(() => openReport(records, row));
  const result = v.safeParse(recordSchema, plain && JSON.parse(fromUtf8(plain)));
  return result.success ? result.output : null;
}

/** Removes those of a share; how many there were. */
export async function removeReports(database: Database, shareId: Bytes): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('reports')
    .where('shareId', '=', shareId)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Forgets those that are three months old. */
export async function removeOldReports(database: Database, now: number): Promise<void> {
  await database
    .deleteFrom('reports')
    .where('created', '<=', now - KEPT_SECONDS)
    .execute();
}

/** Re-seals those under a key before; of how many that was impossible, for they do not open. */
export async function resealReports({ database, records }: SealedDatabase): Promise<number> {
  let altered = 0;
  for (const row of await database.selectFrom('reports').selectAll().execute()) {
    const plain = unlessAltered(() => openReport(records, row));
    if (!plain) {
      altered++;
      continue;
    }
    const report = records.seal('recordReport', placeOf(row), plain);
    await database.updateTable('reports').set({ report }).where('id', '=', row.id).execute();
  }
  return altered;
}

type ReportRow = Readonly<Selectable<ReportsTable>>;

const placeOf = ({ id, shareId }: ReportRow) => concat(id, shareId);

/** Its bytes. Throws AlteredRecord. */
export function openReport(records: RecordKeys, row: ReportRow): Bytes {
  return records.open('recordReport', placeOf(row), row.report);
}
