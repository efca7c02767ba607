/**
 * Permits to upload: SHA-256 of each, and when it ends. Nothing says to whom it was given: all that are given out on one day
 * end at the same time, and one that is used leaves no row.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { DAY } from '../../shared/limits.ts';
import { dayOf } from './allowances.ts';
import type { Database } from './open.ts';

/** When permits that are given out now end: with the next day, so that they are good for one day at the least. */
export function permitsEnd(now: number): number {
  return (dayOf(now) + 2) * DAY;
}

/** Keeps new permits by their hashes, in the order of these, which says nothing of the order in which they are used. */
export async function addPermits(
  database: Database,
  hashes: readonly Bytes[],
  expires: number,
): Promise<void> {
  const rows = hashes.toSorted((a, b) => Buffer.compare(a, b)).map((hash) => ({ hash, expires }));
  await database.insertInto('permits').values(rows).execute();
}

/** Uses a permit up, within the transaction that makes a share. Throws wrong-permit where there is no such permit (any more). */
export async function takePermit(transaction: Database, hash: Bytes, now: number): Promise<void> {
  const { numDeletedRows } = await transaction
    .deleteFrom('permits')
    .where('hash', '=', hash)
    .where('expires', '>', now)
    .executeTakeFirstOrThrow();
  if (numDeletedRows !== 1n) throw new SealdropError('wrong-permit');
}

export async function removeDeadPermits(database: Database, now: number): Promise<void> {
  await database.deleteFrom('permits').where('expires', '<=', now).execute();
}
