/**
 * PostgreSQL as Kysely is to see it: whole numbers are numbers, and nobody waits for ever. Every commit is on the disk
 * before it is answered, unless the server's own synchronous_commit says otherwise.
 */
import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import {
  type CustomTypesConfig,
  Pool,
  type PoolClient,
  type PoolConfig,
  type QueryResult,
  types as standard,
} from 'pg';
import { SealdropError } from '../../shared/errors.ts';
import { databaseProblem } from './problems.ts';

/** Connections of one process; a request holds one for a few milliseconds. */
const CONNECTIONS = 10;
/** Milliseconds until a connection, a statement, or a transaction that does nothing is given up. */
const CONNECT_MS = 10_000;
const STATEMENT_MS = 15_000;
/**
 * Milliseconds until the answer to a statement is given up, which the server would have ended before: it has gone without
 * a word, and TCP by itself would wait a quarter of an hour.
 */
const ANSWER_MS = 20_000;
const MAINTENANCE_ANSWER_MS = 6 * 3_600_000;
/** Milliseconds without a byte after which TCP asks whether the other end is still there. */
const IDLE_MS = 10_000;

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

/** What a pool is for. */
type Purpose = 'requests' | 'maintenance';

/** `maintenance`: one connection that takes the time it needs, also to wait for that of another copy. */
const purposes: Readonly<Record<Purpose, PoolConfig & { readonly query_timeout: number }>> = {
  requests: {
    max: CONNECTIONS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    query_timeout: ANSWER_MS,
    application_name: 'sealdrop',
  },
  maintenance: {
    max: 1,
    query_timeout: MAINTENANCE_ANSWER_MS,
    application_name: 'sealdrop-migrations',
  },
};

/**
 * A pool of connections to the database of this URL. `onLost`: a connection broke that nobody was using; `answerMs`: another
 * time after which nobody waits for an answer any more.
 */
export function openPool(
  url: string,
  purpose: Purpose,
  { onLost = () => undefined, answerMs = purposes[purpose].query_timeout }: PoolOptions = {},
): Pool {
  const pool = new Pool({
    ...purposes[purpose],
    connectionString: url,
    types,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: IDLE_MS,
  });
  // Without listeners a connection that breaks would end the program. Of one in use its query says so; the pool speaks for
  // idle ones alone.
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

interface PoolOptions {
  readonly onLost?: (error: unknown) => void;
  readonly answerMs?: number;
}

export function postgresDialect(pool: Pool): PostgresDialect {
  return new PostgresDialect({ pool: withoutLost(pool) });
}

/**
 * The pool as it gives out connections: one on which a query had no answer is asked nothing more, not even to roll back, and
 * is closed when it comes back. By itself pg would go on to use it, and everybody would wait behind that query.
 */
function withoutLost(pool: Pool): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const connection = known.get(client) ?? losing(client);
      known.set(client, connection);
      return connection;
    },
    end: () => pool.end(),
  };
}

function losing(client: PoolClient): PostgresPoolClient {
  let lost: Error | null = null;
  async function query(text: string, parameters: readonly unknown[]): Promise<QueryResult> {
    if (lost) throw lost;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      if (error instanceof Error && databaseProblem(error) === 'away') lost = error;
      throw error;
    }
  }
  // The other form is that of cursors, which the dialect is given none of.
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: () => client.release(lost !== null),
  };
}
