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

/** A statement that stands alone becomes a transaction of its own. */
function databaseOf(sqlite: Sqlite.Database): SqliteDatabase {
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const statement = sqlite.prepare(sql);
      return {
        reader: statement.reader,
        all: (parameters) => statement.all(parameters),
        iterate: (parameters) => statement.iterate(parameters),
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
