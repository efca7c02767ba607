/**
 * PostgreSQL as Kysely is to see it: whole numbers are numbers, and nobody waits for ever. Every commit is on the disk
 * before it is answered, unless the server's own synchronous_commit says otherwise.
 */
import { PostgresDialect } from 'kysely';
import { type CustomTypesConfig, Pool, types as standard } from 'pg';
import { SealdropError } from '../../shared/errors.ts';

/** Connections of one process; a request holds one for a few milliseconds. */
const CONNECTIONS = 10;
/** Milliseconds until a connection, a statement, or a transaction that does nothing is given up. */
const CONNECT_MS = 10_000;
const STATEMENT_MS = 15_000;

const { INT8 } = standard.builtins;

const types: CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 ? wholeNumber : standard.getTypeParser(oid, format)),
};

/** 64-bit columns hold sizes and times, all of which are exact as numbers. */
function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new SealdropError('unexpected');
  return value;
}

/** A pool of connections to the database of this URL. `onLost`: a connection broke that nobody was using. */
export function openPool(url: string, onLost: (error: unknown) => void): Pool {
  const pool = new Pool({
    connectionString: url,
    types,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    keepAlive: true,
    application_name: 'sealdrop',
  });
  return surviving(pool, onLost);
}

/** One connection that takes the time it needs: for migrations, which also wait for those of another copy. */
export function openPatientPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    types,
    max: 1,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'sealdrop-migrations',
  });
  return surviving(pool, () => undefined);
}

/**
 * Without listeners a connection that breaks would end the program. Of one in use its query says so; the pool speaks for
 * idle ones alone.
 */
function surviving(pool: Pool, onLost: (error: unknown) => void): Pool {
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export function postgresDialect(pool: Pool): PostgresDialect {
  return new PostgresDialect({ pool });
}
