/**
 * How many bytes all bodies have together, and whether one more has room. Within the transaction that makes a share or ends
 * it, so that of any number at once exactly as many pass as there is room for.
 */
import { SealdropError } from '../../shared/errors.ts';
import type { Database } from './open.ts';

/** The one row. */
const ID = 1;

/** Adds a body of so many bytes. Throws storage-full, with the limit, where there would be more than `most`. */
export async function takeRoom(transaction: Database, bytes: number, most: number): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('totals')
    .set((eb) => ({ bytes: eb('bytes', '+', bytes) }))
    .where('id', '=', ID)
    .where((eb) => eb('bytes', '<=', most - bytes))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new SealdropError('storage-full', { details: { limit: most } });
}

/** Gives the room of a body back. */
export async function giveRoom(transaction: Database, bytes: number): Promise<void> {
  await transaction
    .updateTable('totals')
    .set((eb) => ({ bytes: eb('bytes', '-', bytes) }))
    .where('id', '=', ID)
    .execute();
}
