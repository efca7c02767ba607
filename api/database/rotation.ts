/**
 * A change of the server's key, while the server runs: everything is moved to the key that seals now, person by person, and
 * then no key before is in use any more. Interrupted anywhere it goes on where it was. docs/records.md, "Changing the key".
 */
import { sql } from 'kysely';
import { type Bytes, toHex } from '../../shared/bytes.ts';
import type { RecordLabel } from '../sealing/labels.ts';
import { AlteredRecord, KEY_ID_SIZE } from '../sealing/record-keys.ts';
import { openCard, openDelivery, openRequestLink, openSuccession } from './record-rows.ts';
import { resealReports } from './reports.ts';
import { moveRows, type SealedDatabase, useKeys } from './sealed.ts';
import { inTransaction } from './transaction.ts';

const PAGE = 100;
/** Another copy of the server that still seals with a key before moves rows back: not for ever. */
const PASSES = 5;

export interface Rotated {
  /** People whose records were moved. */
  readonly moved: number;
  /** Of what kinds the records are that did not open, and stay as they are. */
  readonly altered: readonly RecordLabel[];
  /** Whether the key that seals is the only one in use now. */
  readonly isDone: boolean;
}

/** `onMoved` is told how many people there were, again and again. */
export async function rotateKeys(
  sealed: SealedDatabase,
  onMoved: (people: number) => void,
): Promise<Rotated> {
  await useKeys(sealed);
  let moved = 0;
  for (let pass = 1; pass <= PASSES; pass++) {
    const altered: RecordLabel[] = [];
    const tried = new Set<string>();
    for await (const fingerprint of peopleToMove(sealed, altered)) {
      if (tried.has(toHex(fingerprint))) continue;
      tried.add(toHex(fingerprint));
      try {
        await moveRows(sealed, fingerprint);
        onMoved(++moved);
      } catch (error) {
        // All of the person's rows stay; that one is met by itself, and named, among what is left.
        if (!(error instanceof AlteredRecord)) throw error;
      }
    }
    const reports = await inTransaction(sealed.database, (database) =>
      resealReports({ ...sealed, database }),
    );
    altered.push(...Array.from({ length: reports }, () => 'recordReport' as const));
    if (altered.length > 0) return { moved, altered, isDone: false };
    if (await endFormerKeys(sealed)) return { moved, altered, isDone: true };
  }
  return { moved, altered: [], isDone: false };
}

/** Of a record in this column: that it is under another key. */
function isUnderOther(column: 'card' | 'succession' | 'box' | 'delivery' | 'report', current: Bytes) {
  return sql<boolean>`substr(${sql.ref(column)}, 1, ${sql.lit(KEY_ID_SIZE)}) != ${current}`;
}

/**
 * The fingerprints of whom there is something under another key: by their cards, and then by what is left, for a card may
 * be gone or not open. Of what does not open the kind goes to `altered`.
 */
async function* peopleToMove(sealed: SealedDatabase, altered: RecordLabel[]): AsyncIterable<Bytes> {
  const open = (record: () => Bytes): readonly Bytes[] => {
    try {
      return [record()];
    } catch (error) {
      if (!(error instanceof AlteredRecord)) throw error;
      altered.push(error.code);
      return [];
    }
  };
  const { records } = sealed;
  for (let last: Bytes = new Uint8Array(0); ; ) {
    const rows = await cardsUnderOther(sealed, last);
    for (const row of rows) yield* open(() => openCard(records, row).fingerprint);
    const end = rows.at(-1);
    if (!end || rows.length < PAGE) break;
    last = end.fingerprint;
  }
  const [successions, links, deliveries] = await othersUnderOther(sealed);
  for (const row of successions) yield* open(() => openSuccession(records, row).old);
  for (const row of links) yield* open(() => openRequestLink(records, row).fingerprint);
  for (const row of deliveries) yield* open(() => openDelivery(records, row).fingerprint);
}

async function cardsUnderOther({ database, records }: SealedDatabase, last: Bytes) {
  const query = database.selectFrom('cards').selectAll().where('fingerprint', '>', last);
  return await query.where(isUnderOther('card', records.ids[0])).orderBy('fingerprint').limit(PAGE).execute();
}

/** When all who have cards were moved, few or none. */
async function othersUnderOther({ database, records }: SealedDatabase) {
  const [current] = records.ids;
  return [
    await database.selectFrom('successions').selectAll().where(isUnderOther('succession', current)).execute(),
    await database.selectFrom('requestLinks').selectAll().where(isUnderOther('box', current)).execute(),
    await database
      .selectFrom('shares')
      .select(['id', 'inbox', 'requestLink', 'delivery'])
      .where(isUnderOther('delivery', current))
      .execute(),
  ] as const;
}

/** Takes the other keys out of use; false, and nothing is changed, where a record is still under one of them. */
async function endFormerKeys(sealed: SealedDatabase): Promise<boolean> {
  const [current] = sealed.records.ids;
  // Whoever writes with such a key, and has not finished, finds that it is gone (sealed.ts).
  return await inTransaction(sealed.database, async (database) => {
    await database.deleteFrom('recordKeys').where('id', '!=', current).execute();
    const within = { ...sealed, database };
    const report = await database
      .selectFrom('reports')
      .select('id')
      .where(isUnderOther('report', current))
      .executeTakeFirst();
    const left = [await cardsUnderOther(within, new Uint8Array(0)), ...(await othersUnderOther(within))];
    if (!report && left.every((rows) => rows.length === 0)) return true;
    throw new StillInUse();
  }).catch((error: unknown) => {
    if (error instanceof StillInUse) return false;
    throw error;
  });
}

/** Ends a transaction without a change. */
class StillInUse extends Error {
  override readonly name = 'StillInUse';
}
