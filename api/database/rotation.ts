/**
 * A change of the server's key, while the server runs: everything is moved to the key that seals now, person by person, and
 * then no key before is in use any more. Interrupted anywhere it goes on where it was. docs/records.md, "Changing the key".
 */
import { sql } from 'kysely';
import { type Bytes, equal } from '../../shared/bytes.ts';
import type { RecordLabel } from '../sealing/labels.ts';
import { AlteredRecord, KEY_ID_SIZE, keyIdOf } from '../sealing/record-keys.ts';
import { openCard } from './record-rows.ts';
import { resealReports } from './reports.ts';
import { type SealedDatabase, writeFor } from './sealed.ts';
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
  let moved = 0;
  for (let pass = 1; pass <= PASSES; pass++) {
    const altered: RecordLabel[] = [];
    for await (const fingerprint of peopleToMove(sealed, altered)) {
      try {
        await writeFor(sealed, fingerprint, async () => undefined);
        onMoved(++moved);
      } catch (error) {
        if (!(error instanceof AlteredRecord)) throw error;
        altered.push(error.code);
      }
    }
    await inTransaction(sealed.database, (database) => resealReports({ ...sealed, database })).catch(
      (error: unknown) => {
        if (!(error instanceof AlteredRecord)) throw error;
        altered.push(error.code);
      },
    );
    if (altered.length > 0) return { moved, altered, isDone: false };
    if (await endFormerKeys(sealed)) return { moved, altered, isDone: true };
  }
  return { moved, altered: [], isDone: false };
}

/** The fingerprints of cards under a key before. */
async function* peopleToMove(
  { database, records }: SealedDatabase,
  altered: RecordLabel[],
): AsyncIterable<Bytes> {
  const [current] = records.ids;
  for (let last: Bytes = new Uint8Array(0); ; ) {
    const rows = await database
      .selectFrom('cards')
      .selectAll()
      .where('fingerprint', '>', last)
      .orderBy('fingerprint')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      if (equal(keyIdOf(row.card), current)) continue;
      try {
        yield openCard(records, row).fingerprint;
      } catch (error) {
        if (!(error instanceof AlteredRecord)) throw error;
        altered.push(error.code);
      }
    }
    const end = rows.at(-1);
    if (!end || rows.length < PAGE) return;
    last = end.fingerprint;
  }
}

/** Takes the other keys out of use; false, and nothing is changed, where a record is still under one of them. */
async function endFormerKeys({ database, records }: SealedDatabase): Promise<boolean> {
  const [current] = records.ids;
  // Whoever writes with such a key, and has not finished, finds that it is gone (sealed.ts).
  return await inTransaction(database, async (transaction) => {
    await transaction.deleteFrom('recordKeys').where('id', '!=', current).execute();
    const isUnderOther = (column: 'card' | 'succession' | 'box' | 'delivery' | 'report') =>
      sql<boolean>`substr(${sql.ref(column)}, 1, ${sql.lit(KEY_ID_SIZE)}) != ${current}`;
    const found = [
      await transaction.selectFrom('cards').select('created').where(isUnderOther('card')).executeTakeFirst(),
      await transaction
        .selectFrom('successions')
        .select('old')
        .where(isUnderOther('succession'))
        .executeTakeFirst(),
      await transaction
        .selectFrom('requestLinks')
        .select('created')
        .where(isUnderOther('box'))
        .executeTakeFirst(),
      await transaction.selectFrom('shares').select('id').where(isUnderOther('delivery')).executeTakeFirst(),
      await transaction.selectFrom('reports').select('id').where(isUnderOther('report')).executeTakeFirst(),
    ];
    if (found.every((row) => row === undefined)) return true;
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
