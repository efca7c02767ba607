/** Which sealed records do not open any more: changed by whoever could, moved, or damaged with their disk. */
import { type Bytes, concat, toHex } from '../../shared/bytes.ts';
import { unlessAltered } from '../sealing/record-keys.ts';
import type { Database } from './open.ts';
import { openCard, openDelivery, openRequestLink, openSuccession } from './record-rows.ts';
import { openReport } from './reports.ts';
import type { SealedDatabase } from './sealed.ts';

const PAGE = 500;
const NONE: Bytes = new Uint8Array(0);

export interface Altered {
  readonly kind: 'card' | 'succession' | 'request link' | 'delivery' | 'report';
  /** Hex: the share's id of a delivery and of a report, else the indexes by which the row is found. */
  readonly place: string;
}

/** All of them; every record is opened. */
export async function alteredRecords({ database, records }: SealedDatabase): Promise<readonly Altered[]> {
  const found: Altered[] = [];
  const check = (kind: Altered['kind'], place: Bytes, open: () => object) => {
    if (!unlessAltered(open)) found.push({ kind, place: toHex(place) });
  };
  for (let last: Bytes | null = NONE; last; ) {
    const rows = await cardsAfter(database, last);
    for (const row of rows) check('card', row.fingerprint, () => openCard(records, row));
    last = rows.at(PAGE - 1)?.fingerprint ?? null;
  }
  for (let last: Bytes | null = NONE; last; ) {
    const rows = await deliveriesAfter(database, last);
    for (const row of rows) check('delivery', row.id, () => openDelivery(records, row));
    last = rows.at(PAGE - 1)?.id ?? null;
  }
  // Few for each person, and of small records.
  for (const row of await database.selectFrom('successions').selectAll().execute()) {
    check('succession', concat(row.old, row.new), () => openSuccession(records, row));
  }
  for (const row of await database.selectFrom('requestLinks').selectAll().execute()) {
    check('request link', concat(row.fingerprint, row.tokenHash), () => openRequestLink(records, row));
  }
  for (const row of await database.selectFrom('reports').selectAll().execute()) {
    check('report', row.shareId, () => openReport(records, row));
  }
  return found;
}

async function cardsAfter(database: Database, last: Bytes) {
  const query = database.selectFrom('cards').selectAll().where('fingerprint', '>', last);
  return await query.orderBy('fingerprint').limit(PAGE).execute();
}

async function deliveriesAfter(database: Database, last: Bytes) {
  const query = database
    .selectFrom('shares')
    .select(['id', 'inbox', 'requestLink', 'delivery'])
    .where('inbox', 'is not', null);
  return await query.where('id', '>', last).orderBy('id').limit(PAGE).execute();
}
