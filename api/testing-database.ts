/**
 * Where the tests of the API keep their data: a file in the test's folder, or, where TEST_POSTGRES names a server, a
 * database of its own there. The same folder is the same database.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Client, DatabaseError } from 'pg';
import type { DatabasePlace } from './database/open.ts';

export interface TestDatabase {
  readonly place: DatabasePlace;
  /** DATABASE_URL of a program that is to use it; null for a file. */
  readonly url: string | null;
  readonly remove: () => Promise<void>;
}

/** duplicate_database, and what two that create it at once may meet. */
const known = ['42P04', '23505'];

export async function testDatabase(folder: string): Promise<TestDatabase> {
  const server = process.env['TEST_POSTGRES'];
  if (!server) return { place: { path: join(folder, 'sealdrop.db') }, url: null, remove: async () => {} };
  const name = `sealdrop_${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  await administer(server, `create database ${name}`, known);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  let isRemoved = false;
  return {
    url,
    place: {
      url,
      onLost: (error) => {
        // A connection that is being closed may hear of the end of its database first.
        if (!isRemoved) throw error;
      },
    },
    async remove() {
      isRemoved = true;
      await administer(server, `drop database if exists ${name} with (force)`, []);
    },
  };
}

/** Runs one statement on the server's own database; these codes are no failure. */
async function administer(server: string, statement: string, codes: readonly string[]): Promise<void> {
  const client = new Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } catch (error) {
    if (!(error instanceof DatabaseError && codes.includes(error.code ?? ''))) throw error;
  } finally {
    await client.end();
  }
}
