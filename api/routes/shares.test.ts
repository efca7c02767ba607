/** Create, states, terms and endings, with every refusal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, toBase64Url } from '../../shared/bytes.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { end } from '../ending.ts';
import { bodyKey, manifestKey } from '../object-keys.ts';
import { sweep } from '../sweep.ts';
import {
  digest,
  getObject,
  putObject,
  SMALL_BODY,
  type TestServer,
  TestShare,
  testServer,
} from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const code = (status: number, name: string, details: object = {}) => ({
  status,
  body: { error: { code: name, ...details } },
});

describe('create', () => {
  it('computes the id and answers the time it ends', async () => {
    const share = new TestShare(server);
    expect(await share.create()).toEqual({
      status: 201,
      body: { id: share.path.slice(-22), expires: server.clock.now + 3_600 },
    });
    expect(await share.state()).toBe('uploading');
  });

  it('answers a repeat, and refuses the same id with another size', async () => {
    const share = new TestShare(server);
    await share.create();
    expect((await share.create()).status).toBe(200);
    expect(await share.create({ bodySize: bodyGeometry(5_000).objectSize })).toMatchObject(
      code(409, 'conflict'),
    );
  });

  it('refuses an id that is ready or has ended', async () => {
    const share = new TestShare(server);
    await share.ready();
    expect(await share.create()).toEqual(code(409, 'conflict'));
    await share.own('DELETE', '');
    expect(await share.create()).toEqual(code(409, 'conflict'));
    const late = new TestShare(server);
    await late.create();
    server.clock.now += 3_600;
    expect(await late.create()).toEqual(code(409, 'conflict'));
  });

  it('gives nobody the id of another owner, known commitment or not', async () => {
    const theirs = new TestShare(server);
    await theirs.ready();
    const mine = new TestShare(server);
    const answer = await mine.create({ ownerCommit: theirs.createJson.ownerCommit });
    expect(answer.status).toBe(201);
    expect(answer.body.id).not.toBe(theirs.path.slice(-22));
    const token = toBase64Url(mine.token);
    expect(await theirs.create({ token })).toMatchObject({ status: 200, body: { id: answer.body.id } });
    expect(await theirs.create({ id: theirs.path.slice(-22) })).toEqual(code(400, 'bad-request'));
    expect(await theirs.state()).toBe('ready');
  });

  it('takes a hundred repeats at once as one', async () => {
    const share = new TestShare(server);
    const answers = await Promise.all(Array.from({ length: 100 }, () => share.create()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(99);
  });

  it.each([
    ['an unknown key', { more: 1 }],
    ['a body size that none has', { bodySize: SMALL_BODY + 1 }],
    ['a huge body size', { bodySize: 2 ** 53 }],
    ['a negative body size', { bodySize: -1 }],
    ['a body size as text', { bodySize: '4128' }],
    ['a manifest too small', { manifestSize: 10 }],
    ['a manifest too large', { manifestSize: 2 ** 25 }],
    ['a short token', { token: 'AAAA' }],
    ['a token with padding', { token: `${'A'.repeat(43)}=` }],
    ['an alias of a token', { token: `${'A'.repeat(42)}B` }],
    ['no lifetime', { lifetime: undefined }],
    ['a limit of none', { limit: 0 }],
    ['a delivery', { deliverTo: { fingerprint: 'x' } }],
  ])('refuses %s', async (_, changes) => {
    expect(await new TestShare(server).create(changes)).toEqual(code(400, 'bad-request'));
  });

  it('refuses what is above the limits of this server, and says them', async () => {
    const largest = bodyGeometry(1e9).objectSize;
    expect((await new TestShare(server).create({ bodySize: largest })).status).toBe(201);
    expect(await new TestShare(server).create({ bodySize: bodyGeometry(1.1e9).objectSize })).toEqual(
      code(413, 'too-large', { limit: 1e9 }),
    );
    expect(await new TestShare(server).create({ lifetime: 366 * 86_400 + 1 })).toEqual(
      code(400, 'bad-request', { limit: 366 * 86_400 }),
    );
  });

  it('refuses bodies that are no JSON, of another type, or too long', async () => {
    const post = async (body: string, type = 'application/json') => {
      const response = await server.request('/api/shares', {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      return { status: response.status, body: await response.json() };
    };
    const json = JSON.stringify(new TestShare(server).createJson);
    expect(await post('{')).toEqual(code(400, 'bad-request'));
    expect(await post('[]')).toEqual(code(400, 'bad-request'));
    expect(await post('['.repeat(30_000))).toEqual(code(400, 'bad-request'));
    expect(await post(json, 'text/plain')).toEqual(code(400, 'bad-request'));
    expect(await post(json.replace('{', '{"__proto__":{},'))).toEqual(code(400, 'bad-request'));
    expect(await post(' '.repeat(65_537))).toEqual(code(413, 'body-too-large', { limit: 65_536 }));
  });
});

describe('the way to ready', () => {
  it('goes through every state and gives back the bytes', async () => {
    const share = new TestShare(server, 8_900_000);
    const total = share.body.length;
    await share.create();
    expect(share.parts()).toHaveLength(2);
    expect((await server.call('GET', share.path)).body).toEqual({
      state: 'uploading',
      received: 0,
      total,
    });
    const sent = await share.upload();
    expect((await server.call('GET', share.path)).body.received).toBe(total);
    expect((await share.own('GET', '/parts')).body.parts).toEqual(
      sent.map(({ number, etag }, i) => ({ number, etag, size: i === 0 ? 8_388_608 : total - 8_388_608 })),
    );
    expect((await share.own('POST', '/complete', { parts: sent })).status).toBe(200);
    expect((await share.own('GET', '/owner')).body).toMatchObject({ complete: true, state: 'uploading' });
    await share.sendManifest();
    const header = share.header();
    expect(await share.putHeader(header)).toEqual({ status: 200, body: {} });
    expect((await server.call('GET', share.path)).body).toEqual({
      state: 'ready',
      header: toBase64Url(header),
      expires: server.clock.now + 3_600,
      exhausted: false,
    });
    expect((await share.own('GET', '/owner')).body).toEqual({
      state: 'ready',
      complete: true,
      received: total,
      total,
      expires: server.clock.now + 3_600,
      limit: null,
      downloads: 0,
      headerHash: toBase64Url(digest(header)),
    });
    const { body } = await share.claim();
    expect(digest(await getObject(server, body.url))).toEqual(digest(share.body));
    const manifest = await server.call('GET', `${share.path}/manifest`, { token: share.access });
    expect(await getObject(server, manifest.body.url)).toEqual(share.manifest);
  });
});

describe('terms', () => {
  it('changes what is given and nothing else', async () => {
    const share = new TestShare(server);
    await share.create();
    expect(await share.own('PATCH', '', { limit: 3 })).toMatchObject({ status: 200, body: { limit: 3 } });
    expect(await share.own('PATCH', '', { lifetime: 60 })).toEqual({
      status: 200,
      body: { expires: server.clock.now + 60, limit: 3 },
    });
    expect((await share.own('PATCH', '', { limit: null })).body.limit).toBeNull();
    expect((await share.own('PATCH', '', {})).status).toBe(200);
    expect(await share.own('PATCH', '', { lifetime: 2 ** 29 })).toMatchObject({ status: 400 });
    expect(await share.own('PATCH', '', { expires: 1 })).toEqual(code(400, 'bad-request'));
  });
});

describe('tokens', () => {
  const calls: [string, string, unknown][] = [
    ['GET', '/owner', undefined],
    ['PATCH', '', { limit: 1 }],
    ['DELETE', '', undefined],
    ['POST', '/parts', { parts: [{ number: 1, size: SMALL_BODY, sha256: toBase64Url(random(32)) }] }],
    ['GET', '/parts', undefined],
    ['POST', '/complete', { parts: [{ number: 1, sha256: toBase64Url(random(32)), etag: 'x' }] }],
    ['POST', '/manifest', { sha256: toBase64Url(random(32)), size: 5_000 }],
    ['PUT', '/header', { header: 'AAAA', accessHash: toBase64Url(random(32)), replaces: null }],
    ['GET', '/manifest', undefined],
    ['POST', '/body', { grant: null }],
  ];
  it.each(calls)('%s %s refuses no token, another, and an unknown share', async (method, path, json) => {
    const share = new TestShare(server);
    await share.ready();
    const other = new TestShare(server);
    await other.ready();
    expect(await server.call(method, share.path + path, { json })).toEqual(code(401, 'wrong-token'));
    expect(await server.call(method, share.path + path, { json, token: other.token })).toEqual(
      code(401, 'wrong-token'),
    );
    for (const id of [toBase64Url(random(16)), 'x', '%ff', 'A'.repeat(5_000)]) {
      const answer = await server.call(method, `/api/shares/${id}${path}`, { json, token: share.token });
      expect(answer).toEqual(code(404, 'not-found'));
    }
    expect(await share.state()).toBe('ready');
  });

  it('refuses unknown routes and methods', async () => {
    expect(await server.call('GET', '/api/nothing')).toEqual(code(404, 'not-found'));
    expect(await server.call('PUT', '/api/shares')).toEqual(code(404, 'not-found'));
    expect(await server.call('GET', '/nothing')).toEqual(code(404, 'not-found'));
  });
});

describe('the end', () => {
  async function isGone(share: TestShare): Promise<boolean> {
    const { objects, database } = server.deps;
    const body = await objects.size(bodyKey(share.id));
    const manifest = await objects.size(manifestKey(share.id, digest(share.manifest)));
    const row = await database
      .selectFrom('shares')
      .select('id')
      .where('id', '=', share.id)
      .executeTakeFirst();
    return body === null && manifest === null && row === undefined;
  }

  it('revoked: objects go at once, every call says so, and delete stays a success', async () => {
    const share = new TestShare(server);
    await share.ready();
    await share.claim();
    expect(await share.own('DELETE', '')).toEqual({ status: 200, body: {} });
    expect(await isGone(share)).toBe(true);
    const ended = code(410, 'ended', { reason: 'revoked' });
    expect((await server.call('GET', share.path)).body).toEqual({ state: 'ended', reason: 'revoked' });
    expect((await share.own('GET', '/owner')).body).toEqual({ state: 'ended', reason: 'revoked' });
    expect(await share.own('DELETE', '')).toEqual({ status: 200, body: {} });
    expect(await share.own('PATCH', '', { limit: 1 })).toEqual(ended);
    expect(await share.own('GET', '/parts')).toEqual(ended);
    expect(await share.own('POST', '/manifest', {})).toEqual(ended);
    expect(await share.putHeader(share.header())).toEqual(ended);
    expect(await share.claim()).toEqual(ended);
    const { database } = server.deps;
    const grants = await database.selectFrom('grants').where('shareId', '=', share.id).selectAll().execute();
    expect(grants).toEqual([]);
    const tombstone = await database
      .selectFrom('tombstones')
      .selectAll()
      .where('id', '=', share.id)
      .execute();
    expect(tombstone).toEqual([{ id: share.id, reason: 'revoked' }]);
  });

  it('expired: at once for everyone, and swept', async () => {
    const share = new TestShare(server);
    await share.ready();
    server.clock.now += 3_600;
    expect((await server.call('GET', share.path)).body).toEqual({ state: 'ended', reason: 'expired' });
    expect(await share.claim()).toEqual(code(410, 'ended', { reason: 'expired' }));
    expect(await share.own('PATCH', '', { lifetime: 60 })).toEqual(code(410, 'ended', { reason: 'expired' }));
    expect(await isGone(share)).toBe(false);
    await sweep(server.deps);
    expect(await isGone(share)).toBe(true);
    expect((await server.call('GET', share.path)).body).toEqual({ state: 'ended', reason: 'expired' });
  });

  it('expired while uploading: the parts go too', async () => {
    const share = new TestShare(server);
    await share.create();
    const [part] = share.parts();
    const { body } = await share.own('POST', '/parts', { parts: [part] });
    server.clock.now += 3_599;
    const late = putObject(server, body.parts[0]?.url ?? '', share.body);
    expect((await late).status).toBe(200);
    server.clock.now += 1;
    await sweep(server.deps);
    expect(await share.state()).toBe('ended');
    expect((await putObject(server, body.parts[0]?.url ?? '', share.body)).status).toBe(403);
  });

  it('limit: a day after the last download, and not before', async () => {
    const share = new TestShare(server);
    await share.ready({ limit: 1, lifetime: 30 * 86_400 });
    const grant = random(16);
    await share.claim(grant);
    expect((await server.call('GET', share.path)).body.exhausted).toBe(true);
    server.clock.now += 86_399;
    await sweep(server.deps);
    expect((await share.claim(grant)).status).toBe(200);
    server.clock.now += 1;
    expect(await share.claim(grant)).toEqual(code(410, 'ended', { reason: 'limit' }));
    await sweep(server.deps);
    expect((await server.call('GET', share.path)).body).toEqual({ state: 'ended', reason: 'limit' });
    expect(await isGone(share)).toBe(true);
  });

  it('a deletion that fails is tried again', async () => {
    const share = new TestShare(server);
    await share.ready();
    let broken = true;
    const objects = {
      ...server.deps.objects,
      remove: async (key: string) => {
        if (broken) throw new Error('away');
        await server.deps.objects.remove(key);
      },
    };
    const deps = { ...server.deps, objects };
    expect(await end(deps, share.id, 'revoked')).toBe(true);
    expect(await isGone(share)).toBe(false);
    expect(await share.state()).toBe('ended');
    broken = false;
    server.clock.now += 61;
    await sweep(deps);
    expect(await isGone(share)).toBe(true);
  });

  it('a PUT by an old URL brings nothing back for good', async () => {
    const share = new TestShare(server);
    await share.create();
    const manifest = random(5_000);
    const json = { sha256: toBase64Url(digest(manifest)), size: manifest.length };
    const { body } = await share.own('POST', '/manifest', json);
    const [part] = share.parts();
    const parts = await share.own('POST', '/parts', { parts: [part] });
    await share.own('DELETE', '');
    expect((await putObject(server, parts.body.parts[0]?.url ?? '', share.body)).status).toBe(404);
    expect((await putObject(server, body.url, manifest)).status).toBe(200);
    server.clock.now += 7_200;
    await sweep(server.deps);
    expect(await server.deps.objects.size(manifestKey(share.id, digest(manifest)))).toBeNull();
    const rows = await server.deps.database.selectFrom('deletions').selectAll().execute();
    expect(rows.filter(({ key }) => key.startsWith(bodyKey(share.id).slice(0, 32)))).toEqual([]);
  });
});
