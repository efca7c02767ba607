/**
 * The share's row from create to its end. What must be decided once is decided by one statement here; every
 * transaction begins with a write, so that two processes on one SQLite file wait for each other instead of failing.
 */
import type { Selectable } from 'kysely';
import type { Bytes } from '../../shared/bytes.ts';
import { type EndReason, SealdropError } from '../../shared/errors.ts';
import { type Admission, admit } from './admission.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import type { SharesTable } from './schema.ts';
import { giveRoom } from './totals.ts';
import { inTransaction } from './transaction.ts';

export type Share = Readonly<Selectable<SharesTable>>;

export type FoundShare =
  | { readonly kind: 'share'; readonly share: Share }
  /** `share` is there where it is blocked, and lives again when it is not any more. */
  | { readonly kind: 'ended'; readonly reason: EndReason; readonly share?: Share };

const byId = prepared((database, id: Bytes) =>
  database.selectFrom('shares').selectAll().where('id', '=', id),
);

/** A share, or why it has ended; null where there never was one. A share past its time has ended, swept or not. */
export async function findShare(database: Database, id: Bytes, now: number): Promise<FoundShare | null> {
  const [share] = await byId(database, id);
  if (share) {
    if (share.expires <= now) return { kind: 'ended', reason: 'expired' };
    return share.blocked === 1 ? { kind: 'ended', reason: 'blocked', share } : { kind: 'share', share };
  }
  const tombstone = await database
    .selectFrom('tombstones')
    .select('reason')
    .where('id', '=', id)
    .executeTakeFirst();
  return tombstone ? { kind: 'ended', reason: tombstone.reason } : null;
}

/** What anyone is told of a share that is ready. */
export type ReadyShare = Pick<Share, 'expires' | 'downloads' | 'downloadLimit'> & { readonly header: Bytes };

const readyById = prepared((database, id: Bytes, now: number) =>
  database
    .selectFrom('shares')
    .select(['expires', 'downloads', 'downloadLimit', 'header'])
    .where('id', '=', id)
    .where('expires', '>', now)
    .where('blocked', '=', (eb) => eb.lit(0))
    .where('header', 'is not', null)
    .$narrowType<{ header: Bytes }>(),
);

/** A share that lives and is ready; null of any other, of which findShare says what it is. */
export async function findReady(database: Database, id: Bytes, now: number): Promise<ReadyShare | null> {
  const [ready] = await readyById(database, id, now);
  return ready ?? null;
}

/** What URLs for parts go by. */
export type UploadingShare = Pick<
  Share,
  'id' | 'tokenHash' | 'bodySize' | 'upload' | 'complete' | 'inbox' | 'arrived'
>;

const uploadingById = prepared((database, id: Bytes, now: number) =>
  database
    .selectFrom('shares')
    .select(['id', 'tokenHash', 'bodySize', 'upload', 'complete', 'inbox', 'arrived'])
    .where('id', '=', id)
    .where('expires', '>', now)
    .where('blocked', '=', (eb) => eb.lit(0))
    .where('header', 'is', null),
);

/** A share that lives, as a sender asks who is not done. Throws not-found, ended. */
export async function requireUploading(database: Database, id: Bytes, now: number): Promise<UploadingShare> {
  const [uploading] = await uploadingById(database, id, now);
  return uploading ?? (await requireShare(database, id, now));
}

/** The newest shares that live, blocked ones too. */
export async function newestShares(
  database: Database,
  { now, limit }: { now: number; limit: number },
): Promise<readonly Share[]> {
  return await database
    .selectFrom('shares')
    .selectAll()
    .where('expires', '>', now)
    .orderBy('created', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** A share that lives. Throws not-found, ended. */
export async function requireShare(database: Database, id: Bytes, now: number): Promise<Share> {
  const found = await findShare(database, id, now);
  if (!found) throw new SealdropError('not-found');
  if (found.kind === 'ended') throw new SealdropError('ended', { details: { reason: found.reason } });
  return found.share;
}

/** What `work` says; should it fail because the share has ended in the meantime, then that. */
export async function orEnded<T>(
  { database, now }: { database: Database; now: () => number },
  id: Bytes,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await requireShare(database, id, now());
    throw error;
  }
}

export type NewShare = Pick<
  Share,
  'id' | 'tokenHash' | 'bodySize' | 'deliver' | 'created' | 'expires' | 'downloadLimit'
>;

/**
 * Inserts a new share; false where one with this id lives already. Throws conflict where one has ended, and what its
 * admission throws.
 */
export async function insertShare(
  database: Database,
  share: NewShare,
  admission: Admission,
): Promise<boolean> {
  const ordinary = { ...share, inbox: null, requestLink: null, delivery: null, inboxState: null };
  return await inTransaction(database, async (transaction) => {
    if (!(await insertShareRow(transaction, ordinary))) return false;
    await admit(transaction, share, admission);
    return true;
  });
}

/** The same within a transaction, of a share of any kind; it is still to be admitted (admission.ts). */
export async function insertShareRow(
  transaction: Database,
  share: NewShare & Pick<Share, 'inbox' | 'requestLink' | 'delivery' | 'inboxState'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('shares')
    .values({
      ...share,
      downloads: 0,
      upload: null,
      complete: 0,
      header: null,
      headerHash: null,
      accessHash: null,
      manifestHash: null,
      arrived: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  // After the insert, for the share may have ended while it waited for its turn.
  const tombstone = await transaction
    .selectFrom('tombstones')
    .select('id')
    .where('id', '=', share.id)
    .executeTakeFirst();
  if (tombstone) throw new SealdropError('conflict');
  return true;
}

/** Keeps the store's name of the upload, unless another request was first. */
export async function setUpload(database: Database, id: Bytes, upload: string): Promise<void> {
  await database
    .updateTable('shares')
    .set({ upload })
    .where('id', '=', id)
    .where('upload', 'is', null)
    .execute();
}

/**
 * Records that the body is whole and has so many bytes, at most those that it was admitted with; the room of the rest is given
 * back. False where the share has ended in the meantime, or was completed by somebody else with another size.
 */
export async function setComplete(
  database: Database,
  { id, bodySize: admitted }: Pick<Share, 'id' | 'bodySize'>,
  { now, bodySize }: { readonly now: number; readonly bodySize: number },
): Promise<boolean> {
  return await inTransaction(database, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('shares')
      .set({ complete: 1, bodySize })
      .where('id', '=', id)
      .where('bodySize', '=', admitted)
      .where('expires', '>', now)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) return false;
    // Last, for all others wait for it.
    if (bodySize < admitted) await giveRoom(transaction, admitted - bodySize);
    return true;
  });
}

/** Sets the terms that are given; null where the share has ended in the meantime. */
export async function setTerms(
  database: Database,
  id: Bytes,
  terms: { expires?: number; downloadLimit?: number | null },
  now: number,
): Promise<Pick<Share, 'expires' | 'downloadLimit'> | null> {
  if (Object.keys(terms).length > 0) {
    await database.updateTable('shares').set(terms).where('id', '=', id).where('expires', '>', now).execute();
  }
  const share = await database
    .selectFrom('shares')
    .select(['expires', 'downloadLimit'])
    .where('id', '=', id)
    .where('expires', '>', now)
    .executeTakeFirst();
  return share ?? null;
}
