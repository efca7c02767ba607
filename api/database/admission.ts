/** What the making of a share takes, all or nothing, within the transaction that inserts it: a permit, the day's allowance, room. */
import type { Bytes } from '../../shared/bytes.ts';
import { type Allowance, takeAllowance } from './allowances.ts';
import type { Database } from './open.ts';
import { takePermit } from './permits.ts';
import type { Share } from './shares.ts';
import { takeRoom } from './totals.ts';

export interface Admission {
  /** SHA-256 of the permit that this share uses up; null where it needs none. */
  readonly permitHash: Bytes | null;
  /** null where no day's allowance is limited. */
  readonly allowance: Allowance | null;
  /** Of all bodies in the store. */
  readonly maxStoreBytes: number;
}

/** Throws wrong-permit, daily-bytes, daily-shares, storage-full. The row that all shares write to is written last. */
export async function admit(
  transaction: Database,
  { bodySize, created }: Pick<Share, 'bodySize' | 'created'>,
  { permitHash, allowance, maxStoreBytes }: Admission,
): Promise<void> {
  if (permitHash) await takePermit(transaction, permitHash, created);
  if (allowance) await takeAllowance(transaction, bodySize, allowance);
  await takeRoom(transaction, bodySize, maxStoreBytes);
}
