/**
 * Two copies of the program over one PostgreSQL count as one: what an address sends in a day and asks in a minute, permits,
 * nonces. The table of the minutes is there once, however many copies start at once, and holds no address.
 */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, toBase64Url } from '../shared/bytes.ts';
import { createClient } from '../shared/client.ts';
import { fingerprintDigits } from '../shared/crypto/fingerprint.ts';
import { type Identity, oneOffIdentity } from '../shared/crypto/identity.ts';
import { openDatabase } from './database/open.ts';
import { openRateLimits } from './rate-limits.ts';
import { deriveRecordKeys } from './sealing/record-keys.ts';
import { type Answer, type Reachable, reachable, TestShare, testServer } from './testing.ts';
import { testDatabase } from './testing-database.ts';
import { buildProgram, type Program } from './testing-program.ts';

const PUBLIC_ORIGIN = 'http://sealdrop.test';
const DAY_SHARES = 10;
const LOOKUPS = 30;

let program: Program;
let ada: Identity;
/** Requests to one copy after the other, as from this address. */
let from: (address: string) => Reachable['request'];
let errors: () => string;

beforeAll(async () => {
  program = await buildProgram();
  ada = await oneOffIdentity(Math.floor(Date.now() / 1000));
  const environment = {
    PUBLIC_ORIGIN,
    FILE_KEY_BASE64: Buffer.from(random(32)).toString('base64'),
    TRUST_PROXY: '1',
    MAX_DAY_SHARES: `${DAY_SHARES}`,
    MAX_MINUTE_LOOKUPS: `${LOOKUPS}`,
    UPLOADS: 'listed',
    UPLOAD_FINGERPRINTS: fingerprintDigits(ada.fingerprint).join(' '),
  };
  const copies = await Promise.all([program.start(environment), program.start(environment)]);
  errors = () => copies.map(({ said }) => said.err).join('');
  let turn = 0;
  from = (address) => async (path, init) => {
    const { origin } = copies[turn++ % copies.length] as { origin: string };
    const headers = new Headers(init?.headers);
    headers.set('x-forwarded-for', address);
    return await fetch(new URL(path.replace(PUBLIC_ORIGIN, ''), origin), { ...init, headers });
  };
  await clientFrom('192.0.2.1').putCard(ada);
}, 60_000);
afterAll(async () => {
  program.killAll();
  await program.remove();
});

function clientFrom(address: string): ReturnType<typeof createClient> {
  return createClient(PUBLIC_ORIGIN, async (url, init) => await from(address)(url, init));
}

const withStatus = (answers: readonly Answer[], wanted: number) =>
  answers.filter(({ status }) => status === wanted).length;

async function permits(count: number): Promise<string[]> {
  const all: string[] = [];
  while (all.length < count) {
    const { permits: more } = await clientFrom('192.0.2.1').uploadPermits(ada);
    all.push(...more.map(toBase64Url));
  }
  return all.slice(0, count);
}

/** What PostgreSQL itself holds in this table. */
async function rowsOf(table: string): Promise<Record<string, unknown>[]> {
  const client = new Client(program.databaseUrl ?? '');
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(`select * from "${table}"`)).rows;
  } finally {
    await client.end();
  }
}

it('of forty shares with one permit one is made', async () => {
  const [permit] = await permits(1);
  // From many addresses, so that no day is in the way.
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      new TestShare(reachable(from(`198.51.100.${i}`))).create({ permit }),
    ),
  );
  expect(withStatus(answers, 201)).toBe(1);
  expect(withStatus(answers, 401)).toBe(39);
});

it('an address makes as many shares a day as it may, of forty at once; what is refused leaves its permit', async () => {
  const given = await permits(40);
  const here = reachable(from('192.0.2.7'));
  const answers = await Promise.all(given.map((permit) => new TestShare(here).create({ permit })));
  expect(withStatus(answers, 201)).toBe(DAY_SHARES);
  const refused = given.filter((_, i) => answers[i]?.status === 429);
  expect(refused).toHaveLength(40 - DAY_SHARES);
  const there = reachable(from('192.0.2.8'));
  const later = await Promise.all(
    refused.slice(0, DAY_SHARES).map((permit) => new TestShare(there).create({ permit })),
  );
  expect(withStatus(later, 201)).toBe(DAY_SHARES);
});

it('an address asks as often in a minute as it may, of eighty times at once', async () => {
  const card = `/api/cards/${toBase64Url(random(32))}`;
  const ask = async (address: string, times: number) =>
    await Promise.all(Array.from({ length: times }, () => reachable(from(address)).call('GET', card)));
  const answers = await ask('192.0.2.7', 80);
  expect(withStatus(answers, 404)).toBe(LOOKUPS);
  expect(withStatus(answers, 429)).toBe(80 - LOOKUPS);
  // Another address, and the same /64.
  expect(withStatus(await ask('192.0.2.8', 5), 404)).toBe(5);
  expect(withStatus(await ask('2001:db8::1', LOOKUPS), 404)).toBe(LOOKUPS);
  expect(withStatus(await ask('2001:db8::2', 5), 429)).toBe(5);
});

it('no address stands in the database, nor whose a permit is', async () => {
  const [counted, days, given] = [
    await rowsOf('rateLimits'),
    await rowsOf('allowances'),
    await rowsOf('permits'),
  ];
  expect(counted.length).toBeGreaterThan(0);
  expect(days.length).toBeGreaterThan(0);
  expect(given.length).toBeGreaterThan(0);
  const text = JSON.stringify([counted, days, given]);
  for (const address of ['192.0.2', '198.51.100', '2001:db8']) expect(text).not.toContain(address);
  for (const { key } of counted) expect(String(key)).toMatch(/^lookups:[\w-]{43}$/);
  for (const row of given) expect(Object.keys(row).toSorted()).toEqual(['expires', 'hash']);
});

it('what is counted by the minute waits for no disk', async () => {
  const tables = await rowsOf('pg_class');
  expect(tables.find(({ relname }) => relname === 'rateLimits')).toMatchObject({ relpersistence: 'u' });
  expect(tables.find(({ relname }) => relname === 'allowances')).toMatchObject({ relpersistence: 'p' });
});

it('no error went to the logs', () => {
  expect(errors()).not.toContain('"level":"error"');
  expect(errors()).not.toContain('rate limits not shared');
});

describe('the table of the minutes', () => {
  it('is made once by twelve copies that start at once, and all of them count in it', async () => {
    const home = await testDatabase(`limits-${random(8).join('-')}`);
    const keys = deriveRecordKeys(random(32));
    const opened = await Promise.all(Array.from({ length: 12 }, () => openDatabase(home.place, () => keys)));
    const databases = opened.map(({ database }) => database);
    const server = await testServer();
    try {
      const maxMinute = { ...server.deps.config.maxMinute, lookups: 24 };
      const config = { ...server.deps.config, maxMinute, databaseUrl: home.url };
      const rates = databases.map((database) => openRateLimits({ ...server.deps, config, database }));
      const taken = await Promise.allSettled(
        Array.from({ length: 48 }, async (_, i) => await rates[i % 12]?.take('lookups', '192.0.2.7')),
      );
      expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(24);
      expect(await databases[0]?.selectFrom('rateLimits').select('points').execute()).toHaveLength(1);
      await rates[0]?.tidy();
      expect(await databases[0]?.selectFrom('rateLimits').select('points').execute()).toHaveLength(1);
      // An hour after its minute.
      await databases[0]?.updateTable('rateLimits').set({ expire: 1 }).execute();
      await rates[0]?.tidy();
      expect(await databases[0]?.selectFrom('rateLimits').select('points').execute()).toEqual([]);
    } finally {
      await Promise.all(databases.map((database) => database.destroy()));
      await home.remove();
      await server.close();
    }
  });
});
