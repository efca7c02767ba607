/**
 * What one address has sent in a day (UTC). Counted within the transaction that makes a share, so that of any number at
 * once exactly as many pass as the day allows; what ends or is deleted is not given back, or there would be no limit. The
 * key is a blind index of address and day: rows of two days cannot be told to be of one address, and none says of which.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { type ErrorCode, SealdropError } from '../../shared/errors.ts';
import { DAY } from '../../shared/limits.ts';
import type { Database } from './open.ts';

/** What an address may send today. */
export interface Allowance {
  /**
   * Of the address and the day, 32 bytes, under each of the server's keys that is known: while that key is being changed, copies
   * that seal with either find each other's counts.
   */
  readonly keys: readonly Bytes[];
  /** Unix seconds. */
  readonly now: number;
  readonly maxDayBytes: number;
  readonly maxDayShares: number;
}

/** Days since 1970. */
export function dayOf(now: number): number {
  return Math.floor(now / DAY);
}

/** Counts one more share with a body of so many bytes. Throws daily-bytes, daily-shares, with the limit and the rest of the day. */
export async function takeAllowance(
  transaction: Database,
  bytes: number,
  allowance: Allowance,
): Promise<void> {
  // In one order for all, or two that count for the same address might wait for each other.
  for (const key of allowance.keys.toSorted((a, b) => Buffer.compare(a, b))) {
    await takeUnder(key, transaction, bytes, allowance);
  }
}

async function takeUnder(
  key: Bytes,
  transaction: Database,
  bytes: number,
  { now, maxDayBytes, maxDayShares }: Allowance,
): Promise<void> {
  const refusal = (code: ErrorCode, limit: number) =>
    new SealdropError(code, { details: { limit, retryAfter: DAY - (now % DAY) } });
  if (bytes > maxDayBytes) throw refusal('daily-bytes', maxDayBytes);
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('allowances')
    .values({ key, day: dayOf(now), bytes, shares: 1 })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((eb) => ({
          bytes: eb('allowances.bytes', '+', bytes),
          shares: eb('allowances.shares', '+', 1),
        }))
        .where('allowances.bytes', '<=', maxDayBytes - bytes)
        .where('allowances.shares', '<', maxDayShares),
    )
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return;
  const { shares } = await transaction
    .selectFrom('allowances')
    .select('shares')
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  throw shares >= maxDayShares ? refusal('daily-shares', maxDayShares) : refusal('daily-bytes', maxDayBytes);
}

/** Forgets the days before this one. */
export async function removePastAllowances(database: Database, now: number): Promise<void> {
  await database.deleteFrom('allowances').where('day', '<', dayOf(now)).execute();
}
