/** Databases of earlier versions: every migration keeps what is there, and one that fails changes nothing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../shared/bytes.ts';
import { type TestDatabase, testDatabase } from '../testing-database.ts';
import { shares } from './migrations/0001-shares.ts';
import { people } from './migrations/0002-people.ts';
import { connectTo, openDatabase } from './open.ts';
import type { Schema } from './schema.ts';

let folder: string;
let home: TestDatabase;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-migrations-'));
  home = await testDatabase(folder);
});
afterEach(async () => {
  await home.remove();
  await rm(folder, { recursive: true, force: true });
});

const connect = () => connectTo(home.place);
const open = () => openDatabase(home.place);

async function migrate(database: Kysely<Schema>, migrations: Record<string, Migration>): Promise<unknown> {
  const provider = { getMigrations: async () => migrations };
  return (await new Migrator({ db: database, provider }).migrateToLatest()).error;
}

/** The first version's columns of a share. */
const first = {
  id: random(16),
  tokenHash: random(32),
  bodySize: 4_128,
  deliver: 0 as const,
  created: 1_800_000_000,
  expires: 1_800_003_600,
  downloadLimit: 100,
  downloads: 3,
  upload: 'upload',
  complete: 1 as const,
  header: random(900),
  headerHash: random(32),
  accessHash: random(32),
  manifestHash: random(32),
};
const grant = { shareId: first.id, grantHash: random(32), expires: 1_800_001_000 };
const tombstone = { id: random(16), reason: 'limit' as const };
const deletion = { key: 'ab/body', shareId: random(16), due: 5, final: 6, claimed: 1 as const };

/** A database as the first version leaves it, with rows. */
async function firstVersion(): Promise<void> {
  const database = connect();
  expect(await migrate(database, { '0001-shares': shares })).toBeUndefined();
  const columns = Object.keys(first).map((name) => sql.id(name));
  await sql`insert into shares (${sql.join(columns)}) values (${sql.join(Object.values(first))})`.execute(
    database,
  );
  await database.insertInto('grants').values(grant).execute();
  await database.insertInto('tombstones').values(tombstone).execute();
  await database.insertInto('deletions').values(deletion).execute();
  await database.destroy();
}

describe('a database of the first version', () => {
  it('keeps its rows, whose shares are no deliveries, and takes new ones', async () => {
    await firstVersion();
    const database = await open();
    expect(await database.selectFrom('shares').selectAll().execute()).toEqual([
      { ...first, inbox: null, requestLink: null, inboxState: null, arrived: null, blocked: 0 },
    ]);
    expect(await database.selectFrom('grants').selectAll().execute()).toEqual([grant]);
    expect(await database.selectFrom('tombstones').selectAll().execute()).toEqual([tombstone]);
    expect(await database.selectFrom('deletions').selectAll().execute()).toEqual([deletion]);
    expect(await database.selectFrom('totals').selectAll().execute()).toEqual([{ id: 1, bytes: 4_128 }]);
    const card = { fingerprint: random(32), card: random(400), created: 1 };
    await database.insertInto('cards').values(card).execute();
    await database.destroy();

    const again = await open();
    expect(await again.selectFrom('cards').selectAll().execute()).toEqual([card]);
    expect(await again.selectFrom('shares').select('id').execute()).toEqual([{ id: first.id }]);
    await again.destroy();
  });

  it('is as it was where a migration stops in its middle, and is migrated at the next start', async () => {
    await firstVersion();
    const database = connect();
    const broken: Migration = {
      async up(inside: Kysely<unknown>) {
        await inside.schema.alterTable('shares').addColumn('inbox', 'bytea').execute();
        await inside.schema.createTable('cards').addColumn('fingerprint', 'bytea').execute();
        throw new Error('no room');
      },
    };
    expect(await migrate(database, { '0001-shares': shares, '0002-people': broken })).toBeInstanceOf(Error);
    expect(Object.keys((await database.selectFrom('shares').selectAll().executeTakeFirst()) ?? {})).toEqual(
      Object.keys(first),
    );
    await database.destroy();
    const migrated = await open();
    expect(await migrated.selectFrom('cards').selectAll().execute()).toEqual([]);
    expect(await migrated.selectFrom('shares').select('id').execute()).toEqual([{ id: first.id }]);
    await migrated.destroy();
  });
});

describe('a database of the second version', () => {
  it('keeps its deliveries, links and nonces, and nothing of it is blocked', async () => {
    const database = connect();
    expect(await migrate(database, { '0001-shares': shares, '0002-people': people })).toBeUndefined();
    const delivery = { ...first, inbox: random(32), requestLink: random(32), inboxState: 'seen', arrived: 7 };
    const columns = Object.keys(delivery).map((name) => sql.id(name));
    const values = sql.join(Object.values(delivery));
    await sql`insert into shares (${sql.join(columns)}) values (${values})`.execute(database);
    const link = {
      fingerprint: delivery.inbox,
      tokenHash: delivery.requestLink,
      created: 1,
      expires: null,
      box: random(433),
    };
    const nonce = { keyid: delivery.inbox, nonce: random(16), expires: 1_800_000_300 };
    await database.insertInto('requestLinks').values(link).execute();
    await database.insertInto('nonces').values(nonce).execute();
    await database.destroy();

    const migrated = await open();
    expect(await migrated.selectFrom('shares').selectAll().execute()).toEqual([{ ...delivery, blocked: 0 }]);
    expect(await migrated.selectFrom('requestLinks').selectAll().execute()).toEqual([link]);
    expect(await migrated.selectFrom('nonces').selectAll().execute()).toEqual([nonce]);
    await migrated.destroy();
  });
});
