/**
 * How a share ends: one transaction leaves of it a tombstone of id and reason, and a list of objects to delete. And
 * which shares are to end by themselves.
 */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Bytes } from '../../shared/bytes.ts';
import type { EndReason } from '../../shared/errors.ts';
import { bodyKey, manifestKey } from '../object-keys.ts';
import { deleteAnnounced, deleteNow } from './deletions.ts';
import type { Database } from './open.ts';
import type { Schema } from './schema.ts';
import { inTransaction } from './transaction.ts';

const BATCH = 500;

type Condition = (eb: ExpressionBuilder<Schema, 'shares'>) => Expression<SqlBool>;

/** Why a share is to end: a reason that is told, or that the request link of an unfinished delivery is gone. */
export type EndCause = EndReason | 'inbox-closed';

/** Ends a share; false where it has ended already, or the condition of its cause does not hold (any more). */
export async function endShare(
  database: Database,
  id: Bytes,
  { cause, now }: { cause: EndCause; now: number },
): Promise<boolean> {
  const reason = cause === 'inbox-closed' ? 'revoked' : cause;
  return await inTransaction(database, async (transaction) => {
    const ended = await transaction
      .deleteFrom('shares')
      .where('id', '=', id)
      .where(conditionOf(cause, now))
      .returning('manifestHash')
      .executeTakeFirst();
    if (!ended) return false;
    await transaction.insertInto('tombstones').values({ id, reason }).execute();
    await transaction.deleteFrom('grants').where('shareId', '=', id).execute();
    await deleteAnnounced(transaction, id, now);
    const manifest = ended.manifestHash ? [manifestKey(id, ended.manifestHash)] : [];
    await deleteNow(transaction, id, [bodyKey(id), ...manifest], now);
    return true;
  });
}

/** Ids of shares that are to end for this cause, a batch at a time. */
export async function sharesToEnd(
  database: Database,
  { cause, now }: { cause: EndCause; now: number },
): Promise<readonly Bytes[]> {
  const rows = await database
    .selectFrom('shares')
    .select('id')
    .where(conditionOf(cause, now))
    .limit(BATCH)
    .execute();
  return rows.map(({ id }) => id);
}

/** Asked again when the share ends, for its owner may have changed its terms since it was listed. */
function conditionOf(cause: EndCause, now: number): Condition {
  if (cause === 'expired') return (eb) => eb('expires', '<=', now);
  if (cause === 'inbox-closed') return hasLostItsLink;
  if (cause !== 'limit') return (eb) => eb.and([]);
  // A live grant is a download that may still be running.
  return (eb) =>
    eb.and([
      eb('downloads', '>=', eb.ref('downloadLimit')),
      eb.not(
        eb.exists(
          eb
            .selectFrom('grants')
            .select('grants.shareId')
            .whereRef('grants.shareId', '=', 'shares.id')
            .where('grants.expires', '>', now),
        ),
      ),
    ]);
}

const hasLostItsLink: Condition = (eb) =>
  eb.and([
    eb('inbox', 'is not', null),
    eb('arrived', 'is', null),
    eb.not(
      eb.exists(
        eb
          .selectFrom('requestLinks')
          .select('requestLinks.tokenHash')
          .whereRef('requestLinks.fingerprint', '=', 'shares.inbox')
          .whereRef('requestLinks.tokenHash', '=', 'shares.requestLink'),
      ),
    ),
  ]);

/** Forgets grants that have expired. */
export async function removeDeadGrants(database: Database, now: number): Promise<void> {
  await database.deleteFrom('grants').where('expires', '<=', now).execute();
}
