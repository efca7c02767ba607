/**
 * Download grants: each is inserted once and counted once, in one transaction, so that of any number of claims at
 * once exactly as many pass as the limit allows. docs/format.md, "Download grant".
 */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { GRANT_SECONDS } from '../../shared/limits.ts';
import type { Database } from './open.ts';
import { inTransaction } from './transaction.ts';

interface Claim {
  readonly shareId: Bytes;
  readonly grantHash: Bytes;
  readonly now: number;
}

/** Whether this grant was counted within the last 24 hours. */
export async function hasLiveGrant(database: Database, { shareId, grantHash, now }: Claim): Promise<boolean> {
  const grant = await database
    .selectFrom('grants')
    .select('expires')
    .where('shareId', '=', shareId)
    .where('grantHash', '=', grantHash)
    .executeTakeFirst();
  return grant !== undefined && grant.expires > now;
}

/**
 * Counts a grant unless it lives already. `accessHash` is the one that was checked: should the epoch have changed
 * since, nothing is counted. Throws ended (limit) where no download is left, stale where the epoch has changed or
 * the share has ended otherwise.
 */
export async function claimGrant(
  database: Database,
  { shareId, grantHash, now, accessHash }: Claim & { accessHash: Bytes },
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const expires = now + GRANT_SECONDS;
    const inserted = await transaction
      .insertInto('grants')
      .values({ shareId, grantHash, expires })
      .onConflict((conflict) =>
        conflict
          .columns(['shareId', 'grantHash'])
          .doUpdateSet({ expires })
          .where('grants.expires', '<=', now),
      )
      .executeTakeFirstOrThrow();
    if (inserted.numInsertedOrUpdatedRows !== 1n) return;

    const counted = await transaction
      .updateTable('shares')
      .set((eb) => ({ downloads: eb('downloads', '+', 1) }))
      .where('id', '=', shareId)
      .where('expires', '>', now)
      .where('accessHash', '=', accessHash)
      .where((eb) => eb.or([eb('downloadLimit', 'is', null), eb('downloads', '<', eb.ref('downloadLimit'))]))
      .executeTakeFirstOrThrow();
    if (counted.numUpdatedRows === 1n) return;
    const share = await transaction
      .selectFrom('shares')
      .select('id')
      .where('id', '=', shareId)
      .where('expires', '>', now)
      .where('accessHash', '=', accessHash)
      .executeTakeFirst();
    // Either throw rolls the insert back: a grant that was not counted does not exist.
    if (!share) throw new SealdropError('stale');
    throw new SealdropError('ended', { details: { reason: 'limit' } });
  });
}
