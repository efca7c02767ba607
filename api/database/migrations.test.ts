/** Databases of earlier versions: every migration keeps what is there, and one that fails changes nothing. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../shared/bytes.ts';
import { deriveRecordKeys } from '../sealing/record-keys.ts';
import { startWords } from '../start-words.ts';
import { type TestDatabase, testDatabase } from '../testing-database.ts';
import { findCard, listSuccessions, putCard } from './cards.ts';
import { cameBy, listInbox } from './inbox.ts';
import { shares } from './migrations/0001-shares.ts';
import { people } from './migrations/0002-people.ts';
import { blocks } from './migrations/0003-blocks.ts';
import { totals } from './migrations/0004-totals.ts';
import { takeNonce } from './nonces.ts';
import { connectTo, type Database, forgetPlainRecords, NewerDatabase, openDatabase } from './open.ts';
import { listRequestLinks } from './request-links.ts';
import type { Schema } from './schema.ts';
import { requireShare } from './shares.ts';

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
const keys = deriveRecordKeys(random(32));
const open = () => openDatabase(home.place, () => keys);

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

const noDelivery = { inbox: null, requestLink: null, delivery: null, inboxState: null, arrived: null };

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
    const sealed = await open();
    const { database } = sealed;
    expect(await database.selectFrom('shares').selectAll().execute()).toEqual([
      { ...first, ...noDelivery, blocked: 0 },
    ]);
    expect(await database.selectFrom('grants').selectAll().execute()).toEqual([grant]);
    expect(await database.selectFrom('tombstones').selectAll().execute()).toEqual([tombstone]);
    expect(await database.selectFrom('deletions').selectAll().execute()).toEqual([deletion]);
    expect(await database.selectFrom('totals').selectAll().execute()).toEqual([{ id: 1, bytes: 4_128 }]);
    const card = { fingerprint: random(32), card: random(400), created: 1 };
    await putCard(sealed, card);
    await database.destroy();

    const again = await open();
    expect(await findCard(again, card.fingerprint)).toEqual(card.card);
    expect(await again.database.selectFrom('shares').select('id').execute()).toEqual([{ id: first.id }]);
    await again.database.destroy();
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
    const { database: migrated } = await open();
    expect(await migrated.selectFrom('cards').selectAll().execute()).toEqual([]);
    expect(await migrated.selectFrom('shares').select('id').execute()).toEqual([{ id: first.id }]);
    await migrated.destroy();
  });
});

/** All of a database's files, or for a PostgreSQL all values of its tables, as text of single bytes. */
async function everythingIn(database: Database): Promise<string> {
  if ('path' in home.place) {
    const files = (await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1'));
    return (await Promise.all(files)).join('\n');
  }
  const { rows } = await sql<{ path: string }>`
    select current_setting('data_directory') || '/' || pg_relation_filepath(c.oid) as path
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 't', 'i')`.execute(database);
  await sql`checkpoint`.execute(database);
  return (await Promise.all(rows.map(({ path }) => readFile(path, 'latin1')))).join('\n');
}

const second = { '0001-shares': shares, '0002-people': people };
const fourth = { ...second, '0003-blocks': blocks, '0004-totals': totals };

describe.each([
  ['second', second],
  ['fourth', fourth],
])('a database of the %s version', (_, names) => {
  const [ada, bo] = [random(32), random(32)];
  const delivery = { ...first, inbox: ada, requestLink: random(32), inboxState: 'seen', arrived: 7 };
  const link = {
    fingerprint: ada,
    tokenHash: delivery.requestLink,
    created: 1,
    expires: null,
    box: random(433),
  };
  const nonce = { keyid: ada, nonce: random(16), expires: 1_800_000_300 };
  const card = { fingerprint: ada, card: random(400), created: 5 };
  const succession = { old: ada, new: bo, succession: random(300) };
  const secrets = [ada, bo, link.tokenHash, link.box, nonce.nonce, card.card, succession.succession];
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

  async function earlierVersion(): Promise<void> {
    const database = connect();
    expect(await migrate(database, names)).toBeUndefined();
    for (const [table, row] of Object.entries({
      shares: delivery,
      requestLinks: link,
      nonces: nonce,
      cards: card,
      successions: succession,
    })) {
      const columns = sql.join(Object.keys(row).map((name) => sql.id(name)));
      const values = sql.join(Object.values(row));
      await sql`insert into ${sql.table(table)} (${columns}) values (${values})`.execute(database);
    }
    if ('path' in home.place) {
      const before = await everythingIn(database);
      for (const secret of secrets) expect(before.includes(text(secret))).toBe(true);
    }
    await database.destroy();
  }

  it('keeps its people, deliveries, links and nonces, sealed', async () => {
    await earlierVersion();
    const sealed = await open();
    const { database } = sealed;
    expect(await findCard(sealed, ada)).toEqual(card.card);
    expect(await listSuccessions(sealed, ada)).toEqual([succession.succession]);
    expect(await listRequestLinks(sealed, ada, 2)).toEqual([link]);
    expect(await takeNonce(sealed, { ...nonce })).toBe(false);
    expect(await takeNonce(sealed, { ...nonce, keyid: bo })).toBe(true);
    const { entries } = await listInbox(sealed, ada, { cursor: null, now: first.created });
    expect(entries.map(({ id, isNew }) => [id, isNew])).toEqual([[first.id, false]]);
    const share = await requireShare(database, first.id, first.created);
    expect(cameBy(sealed, share, link)).toBe(true);
    expect(cameBy(sealed, share, { ...link, tokenHash: random(32) })).toBe(false);
    await database.destroy();
  });

  it('holds nothing of it in clear any more, anywhere in its files', async () => {
    await earlierVersion();
    const sealed = await open();
    const { database } = sealed;
    await forgetPlainRecords(home.place, sealed);
    const after = await everythingIn(database);
    for (const secret of secrets) expect(after.includes(text(secret))).toBe(false);
    // What is no secret is found by the same search.
    expect(after.includes(text(first.tokenHash))).toBe(true);
    expect(await database.selectFrom('plainRecords').selectAll().execute()).toEqual([]);
    await database.destroy();
  });
});

it('a database of a later version is refused and left as it is', async () => {
  await (await open()).database.destroy();
  const later = connect();
  const row = { name: '9999-later', timestamp: '2030-01-01T00:00:00.000Z' };
  await sql`insert into kysely_migration (name, timestamp) values (${row.name}, ${row.timestamp})`.execute(
    later,
  );
  await later.destroy();
  const refusal: unknown = await open().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(NewerDatabase);
  expect(startWords(refusal, { databaseUrl: home.url, dataDir: folder }).what).toBe(
    'a newer version of Sealdrop has used this database',
  );
  const left = connect();
  const { rows } = await sql`select * from kysely_migration order by name desc limit 1`.execute(left);
  expect(rows).toEqual([row]);
  await left.destroy();
});
