/**
 * Transactions of both databases. Each begins with a write. SQLite runs one after another; in PostgreSQL they run at once
 * under "read committed", where a write waits for those before it on the same row and then sees what they left. What is counted or
 * decided once is therefore decided by a write, or after one that locks (cards.ts).
 */
import type { Transaction } from 'kysely';
import type { Database } from './open.ts';
import { isDeadlock } from './problems.ts';
import type { Schema } from './schema.ts';

const TRIES = 5;

/** Runs `work` in a transaction: all of it or nothing. Two that wait for each other are ended by PostgreSQL, and one is run again. */
export async function inTransaction<T>(
  database: Database,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction().execute(work);
    } catch (error) {
      if (attempt === TRIES || !isDeadlock(error)) throw error;
    }
  }
}
