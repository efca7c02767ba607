/** Download grants: what is counted, by whom, how often, and what an epoch change does to them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../shared/bytes.ts';
import { MANIFEST_SEALED_MIN } from '../../shared/crypto/manifest-size.ts';
import { bodyKey, manifestKey } from '../object-keys.ts';
import { digest, type TestServer, TestShare, testServer } from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const refused = (status: number, code: string, details: object = {}) => ({
  status,
  body: { error: { code, ...details } },
});
const used = refused(410, 'ended', { reason: 'limit' });

async function readyShare(changes: Readonly<Record<string, unknown>> = {}): Promise<TestShare> {
  const share = new TestShare(server);
  await share.ready(changes);
  return share;
}

async function downloads(share: TestShare): Promise<number> {
  return (await share.own('GET', '/owner')).body.downloads;
}

describe('grants', () => {
  it('are counted once for any number of URLs', async () => {
    const share = await readyShare({ limit: 2 });
    const grant = random(16);
    for (let i = 0; i < 5; i++) expect((await share.claim(grant)).status).toBe(200);
    await Promise.all(Array.from({ length: 20 }, () => share.claim(grant)));
    expect(await downloads(share)).toBe(1);
    expect((await share.claim()).status).toBe(200);
    expect(await share.claim()).toEqual(used);
    expect((await share.claim(grant)).status).toBe(200);
    expect(await downloads(share)).toBe(2);
    expect((await server.call('GET', share.path)).body).toMatchObject({ state: 'ready', exhausted: true });
  });

  it('exactly ten of two hundred at once pass a limit of ten', async () => {
    const share = await readyShare({ limit: 10 });
    const answers = await Promise.all(Array.from({ length: 200 }, () => share.claim()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(190);
    expect(await downloads(share)).toBe(10);
    const grants = await server.deps.database
      .selectFrom('grants')
      .selectAll()
      .where('shareId', '=', share.id)
      .execute();
    expect(grants).toHaveLength(10);
  });

  it('live a day, then count anew', async () => {
    const share = await readyShare({ lifetime: 7 * 86_400 });
    const grant = random(16);
    await share.claim(grant);
    server.clock.now += 86_399;
    await share.claim(grant);
    expect(await downloads(share)).toBe(1);
    server.clock.now += 1;
    await share.claim(grant);
    expect(await downloads(share)).toBe(2);
  });

  it('pass again once the limit is raised', async () => {
    const share = await readyShare({ limit: 1 });
    await share.claim();
    expect(await share.claim()).toEqual(used);
    await share.own('PATCH', '', { limit: 2 });
    expect((await share.claim()).status).toBe(200);
  });

  it('of the owner do not exist', async () => {
    const share = await readyShare({ limit: 1 });
    await share.claim();
    expect((await share.own('POST', '/body', { grant: null })).status).toBe(200);
    expect((await share.own('GET', '/manifest')).status).toBe(200);
    expect(await downloads(share)).toBe(1);
    expect(await share.claim(random(16), share.token)).toEqual(refused(400, 'bad-request'));
    const bare = await server.call('POST', `${share.path}/body`, {
      token: share.access,
      json: { grant: null },
    });
    expect(bare).toEqual(refused(400, 'bad-request'));
    expect(await share.claim(random(15))).toEqual(refused(400, 'bad-request'));
    expect(await share.claim(random(17))).toEqual(refused(400, 'bad-request'));
  });

  it('are kept as hashes', async () => {
    const share = await readyShare();
    const grant = random(16);
    await share.claim(grant);
    const rows = await server.deps.database
      .selectFrom('grants')
      .selectAll()
      .where('shareId', '=', share.id)
      .execute();
    expect(rows.map(({ grantHash }) => grantHash)).toEqual([digest(grant)]);
  });
});

describe('access', () => {
  it('is refused before ready, by no or another token', async () => {
    const share = new TestShare(server);
    await share.create();
    expect(await share.claim()).toEqual(refused(409, 'not-complete'));
    expect(await share.own('GET', '/manifest')).toEqual(refused(409, 'not-complete'));
    const ready = await readyShare();
    expect(await ready.claim(random(16), random(32))).toEqual(refused(401, 'wrong-token'));
    expect(await downloads(ready)).toBe(0);
  });

  it('of an old epoch is stale for a live grant and wrong for any other', async () => {
    const share = new TestShare(server);
    const first = await share.ready({ limit: 1 });
    const grant = random(16);
    await share.claim(grant);
    const manifest = random(MANIFEST_SEALED_MIN);
    await share.sendManifest(manifest);
    const access = random(32);
    const header = share.header({ epoch: 2, manifest: digest(manifest) });
    expect((await share.putHeader(header, { replaces: first, access })).status).toBe(200);
    expect(await share.claim(grant)).toEqual(refused(409, 'stale'));
    expect(await share.claim()).toEqual(refused(401, 'wrong-token'));
    expect((await share.claim(grant, access)).status).toBe(200);
    expect(await share.claim(random(16), access)).toEqual(used);
    expect(await downloads(share)).toBe(1);
  });

  it("another share's token and grant open nothing", async () => {
    const [mine, theirs] = [await readyShare(), await readyShare()];
    const grant = random(16);
    await mine.claim(grant);
    expect(await theirs.claim(grant, mine.access)).toEqual(refused(401, 'wrong-token'));
  });

  it('to what the store has lost or cut is refused by name, and the operator learns of it', async () => {
    for (const key of ['body', 'manifest'] as const) {
      const share = new TestShare(server);
      await share.ready();
      const path = key === 'body' ? bodyKey(share.id) : manifestKey(share.id, digest(share.manifest));
      const ask = () => (key === 'body' ? share.claim() : share.own('GET', '/manifest'));
      expect((await ask()).status).toBe(200);
      server.lines.length = 0;
      await server.deps.objects.remove(path);
      expect(await ask()).toEqual(refused(500, 'object-lost'));
      expect(server.lines.filter((line) => line.includes('"level":"error"'))).toHaveLength(1);
    }
  });
});
