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
import { giveRoom } from './totals.ts';
import { inTransaction } from './transaction.ts';

const BATCH = 500;

type Condition = (eb: ExpressionBuilder<Schema, 'shares'>) => Expression<SqlBool>;

/**
 * Why a share is to end: a reason that is told, or that the request link of an unfinished delivery is gone, or that
 * nobody has finished an upload.
 */
export type EndCause = EndReason | 'inbox-closed' | 'abandoned';

/** What is told of those that are not reasons themselves. */
const told: Readonly<Partial<Record<EndCause, EndReason>>> = {
  'inbox-closed': 'revoked',
  abandoned: 'expired',
};

interface Ending {
  readonly cause: EndCause;
  readonly now: number;
  /** Seconds that an upload may take; an abandoned one has taken longer. */
  readonly maxUploadSeconds: number;
}

/** Ends a share; false where it has ended already, or the condition of its cause does not hold (any more). */
export async function endShare(database: Database, id: Bytes, ending: Ending): Promise<boolean> {
  const { cause, now } = ending;
  const reason = (told[cause] ?? cause) as EndReason;
  return await inTransaction(database, async (transaction) => {
    const ended = await transaction
      .deleteFrom('shares')
      .where('id', '=', id)
      .where(conditionOf(ending))
      .returning(['manifestHash', 'bodySize'])
      .executeTakeFirst();
    if (!ended) return false;
    await transaction.insertInto('tombstones').values({ id, reason }).execute();
    await transaction.deleteFrom('grants').where('shareId', '=', id).execute();
    await deleteAnnounced(transaction, id, now);
    const manifest = ended.manifestHash ? [manifestKey(id, ended.manifestHash)] : [];
    await deleteNow(transaction, id, [bodyKey(id), ...manifest], now);
    // Last, for all others wait for it.
    await giveRoom(transaction, ended.bodySize);
    return true;
  });
}

/** Ids of shares that are to end for this cause, a batch at a time. */
export async function sharesToEnd(database: Database, ending: Ending): Promise<readonly Bytes[]> {
  const rows = await database
    .selectFrom('shares')
    .select('id')
    .where(conditionOf(ending))
    .limit(BATCH)
    .execute();
  return rows.map(({ id }) => id);
}

/** Asked again when the share ends, for its owner may have changed its terms since it was listed. */
function conditionOf({ cause, now, maxUploadSeconds }: Ending): Condition {
  if (cause === 'expired') return (eb) => eb('expires', '<=', now);
  if (cause === 'inbox-closed') return hasLostItsLink;
  if (cause === 'abandoned') {
    return (eb) => eb.and([eb('header', 'is', null), eb('created', '<=', now - maxUploadSeconds)]);
  }
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
  await inTransaction(database, (transaction) =>
    transaction.deleteFrom('grants').where('expires', '<=', now).execute(),
  );
}
