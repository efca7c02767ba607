/**
 * Opens the database and brings its tables up to date: a file by SQLite (libsql), with a write-ahead log and every commit
 * on the disk before it is answered, or a PostgreSQL that several copies of the server share. The queries are the same.
 */
import { statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { DEFAULT_MIGRATION_TABLE, type Dialect, Kysely, type Migration, Migrator, sql } from 'kysely';
import Sqlite from 'libsql';
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { requireKnown } from '../sealing/open-keys.ts';
import type { RecordKeys } from '../sealing/record-keys.ts';
import { bytesPlugin } from './bytes-plugin.ts';
import { shares } from './migrations/0001-shares.ts';
import { people } from './migrations/0002-people.ts';
import { blocks } from './migrations/0003-blocks.ts';
import { totals } from './migrations/0004-totals.ts';
import { sealedRecords } from './migrations/0005-sealed-records.ts';
import { limits } from './migrations/0006-limits.ts';
import { reports } from './migrations/0007-reports.ts';
import { openPool, postgresDialect } from './postgres-dialect.ts';
import { databaseProblem } from './problems.ts';
import type { Schema } from './schema.ts';
import { keysInUseIfAny, type SealedDatabase } from './sealed.ts';
import { SqliteDialect } from './sqlite-dialect.ts';

export type Database = Kysely<Schema>;

/** `path`: a file. `url`: a PostgreSQL database, and who is told of a connection that was lost, or cannot be had at the start. */
export type DatabasePlace =
  | { readonly path: string }
  | { readonly url: string; readonly onLost: (error: unknown) => void };

/** Milliseconds to wait while another process writes. */
const BUSY_MS = 5_000;

/** A database that is started together with this server may take so many milliseconds longer. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;
/** Within which statements of others that were running have ended. */
const OTHERS_MS = 2_000;

/** Names sort in the order in which they run, and never change once released. */
const migrations: Readonly<Record<string, (records: RecordKeys) => Migration>> = {
  '0001-shares': () => shares,
  '0002-people': () => people,
  '0003-blocks': () => blocks,
  '0004-totals': () => totals,
  '0005-sealed-records': sealedRecords,
  '0006-limits': () => limits,
  '0007-reports': () => reports,
};

/** Tables of which rows were sealed that had stood there in clear. */
const sealedTables = ['cards', 'successions', 'requestLinks', 'shares'];

const NEWER = 'a newer version has migrated it';

/** A newer version has migrated it; nothing was changed. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

/** No server of this version has used it yet: it is not there or empty, or an older one has migrated it. Nothing was changed. */
export class UnusedDatabase extends Error {
  override readonly name = 'UnusedDatabase';
  readonly state: 'missing' | 'older';

  constructor(state: UnusedDatabase['state']) {
    super(`the database is ${state}`);
    this.state = state;
  }
}

/** Finds the keys, given the names of those in use. */
export type OpenKeys = (used: readonly Bytes[]) => Promise<RecordKeys>;

/**
 * The database at this place, migrated, and its keys. Throws what `openKeys` throws before anything is changed, KeyProblem,
 * and what the driver throws where it cannot be done.
 */
export async function openDatabase(place: DatabasePlace, openKeys: OpenKeys): Promise<SealedDatabase> {
  if ('path' in place) return await migrated(connectTo(place), openKeys);
  const records = await migrateWhenThere(place, openKeys);
  return { database: connectTo(place), records };
}

/**
 * The same for whoever works beside a server that has migrated the database: nothing in it is made or changed. Throws
 * UnusedDatabase and NewerDatabase too.
 */
export async function openUsedDatabase(place: DatabasePlace, openKeys: OpenKeys): Promise<SealedDatabase> {
  // SQLite would make the file, and write its head into an empty one.
  if ('path' in place && !statSync(place.path, { throwIfNoEntry: false })?.size) {
    throw new UnusedDatabase('missing');
  }
  const database = connectTo(place);
  try {
    await requireThisVersion(database);
    return { database, records: await openKeys(await keysInUseIfAny(database)) };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

async function requireThisVersion(database: Database): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) throw new UnusedDatabase('missing');
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(database);
  const done = new Set(rows.map(({ name }) => name));
  if (done.size === 0) throw new UnusedDatabase('missing');
  const known = Object.keys(migrations);
  if ([...done].some((name) => !known.includes(name))) throw new NewerDatabase(NEWER);
  if (known.some((name) => !done.has(name))) throw new UnusedDatabase('older');
}

/** The database as it is. */
export function connectTo(place: DatabasePlace): Database {
  if ('path' in place) return connect(sqliteDialect(place.path));
  return connect(postgresDialect(openPool(place.url, 'requests', place)));
}

function connectForMaintenance(url: string): Database {
  return connect(postgresDialect(openPool(url, 'maintenance')));
}

/** Copies that start at once wait for each other: Kysely holds an advisory lock meanwhile. */
async function migrateWhenThere(
  place: Exclude<DatabasePlace, { path: string }>,
  openKeys: OpenKeys,
): Promise<RecordKeys> {
  const { url, onLost } = place;
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      const { database, records } = await migrated(connectForMaintenance(url), openKeys);
      await database.destroy();
      return records;
    } catch (error) {
      if (databaseProblem(error) !== 'away' || performance.now() > until) throw error;
      onLost(error);
      await setTimeout(PAUSE_MS);
    }
  }
}

function sqliteDialect(path: string): Dialect {
  return new SqliteDialect(openSqlite(path));
}

function openSqlite(path: string): Sqlite.Database {
  const sqlite = new Sqlite(path, { timeout: BUSY_MS });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  return sqlite;
}

function connect(dialect: Dialect): Database {
  return new Kysely<Schema>({ dialect, plugins: [bytesPlugin] });
}

async function migrated(database: Database, openKeys: OpenKeys): Promise<SealedDatabase> {
  try {
    const records = await openKeys(await keysInUseIfAny(database));
    const made = Object.entries(migrations).map(([name, make]) => [name, make(records)] as const);
    const getMigrations = async () => Object.fromEntries(made);
    const { error } = await new Migrator({
      db: database,
      provider: { getMigrations },
    }).migrateToLatest();
    if (error !== undefined) throw migrationFailure(error);
    // Another copy may have been first, with a key of its own.
    requireKnown(records, await keysInUseIfAny(database));
    return { database, records };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** Whatever it is, its class or its code says what to do about it (../start-words.ts, problems.ts). */
function migrationFailure(error: unknown): Error {
  if (!(error instanceof Error)) return new SealdropError('unexpected', { cause: error });
  // Kysely has no class for it.
  const isNewer = /^corrupted migrations: previously executed migration \S+ is missing/.test(error.message);
  return isNewer ? new NewerDatabase(NEWER, { cause: error }) : error;
}

/**
 * What was written over when a database of an earlier version was sealed stays in its files until they are written anew. Does
 * so unless it was done before; where it cannot be done now, on a full disk for one, the next start does it.
 */
export async function forgetPlainRecords(place: DatabasePlace, { database }: SealedDatabase): Promise<void> {
  const [left] = await database.selectFrom('plainRecords').selectAll().execute();
  if (!left) return;
  if ('url' in place) {
    await vacuumTables(place.url);
  } else {
    vacuumFile(place.path);
  }
  await database.deleteFrom('plainRecords').execute();
}

async function vacuumTables(url: string): Promise<void> {
  const database = connectForMaintenance(url);
  try {
    // Rows that somebody else might still see are kept: of the first time nobody does at the second.
    for (let time = 0; time < 2; time++) {
      if (time > 0) await setTimeout(OTHERS_MS);
      for (const table of sealedTables) await sql`vacuum full ${sql.id(table)}`.execute(database);
    }
  } finally {
    await database.destroy();
  }
}

/** Not through the dialect, whose writes are transactions: this is none. */
function vacuumFile(path: string): void {
  const sqlite = openSqlite(path);
  try {
    sqlite.exec('vacuum');
    const [checkpoint] = sqlite.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    if (checkpoint?.busy !== 0) throw new SealdropError('unexpected');
  } finally {
    sqlite.close();
  }
}
