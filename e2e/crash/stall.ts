/**
 * Makes a server stand still at one statement, in the middle of its own transaction, so that it can be killed in a
 * window that is otherwise shorter than any signal: a trigger on its database that never ends.
 */
import { join } from 'node:path';
import Sqlite from 'libsql';

const COMMIT_MS = 150;

/** The statements at which a server can be stalled, and what it has done and not done by then. */
export const windows = {
  /** The store has begun the upload; the database does not know its name. */
  begun: 'update of upload on shares',
  /** The store has the whole object; the database does not know. */
  completed: 'update of complete on shares',
  /** The manifest is there; the header is not. */
  beforeHeader: 'update of header on shares',
  /** The grant is in the transaction; the count is not. */
  counting: 'update of downloads on shares',
  /** Nothing of a share's end is decided. */
  beforeEnd: 'delete on shares',
  /** What is to go is decided (an end, or an older manifest); nothing is gone. */
  beforeDeletion: 'update of claimed on deletions',
  /** The first object is gone; it still stands on the list, and so do the others. */
  afterFirstDeletion: 'update of due on deletions',
} as const;

export interface Stall {
  /** Resolves when the server stands there, holding the database's lock. */
  reached(): Promise<void>;
  /** Takes the trigger away; the server must be dead. */
  lift(): void;
}

export function stall(dataDir: string, window: keyof typeof windows): Stall {
  const database = new Sqlite(join(dataDir, 'sealdrop.db'), { timeout: 5_000 });
  // A trigger cannot hold the recursion itself, a view can.
  database.exec(`create view endless as
    with recursive count(n) as (select 1 union all select n + 1 from count) select max(n) as n from count`);
  database.exec(`create trigger stall before ${windows[window]} begin select n from endless; end`);
  return {
    async reached() {
      // A commit on its way holds the lock too, but not for as long as that.
      while (!isLocked(database, 0) || !isLocked(database, COMMIT_MS)) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    lift() {
      database.pragma('busy_timeout = 5000');
      database.exec('drop trigger stall');
      database.exec('drop view endless');
      database.close();
    },
  };
}

/** Whether another process holds the lock for all of these milliseconds. */
function isLocked(database: Sqlite.Database, milliseconds: number): boolean {
  database.pragma(`busy_timeout = ${milliseconds}`);
  try {
    database.exec('begin immediate');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return true;
    throw error;
  }
  database.exec('rollback');
  return false;
}
