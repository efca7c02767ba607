/**
 * A PostgreSQL whose host goes without a word, so that neither an error nor an end ever comes: whoever waits for it is told
 * 503, and nobody waits for the same connection again.
 */
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { openRateLimits } from '../rate-limits.ts';
import { reachable, type TestServer, TestShare, testServer } from '../testing.ts';
import { openTestWire, type TestWire } from '../testing-wire.ts';
import { bytesPlugin } from './bytes-plugin.ts';
import type { Database } from './open.ts';
import { openPool, postgresDialect } from './postgres-dialect.ts';
import { databaseProblem, databaseStartWords } from './problems.ts';
import type { Schema } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** Long enough for every answer that comes. */
const ANSWER_MS = 3_000;

let server: TestServer;
let wire: TestWire;
let database: Database;
beforeEach(async () => {
  server = await testServer({ maxMinute: { shares: 0, openings: 0, lookups: 0, signed: 0 } });
  wire = await openTestWire(server.deps.config.databaseUrl ?? '');
});
afterEach(async () => {
  await database.destroy();
  wire.close();
  await server.close();
});

function connectBy(purpose: Parameters<typeof openPool>[1]): void {
  const pool = openPool(wire.url, purpose, { answerMs: ANSWER_MS });
  database = new Kysely<Schema>({ dialect: postgresDialect(pool), plugins: [bytesPlugin] });
}

const one = () => sql`select 1`.execute(database);
const failure = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

it('is 503 to a request, and the next one goes another way', async () => {
  connectBy('requests');
  const rates = openRateLimits({ ...server.deps, database });
  const app = createApp({ ...server.deps, database, rates, web: null });
  const by = reachable(async (path, init) => await app.request(path, init));
  const share = new TestShare(server);
  await share.ready();
  expect((await by.call('GET', share.path)).status).toBe(200);
  expect(wire.opened()).toBe(1);
  wire.lose();
  expect(await by.call('GET', share.path)).toEqual({
    status: 503,
    body: { error: { code: 'store-unreachable' } },
  });
  expect((await by.call('GET', share.path)).status).toBe(200);
  expect(wire.opened()).toBe(2);
});

describe.each(['requests', 'maintenance'] as const)('the pool for %s', (purpose) => {
  beforeEach(() => connectBy(purpose));

  it('gives up a statement, and says so as of a database that is away', async () => {
    await one();
    wire.lose();
    const error = await failure(one());
    expect(databaseProblem(error)).toBe('away');
    expect(databaseStartWords(error).what).toContain('does not answer');
    await one();
  });

  it('gives up a transaction once, without asking for its end', async () => {
    const asked: string[] = [];
    const error = await failure(
      inTransaction(database, async (transaction) => {
        await sql`select 1`.execute(transaction);
        wire.lose();
        for (const text of ['select 2', 'select 3']) {
          const lost = await failure(sql.raw(text).execute(transaction));
          asked.push(`${text}: ${databaseProblem(lost)}`);
        }
        await sql`select 4`.execute(transaction);
      }),
    );
    expect(databaseProblem(error)).toBe('away');
    expect(asked).toEqual(['select 2: away', 'select 3: away']);
    await one();
    expect(wire.opened()).toBe(2);
  });
});

it('what the database itself refuses costs no connection', async () => {
  connectBy('requests');
  expect(databaseProblem(await failure(sql`select nothing`.execute(database)))).toBeNull();
  await one();
  expect(wire.opened()).toBe(1);
});
