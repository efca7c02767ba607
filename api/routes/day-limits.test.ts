/** What one address may send in a day: exactly that, whatever comes at once, deliveries among it; another address and another day have their own. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, random } from '../../shared/bytes.ts';
import { sweep } from '../sweep.ts';
import { type Answer, reachable, SMALL_BODY, type TestServer, TestShare, testServer } from '../testing.ts';
import { newPerson, newRequestLink, TestDelivery } from '../testing-keys.ts';

/** Eight hours before midnight UTC. */
const NOW = 1_800_000_000;
const LEFT = 86_400 - (NOW % 86_400);

let server: TestServer;
afterEach(async () => {
  await server.close();
});

/** Makes shares from this address. */
function from(address: string): TestServer {
  const request: TestServer['request'] = async (path, init) =>
    await server.request(path, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), 'x-forwarded-for': address },
    });
  return { ...server, ...reachable(request) };
}

const rows = async () => await server.deps.database.selectFrom('allowances').selectAll().execute();
const created = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 201).length;

describe('an address that may send three shares a day', () => {
  beforeEach(async () => {
    server = await testServer({ maxDayShares: 3, trustedProxies: 1 });
  });

  it('sends three of thirty at once, deliveries among them, and is told the limit and for how long', async () => {
    const ada = await newPerson(server);
    const link = await newRequestLink(server, ada);
    const here = from('192.0.2.7');
    const shares = Array.from({ length: 30 }, (_, i) =>
      i % 3 === 0 ? new TestDelivery(here, ada, link) : new TestShare(here),
    );
    const answers = await Promise.all(shares.map((share) => share.create()));
    expect(created(answers)).toBe(3);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(27);
    const error = { code: 'daily-shares', limit: 3, retryAfter: LEFT };
    for (const { body } of refused) expect(body).toEqual({ error });
    // Nothing of what was refused is left.
    expect(await server.deps.database.selectFrom('shares').select('id').execute()).toHaveLength(3);
    expect(await server.deps.database.selectFrom('totals').selectAll().execute()).toEqual([
      { id: 1, bytes: 3 * SMALL_BODY },
    ]);
  });

  it('is told by the header Retry-After too', async () => {
    const here = from('192.0.2.7');
    for (let i = 0; i < 3; i++) await new TestShare(here).create();
    const response = await here.request('/api/shares', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(new TestShare(here).createJson),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, `${LEFT}`]);
  });

  it('repeats without being counted, and gets nothing back for what it ends', async () => {
    const here = from('192.0.2.7');
    const share = new TestShare(here);
    expect((await share.create()).status).toBe(201);
    for (let i = 0; i < 5; i++) expect((await share.create()).status).toBe(200);
    expect((await share.own('DELETE', '')).status).toBe(200);
    expect(created([await new TestShare(here).create(), await new TestShare(here).create()])).toBe(2);
    expect((await new TestShare(here).create()).status).toBe(429);
  });

  it('shares it with its /64, and with nobody else', async () => {
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:ffff::3']) {
      expect((await new TestShare(from(address)).create()).status).toBe(201);
    }
    expect((await new TestShare(from('2001:db8:1:2:9::9')).create()).status).toBe(429);
    expect((await new TestShare(from('2001:db8:1:3::1')).create()).status).toBe(201);
    expect((await new TestShare(from('192.0.2.8')).create()).status).toBe(201);
  });

  it('does not begin anew where the server’s key is changed, also by copies that seal with either', async () => {
    const [former, next] = [random(32), random(32)];
    const steps = [
      { fileKey: former, previousFileKey: null, status: 201 },
      { fileKey: next, previousFileKey: former, status: 201 },
      { fileKey: former, previousFileKey: next, status: 201 },
      { fileKey: next, previousFileKey: former, status: 429 },
      { fileKey: former, previousFileKey: next, status: 429 },
    ];
    const { folder, deps } = server;
    const { config } = deps;
    // The server of this test has made a key of its own.
    await deps.database.deleteFrom('recordKeys').execute();
    for (const { status, ...keys } of steps) {
      await server.deps.database.destroy();
      server = await testServer({ ...config, dataDir: folder, ...keys });
      expect((await new TestShare(from('192.0.2.7')).create()).status).toBe(status);
    }
  });

  it('has three again the next day, and of the day before nothing is kept', async () => {
    const here = from('192.0.2.7');
    for (let i = 0; i < 3; i++) await new TestShare(here).create();
    const [before] = await rows();
    server.clock.now += LEFT - 1;
    expect((await new TestShare(here).create()).body).toEqual({
      error: { code: 'daily-shares', limit: 3, retryAfter: 1 },
    });
    server.clock.now += 1;
    expect((await new TestShare(here).create()).status).toBe(201);
    const both = await rows();
    expect(both).toHaveLength(2);
    await sweep(server.deps);
    const after = await rows();
    expect(after).toHaveLength(1);
    // Of one address, and nothing shows it.
    const key = (row: { key: Bytes } | undefined) => Buffer.from(row?.key ?? []).toString('hex');
    expect(key(after[0])).toMatch(/^[\da-f]{64}$/);
    expect(key(after[0])).not.toBe(key(before));
    expect(JSON.stringify(both)).not.toContain('192.0.2.7');
  });
});

describe('an address that may send so many bytes a day', () => {
  beforeEach(async () => {
    server = await testServer({ maxDayBytes: 5 * SMALL_BODY + 1, trustedProxies: 1 });
  });

  it('sends what fits, and never more', async () => {
    const here = from('192.0.2.7');
    const error = { code: 'daily-bytes', limit: 5 * SMALL_BODY + 1, retryAfter: LEFT };
    expect((await new TestShare(here, 100_000).create()).body).toEqual({ error });
    const answers = await Promise.all(Array.from({ length: 20 }, () => new TestShare(here).create()));
    expect(created(answers)).toBe(5);
    expect((await new TestShare(here).create()).body).toEqual({ error });
    expect(await rows()).toMatchObject([{ bytes: 5 * SMALL_BODY, shares: 5 }]);
  });

  it('is told by the config, so that pages can refuse before', async () => {
    expect((await server.call('GET', '/api/config')).body).toMatchObject({ maxDayBytes: 5 * SMALL_BODY + 1 });
  });
});

describe('without such limits', () => {
  it('nothing is kept of any address, and the config says nothing new', async () => {
    server = await testServer();
    await new TestShare(server).create();
    expect(await rows()).toEqual([]);
    expect(Object.keys((await server.call('GET', '/api/config')).body).toSorted()).toEqual([
      'maxExpirySeconds',
      'maxShareBytes',
      'now',
      'publicOrigin',
    ]);
  });
});
