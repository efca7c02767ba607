/**
 * SQLite as Kysely is to see it. Every write runs in a transaction that takes the lock when it begins, by a statement
 * that is gone afterwards: libsql never resets a prepared one that met a lock, and it would block every later commit.
 */
import { SqliteDialect as KyselyDialect, SqliteAdapter, type SqliteDatabase, SqliteDriver } from 'kysely';
import type Sqlite from 'libsql';

export class SqliteDialect extends KyselyDialect {
  readonly #sqlite: Sqlite.Database;

  constructor(sqlite: Sqlite.Database) {
    super({ database: databaseOf(sqlite) });
    this.#sqlite = sqlite;
  }

  override createDriver(): SqliteDriver {
    return new Driver(this.#sqlite);
  }

  override createAdapter(): SqliteAdapter {
    return new Adapter();
  }
}

/** A crash within a migration leaves the database as it was: SQLite can do so, Kysely just never asks it to. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Driver extends SqliteDriver {
  readonly #sqlite: Sqlite.Database;

  constructor(sqlite: Sqlite.Database) {
    super({ database: databaseOf(sqlite) });
    this.#sqlite = sqlite;
  }

  override async beginTransaction(): Promise<void> {
    begin(this.#sqlite);
  }

  override async commitTransaction(): Promise<void> {
    this.#sqlite.exec('commit');
  }

  override async rollbackTransaction(): Promise<void> {
    rollback(this.#sqlite);
  }
}

function begin(sqlite: Sqlite.Database): void {
  sqlite.exec('begin immediate');
}

/** On a full disk SQLite has done so by itself; a second time would be an error that hides the first. */
function rollback(sqlite: Sqlite.Database): void {
  if (sqlite.inTransaction) sqlite.exec('rollback');
}

/** Statements that are kept; the queries of this program are fewer, but for lists of any length. */
const KEPT_MAX = 200;

interface Prepared {
  readonly statement: Sqlite.Statement;
  /** Whether it answers rows. */
  readonly reader: boolean;
}

/**
 * The statement of a query. One that only reads is prepared once: it waits for no lock, for in WAL nobody who writes keeps
 * readers out. Where it fails all the same it is let go, as every other is after its one use.
 */
function preparer(sqlite: Sqlite.Database) {
  const kept = new Map<string, Prepared>();
  return {
    prepare(sql: string): Prepared {
      const known = kept.get(sql);
      if (known) return known;
      const statement = sqlite.prepare(sql);
      const made = { statement, reader: statement.reader };
      if (sql.startsWith('select ')) {
        const [oldest] = kept.size >= KEPT_MAX ? kept.keys() : [];
        if (oldest !== undefined) kept.delete(oldest);
        kept.set(sql, made);
      }
      return made;
    },
    forget: (sql: string) => void kept.delete(sql),
  };
}

/** A statement that stands alone becomes a transaction of its own. */
function databaseOf(sqlite: Sqlite.Database): SqliteDatabase {
  const statements = preparer(sqlite);
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const { statement, reader } = statements.prepare(sql);
      return {
        reader,
        all(parameters) {
          try {
            return statement.all(parameters);
          } catch (error) {
            statements.forget(sql);
            throw error;
          }
        },
        // Whoever stops in the middle leaves it where it is.
        iterate: (parameters) => sqlite.prepare(sql).iterate(parameters),
        run(parameters) {
          if (sqlite.inTransaction) return statement.run(parameters);
          begin(sqlite);
          try {
            const done = statement.run(parameters);
            sqlite.exec('commit');
            return done;
          } catch (error) {
            rollback(sqlite);
            throw error;
          }
        },
      };
    },
  };
}
