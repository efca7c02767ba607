/**
 * The header's compare-and-swap: header, access hash and manifest reference change together or not at all, and a
 * header can only name a manifest that no deletion has begun on.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { manifestKey } from '../object-keys.ts';
import { deleteNow } from './deletions.ts';
import type { Database } from './open.ts';
import { requireLinkOf } from './request-links.ts';
import type { Share } from './shares.ts';
import { inTransaction } from './transaction.ts';

export interface NewHeader {
  readonly header: Bytes;
  readonly headerHash: Bytes;
  readonly accessHash: Bytes;
  readonly manifestHash: Bytes;
}

/**
 * Puts `next` in place of the header that `share` was read with. False where another header was first, or the share
 * has ended. Throws wrong-state where the new manifest was never announced or is being deleted, inbox-closed where it
 * is a delivery whose request link has ended.
 */
export async function replaceHeader(
  database: Database,
  share: Share,
  { next, newManifest, now }: { next: NewHeader; newManifest: boolean; now: number },
): Promise<boolean> {
  return await inTransaction(database, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('shares')
      .set(share.inbox ? { ...next, arrived: now } : next)
      .where('id', '=', share.id)
      .where('expires', '>', now)
      .where('complete', '=', 1)
      .where('headerHash', share.headerHash ? '=' : 'is', share.headerHash)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) return false;
    await requireLinkOf(transaction, share, now);
    if (!newManifest) return true;

    const { numDeletedRows } = await transaction
      .deleteFrom('deletions')
      .where('key', '=', manifestKey(share.id, next.manifestHash))
      .where('claimed', '=', 0)
      .executeTakeFirstOrThrow();
    if (numDeletedRows !== 1n) throw new SealdropError('wrong-state');
    if (share.manifestHash) {
      await deleteNow(transaction, share.id, [manifestKey(share.id, share.manifestHash)], now);
    }
    return true;
  });
}
