/**
 * Opens the database and brings its tables up to date. SQLite through libsql: write-ahead log, every commit on the
 * disk before it is answered. The queries are the same for PostgreSQL, which gets a dialect of its own here.
 */
import { Kysely, Migrator } from 'kysely';
import Sqlite from 'libsql';
import { SealdropError } from '../../shared/errors.ts';
import { bytesPlugin } from './bytes-plugin.ts';
import { shares } from './migrations/0001-shares.ts';
import { people } from './migrations/0002-people.ts';
import type { Schema } from './schema.ts';
import { SqliteDialect } from './sqlite-dialect.ts';

export type Database = Kysely<Schema>;

/** Milliseconds to wait while another process writes. */
const BUSY_MS = 5_000;

/** Names sort in the order in which they run, and never change once released. */
const migrations = { '0001-shares': shares, '0002-people': people };

/** The database in the file `path`, migrated. */
export async function openDatabase(path: string): Promise<Database> {
  const sqlite = new Sqlite(path, { timeout: BUSY_MS });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  const database = new Kysely<Schema>({
    dialect: new SqliteDialect(sqlite),
    plugins: [bytesPlugin],
  });
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await database.destroy();
    throw new SealdropError('unexpected', { cause: error });
  }
  return database;
}
