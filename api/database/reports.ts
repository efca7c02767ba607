/**
 * What people have written to the operator about a share, sealed: their words, and the secret of its link where they chose
 * to hand it over. A report outlives its share, so that deleting a share does not hide what was said of it.
 */
import * as v from 'valibot';
import { type Bytes, fromUtf8, random, utf8 } from '../../shared/bytes.ts';
import { AlteredRecord, type RecordKeys } from '../sealing/record-keys.ts';
import type { Database } from './open.ts';
import { requireInUse, type SealedDatabase } from './sealed.ts';
import { inTransaction } from './transaction.ts';

const ID_SIZE = 16;
/** Of one share: whoever reads twenty has read enough. */
const REPORTS_MAX = 20;
const KEPT_SECONDS = 90 * 86_400;

const recordSchema = v.strictObject({ text: v.string(), fragment: v.nullable(v.string()) });

export type ReportRecord = v.InferOutput<typeof recordSchema>;

export interface Report extends ReportRecord {
  readonly shareId: Bytes;
  readonly created: number;
}

/** Writes a report down, unless there are as many of this share as anybody reads. */
export async function addReport(
  sealed: SealedDatabase,
  { shareId, created, text, fragment }: Report,
): Promise<void> {
  await inTransaction(sealed.database, async (database) => {
    // One after another, or of many at once each would find too few.
    await requireInUse({ ...sealed, database });
    const { all } = await database
      .selectFrom('reports')
      .select(({ fn }) => fn.countAll<number | string>().as('all'))
      .where('shareId', '=', shareId)
      .executeTakeFirstOrThrow();
    if (Number(all) >= REPORTS_MAX) return;
    const id = random(ID_SIZE);
    const record = utf8(JSON.stringify({ text, fragment } satisfies ReportRecord));
    await database
      .insertInto('reports')
      .values({ id, shareId, created, report: sealReport(sealed.records, id, record) })
      .execute();
  });
}

/** The reports of one share, or (null) of all, the latest last. Throws AlteredRecord. */
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
  return rows.map(({ id, report, ...row }) => ({ ...row, ...parse(openReport(records, id, report)) }));
}

function parse(record: Bytes): ReportRecord {
  const result = v.safeParse(recordSchema, JSON.parse(fromUtf8(record)));
  if (!result.success) throw new AlteredRecord('recordReport');
  return result.output;
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

/** Re-seals those under a key before. Throws AlteredRecord at the first that does not open. */
export async function resealReports({ database, records }: SealedDatabase): Promise<void> {
  for (const { id, report } of await database.selectFrom('reports').select(['id', 'report']).execute()) {
    await database
      .updateTable('reports')
      .set({ report: sealReport(records, id, openReport(records, id, report)) })
      .where('id', '=', id)
      .execute();
  }
}

function sealReport(records: RecordKeys, id: Bytes, record: Bytes): Bytes {
  return records.seal('recordReport', id, record);
}

export function openReport(records: RecordKeys, id: Bytes, report: Bytes): Bytes {
  return records.open('recordReport', id, report);
}
