/**
 * A copy of a SQLite database that is in use, as a backup needs it: all of it as of one moment, and single shares taken anew
 * where they have changed since.
 */
import { open } from 'node:fs/promises';
import { sql } from 'kysely';
import Sqlite from 'libsql';
import type { Bytes } from '../../shared/bytes.ts';
import { bodyKey, manifestKey } from '../object-keys.ts';
import type { Upload } from '../objects/store.ts';
import { connectTo, type Database } from './open.ts';
import { inTransaction } from './transaction.ts';

/**
 * Writes the database in the file `from` to a new file `to`, as it is at this moment. Nobody is kept from working, and nobody but
 * this user can read it. Throws EEXIST where there is such a file.
 */
export async function copySqlite(from: string, to: string): Promise<void> {
  // SQLite would make it readable for all. It takes one that is there and empty, as it takes none.
  await (await open(to, 'wx', 0o600)).close();
  const sqlite = new Sqlite(from);
  try {
    sqlite.prepare('vacuum into ?').run(to);
  } finally {
    sqlite.close();
  }
}

/** Opens such a copy. All of it stays in its one file: a log beside that would not be renamed and carried away with it. */
export async function openCopy(path: string): Promise<Database> {
  const copy = connectTo({ path });
  await sql`pragma journal_mode = delete`.execute(copy);
  return copy;
}

/** What a share has in the store. */
export interface HeldObjects {
  /** The body; or, before it was known to be whole, its upload, which may have become the body since. */
  readonly body: string;
  readonly upload: Upload | null;
  readonly manifest: string | null;
  /** Manifests that no header names yet: some may not have come. */
  readonly announced: readonly string[];
}

/** What the share has in the store; null where it has ended, or has only begun to begin. */
export async function heldObjects(database: Database, id: Bytes): Promise<HeldObjects | null> {
  const share = await database
    .selectFrom('shares')
    .select(['upload', 'complete', 'manifestHash'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!share || share.upload === null) return null;
  const announced = await database
    .selectFrom('deletions')
    .select('key')
    .where('shareId', '=', id)
    .orderBy('key')
    .execute();
  const body = bodyKey(id);
  return {
    body,
    upload: share.complete === 1 ? null : { key: body, id: share.upload },
    manifest: share.manifestHash && manifestKey(id, share.manifestHash),
    announced: announced.map(({ key }) => key),
  };
}

/** Makes of one share in the database `to` what it is in the database `from`, its end included. */
export async function renewShare(from: Database, to: Database, id: Bytes): Promise<void> {
  const now = await inTransaction(from, async (transaction) => ({
    shares: await transaction.selectFrom('shares').selectAll().where('id', '=', id).execute(),
    tombstones: await transaction.selectFrom('tombstones').selectAll().where('id', '=', id).execute(),
    grants: await transaction.selectFrom('grants').selectAll().where('shareId', '=', id).execute(),
    deletions: await transaction.selectFrom('deletions').selectAll().where('shareId', '=', id).execute(),
  }));
  await inTransaction(to, async (transaction) => {
    await transaction.deleteFrom('shares').where('id', '=', id).execute();
    await transaction.deleteFrom('tombstones').where('id', '=', id).execute();
    await transaction.deleteFrom('grants').where('shareId', '=', id).execute();
    await transaction.deleteFrom('deletions').where('shareId', '=', id).execute();
    // One row at a time, for a statement takes so many values only.
    for (const row of now.shares) await transaction.insertInto('shares').values(row).execute();
    for (const row of now.tombstones) await transaction.insertInto('tombstones').values(row).execute();
    for (const row of now.grants) await transaction.insertInto('grants').values(row).execute();
    for (const row of now.deletions) await transaction.insertInto('deletions').values(row).execute();
    const { bytes } = await transaction
      .selectFrom('shares')
      .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bodySize'), eb.lit(0)).as('bytes'))
      .executeTakeFirstOrThrow();
    await transaction.updateTable('totals').set({ bytes }).execute();
  });
}
