/**
 * Opens the database and brings its tables up to date: a file by SQLite (libsql), with a write-ahead log and every commit
 * on the disk before it is answered, or a PostgreSQL that several copies of the server share. The queries are the same.
 */
import { setTimeout } from 'node:timers/promises';
import { type Dialect, Kysely, Migrator } from 'kysely';
import Sqlite from 'libsql';
import { SealdropError } from '../../shared/errors.ts';
import { bytesPlugin } from './bytes-plugin.ts';
import { shares } from './migrations/0001-shares.ts';
import { people } from './migrations/0002-people.ts';
import { blocks } from './migrations/0003-blocks.ts';
import { totals } from './migrations/0004-totals.ts';
import { openPatientPool, openPool, postgresDialect } from './postgres-dialect.ts';
import { databaseProblem } from './problems.ts';
import type { Schema } from './schema.ts';
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

/** Names sort in the order in which they run, and never change once released. */
const migrations = {
  '0001-shares': shares,
  '0002-people': people,
  '0003-blocks': blocks,
  '0004-totals': totals,
};

/** The database at this place, migrated. Throws what the driver throws where that cannot be done. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  if ('path' in place) return await migrated(connectTo(place));
  await migrateWhenThere(place);
  return connectTo(place);
}

/** The database as it is. */
export function connectTo(place: DatabasePlace): Database {
  if ('path' in place) return connect(sqliteDialect(place.path));
  return connect(postgresDialect(openPool(place.url, place.onLost)));
}

/** Copies that start at once wait for each other: Kysely holds an advisory lock meanwhile. */
async function migrateWhenThere({ url, onLost }: Exclude<DatabasePlace, { path: string }>): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await (await migrated(connect(postgresDialect(openPatientPool(url))))).destroy();
      return;
    } catch (error) {
      if (databaseProblem(error) !== 'away' || performance.now() > until) throw error;
      onLost(error);
      await setTimeout(PAUSE_MS);
    }
  }
}

function sqliteDialect(path: string): Dialect {
  const sqlite = new Sqlite(path, { timeout: BUSY_MS });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  return new SqliteDialect(sqlite);
}

function connect(dialect: Dialect): Database {
  return new Kysely<Schema>({ dialect, plugins: [bytesPlugin] });
}

async function migrated(database: Database): Promise<Database> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return database;
  await database.destroy();
  // Whatever it is, its code says what to do about it (problems.ts).
  throw error instanceof Error ? error : new SealdropError('unexpected', { cause: error });
}
