/**
 * Shares that the operator has blocked: to everybody they have ended, until they are unblocked, or end otherwise. Their
 * objects stay until then.
 */
import type { Bytes } from '../../shared/bytes.ts';
import type { Database } from './open.ts';
import { lives } from './request-links.ts';
import { inTransaction } from './transaction.ts';

/** Blocks a share, or lets it go; false where no such share lives. */
export async function setBlocked(database: Database, id: Bytes, blocked: boolean): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('shares')
    .set({ blocked: blocked ? 1 : 0 })
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/**
 * Blocks all deliveries that came by the same request link as this one, and ends the link; how many there were, 0 where the
 * share is no delivery, null where no such share lives.
 */
export async function blockRequestLink(database: Database, id: Bytes, now: number): Promise<number | null> {
  return await inTransaction(database, async (transaction) => {
    if (!(await setBlocked(transaction, id, true))) return null;
    const share = await transaction
      .selectFrom('shares')
      .select(['inbox', 'requestLink'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!share?.inbox || !share.requestLink) return 0;
    const { inbox, requestLink } = share;
    await transaction
      .updateTable('requestLinks')
      .set({ expires: now })
      .where('fingerprint', '=', inbox)
      .where('tokenHash', '=', requestLink)
      .where(lives(now))
      .execute();
    const { numUpdatedRows } = await transaction
      .updateTable('shares')
      .set({ blocked: 1 })
      .where('inbox', '=', inbox)
      .where('requestLink', '=', requestLink)
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  });
}
