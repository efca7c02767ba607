/**
 * The list of objects to delete, kept until the deletion is final, so that neither a crash nor a store that is away
 * for a while leaves an object behind. Object names of an ended share stand here for two hours and then nowhere.
 */
import type { Selectable } from 'kysely';
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { manifestKey } from '../object-keys.ts';
import { PUT_SECONDS } from '../objects/store.ts';
import type { Database } from './open.ts';
import type { DeletionsTable } from './schema.ts';
import { inTransaction } from './transaction.ts';

export type Deletion = Readonly<Selectable<DeletionsTable>>;

/** A PUT may begin in the last second of its URL and take as long again. */
const WRITABLE_SECONDS = 2 * PUT_SECONDS;
/** Manifests of one share that may be on their way in or out: many changes of a patient owner, no filled disk. */
const PENDING_MAX = 64;
/** Seconds until a deletion that failed is tried again. */
const RETRY_SECONDS = 60;
const BATCH = 500;

/**
 * Announces a manifest that is about to be put; it is deleted unless a header names it first. False where the share has
 * ended, or its header names it by now: that one must never be on this list. Throws rate-limited where too many are on their
 * way, conflict where a deletion of the same object has begun.
 */
export async function announceManifest(
  database: Database,
  { shareId, hash, now }: { shareId: Bytes; hash: Bytes; now: number },
): Promise<boolean> {
  const key = manifestKey(shareId, hash);
  return await inTransaction(database, async (transaction) => {
    // Changes nothing, and lets no header come in between.
    const { numUpdatedRows } = await transaction
      .updateTable('shares')
      .set((eb) => ({ complete: eb.ref('complete') }))
      .where('id', '=', shareId)
      .where((eb) => eb.or([eb('manifestHash', 'is', null), eb('manifestHash', '!=', hash)]))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) return false;
    const { pending } = await transaction
      .selectFrom('deletions')
      .select(({ fn }) => fn.countAll<number | string>().as('pending'))
      .where('shareId', '=', shareId)
      .executeTakeFirstOrThrow();
    if (Number(pending) >= PENDING_MAX) {
      throw new SealdropError('rate-limited', { details: { retryAfter: PUT_SECONDS } });
    }
    const due = now + WRITABLE_SECONDS;
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('deletions')
      .values({ key, shareId, due, final: due, claimed: 0 })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({ due, final: due }).where('deletions.claimed', '=', 0),
      )
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw new SealdropError('conflict');
    return true;
  });
}

/** Marks objects for deletion at once, and once more when no URL can write them any longer. */
export async function deleteNow(
  database: Database,
  shareId: Bytes,
  keys: readonly string[],
  now: number,
): Promise<void> {
  const row = { due: now, final: now + WRITABLE_SECONDS, claimed: 1 } as const;
  await database
    .insertInto('deletions')
    .values(keys.map((key) => ({ key, shareId, ...row })))
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** The same for every manifest of a share that no header names. */
export async function deleteAnnounced(database: Database, shareId: Bytes, now: number): Promise<void> {
  await database
    .updateTable('deletions')
    .set({ due: now, final: now + WRITABLE_SECONDS, claimed: 1 })
    .where('shareId', '=', shareId)
    .execute();
}

/** Claims what is due, of one share or of all, some hundreds at most, so that no header can name it any more. */
export async function claimDeletions(
  database: Database,
  shareId: Bytes | null,
  now: number,
): Promise<readonly Deletion[]> {
  return await inTransaction(database, (transaction) =>
    transaction
      .updateTable('deletions')
      .set({ claimed: 1 })
      .where('key', 'in', (eb) =>
        eb
          .selectFrom('deletions')
          .select('key')
          .where('due', '<=', now)
          .$if(shareId !== null, (query) => query.where('shareId', '=', shareId))
          .orderBy('due')
          .limit(BATCH),
      )
      .returningAll()
      .execute(),
  );
}

/** Whether a deletion stands as it was claimed: another copy may have done it, and the object may have been announced anew since. */
export async function isStillDue(database: Database, { key, final }: Deletion): Promise<boolean> {
  const row = await database
    .selectFrom('deletions')
    .select('key')
    .where('key', '=', key)
    .where('final', '=', final)
    .where('claimed', '=', 1)
    .executeTakeFirst();
  return row !== undefined;
}

/** After the object is gone: off the list, or once more at the end of its writable time. */
export async function settleDeletion(
  database: Database,
  { key, final }: Deletion,
  now: number,
): Promise<void> {
  // As it was claimed: its share may have ended since, which has put the final time off.
  if (now >= final) {
    await database.deleteFrom('deletions').where('key', '=', key).where('final', '=', final).execute();
  } else {
    const due = { due: final };
    await database
      .updateTable('deletions')
      .set(due)
      .where('key', '=', key)
      .where('final', '=', final)
      .execute();
  }
}

export async function postponeDeletion(database: Database, { key }: Deletion, now: number): Promise<void> {
  await database
    .updateTable('deletions')
    .set({ due: now + RETRY_SECONDS })
    .where('key', '=', key)
    .execute();
}
