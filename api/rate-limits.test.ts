/** How often one address may ask in a minute: on which routes, whose count it is, what a refusal says, and that a failing count stops nobody. */
import { afterEach, describe, expect, it } from 'vitest';
import { random, toBase64Url } from '../shared/bytes.ts';
import type { Config } from './config.ts';
import { openRateLimits } from './rate-limits.ts';
import { type Answer, type TestServer, TestShare, testServer } from './testing.ts';
import { callAs, newPerson, newRequestLink, TestDelivery } from './testing-keys.ts';

let server: TestServer;
afterEach(async () => {
  await server.close();
});

const none: Config['maxMinute'] = { shares: 0, openings: 0, lookups: 0, signed: 0 };
const refused = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 429).length;
const times = async (count: number, ask: () => Promise<Answer>) =>
  await Promise.all(Array.from({ length: count }, ask));

describe('in a minute an address', () => {
  it('makes so many shares and deliveries, and is told when it may go on', async () => {
    server = await testServer({ maxMinute: { ...none, shares: 5 }, trustedProxies: 1 });
    const ada = await newPerson(server);
    const link = await newRequestLink(server, ada);
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => new TestShare(server).create()),
      ...Array.from({ length: 4 }, () => new TestDelivery(server, ada, link).create()),
    ]);
    expect(refused(answers)).toBe(3);
    const response = await server.request('/api/shares', { method: 'POST' });
    expect(response.status).toBe(429);
    const wait = Number(response.headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await response.json()).toEqual({ error: { code: 'rate-limited', retryAfter: wait } });
    const other = await server.request('/api/shares', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.9' },
      body: JSON.stringify(new TestShare(server).createJson),
    });
    expect(other.status).toBe(201);
  });

  it('opens so many bodies', async () => {
    server = await testServer({ maxMinute: { ...none, openings: 5 } });
    const share = new TestShare(server);
    await share.ready();
    const grant = random(16);
    const answers = await times(8, () => share.claim(grant));
    expect(refused(answers)).toBe(3);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    // Nothing else of the share is counted with it.
    expect(await share.state()).toBe('ready');
  });

  it('looks so many cards, successions and request links up', async () => {
    server = await testServer({ maxMinute: { ...none, lookups: 6 } });
    const card = `/api/cards/${toBase64Url(random(32))}`;
    const link = `/api/requests/${toBase64Url(random(32))}`;
    const answers = [
      ...(await times(2, () => server.call('GET', card))),
      ...(await times(2, () => server.call('GET', `${card}/successions`))),
      ...(await times(2, () => server.call('POST', link, { json: { token: toBase64Url(random(16)) } }))),
    ];
    expect(refused(answers)).toBe(0);
    expect(refused(await times(3, () => server.call('GET', card)))).toBe(3);
  });

  it('signs so many requests, good or not', async () => {
    server = await testServer({ maxMinute: { ...none, signed: 7 } });
    // Two: the first tells the time.
    const ada = await newPerson(server);
    const inbox = () => callAs(server, ada, { method: 'GET', path: '/api/inbox' });
    expect(refused(await times(2, inbox))).toBe(0);
    expect(refused(await times(3, () => server.call('GET', '/api/inbox')))).toBe(0);
    expect(refused(await times(3, inbox))).toBe(3);
  });

  it('asks for anything where there is no limit', async () => {
    server = await testServer();
    expect(refused(await times(200, () => server.call('GET', `/api/cards/${toBase64Url(random(32))}`)))).toBe(
      0,
    );
  });
});

describe('a database that cannot count', () => {
  it('stops nobody, and each process counts for itself', async () => {
    server = await testServer({ maxMinute: { ...none, lookups: 5 } });
    const { deps } = server;
    const broken = Object.assign(Object.create(deps.database) as typeof deps.database, {
      executeQuery: () => Promise.reject(new Error('no table')),
    });
    const config = { ...deps.config, databaseUrl: 'postgres://nowhere' };
    const rates = openRateLimits({ ...deps, config, database: broken });
    for (let i = 0; i < 5; i++) await rates.take('lookups', '192.0.2.7');
    await expect(rates.take('lookups', '192.0.2.7')).rejects.toMatchObject({ code: 'rate-limited' });
    await rates.take('lookups', '192.0.2.8');
    expect(server.lines.some((line) => line.includes('rate limits not shared'))).toBe(true);
    expect(server.lines.join('\n')).not.toContain('192.0.2');
  });
});
