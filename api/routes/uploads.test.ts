/** Who may upload: permits for listed people, an upload token, request links of those who may, and request links switched off. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, fromBase64Url, random, toBase64Url, utf8 } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import type { Config } from '../config.ts';
import { sweep } from '../sweep.ts';
import { type Answer, digest, type TestServer, TestShare, testServer } from '../testing.ts';
import { callAs, clientOf, newPerson, newRequestLink, TestDelivery } from '../testing-keys.ts';

const DAY = 86_400;

let server: TestServer;
afterEach(async () => {
  await server.close();
});

const failed = (code: string) => ({ error: { code } });
const permitRows = async () => await server.deps.database.selectFrom('permits').selectAll().execute();

/** A server of the same folder and database with other settings. */
async function restart(config: Partial<Config>): Promise<void> {
  const { folder, deps } = server;
  await deps.database.destroy();
  server = await testServer({ dataDir: folder, ...config });
}

describe('where listed people may upload', () => {
  let ada: Identity;
  let eve: Identity;
  const listed = (...people: readonly Identity[]): Partial<Config> => ({
    uploads: {
      kind: 'listed',
      isListed: (fingerprint) =>
        people.some((one) => toBase64Url(one.fingerprint) === toBase64Url(fingerprint)),
    },
  });
  beforeEach(async () => {
    server = await testServer();
    [ada, eve] = [await newPerson(server), await newPerson(server)];
    await restart(listed(ada));
  });

  const permits = async (identity = ada): Promise<string[]> => {
    const answer = await callAs(server, identity, { method: 'POST', path: '/api/uploads/permits' });
    expect(answer.status).toBe(200);
    return (answer.body as unknown as { permits: string[] }).permits;
  };
  const create = async (permit: string | undefined, share = new TestShare(server)): Promise<Answer> =>
    await share.create(permit === undefined ? {} : { permit });

  it('the config says so', async () => {
    expect((await server.call('GET', '/api/config')).body).toMatchObject({ uploads: 'listed' });
  });

  it('a permit makes one share, and is kept as its hash alone', async () => {
    const [first = '', ...others] = await permits();
    expect(others).toHaveLength(15);
    const expires = (Math.floor(server.clock.now / DAY) + 2) * DAY;
    const rows = await permitRows();
    expect(rows).toHaveLength(16);
    expect(rows).toContainEqual({ hash: digest(fromBase64Url(first) as Bytes), expires });
    expect(rows.every((row) => Object.keys(row).toSorted().join() === 'expires,hash')).toBe(true);
    const share = new TestShare(server);
    expect((await create(first, share)).status).toBe(201);
    expect(await create(first)).toEqual({ status: 401, body: failed('wrong-permit') });
    // A repeat whose answer was lost needs none any more.
    expect((await create(first, share)).status).toBe(200);
    expect(await permitRows()).toHaveLength(15);
  });

  it('of forty shares with one permit one is made, and nothing is left of the others', async () => {
    const [permit] = await permits();
    const answers = await Promise.all(Array.from({ length: 40 }, () => create(permit)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(39);
    expect(await server.deps.database.selectFrom('shares').select('id').execute()).toHaveLength(1);
  });

  it('a share that is refused for another reason leaves its permit', async () => {
    const [permit] = await permits();
    const share = new TestShare(server);
    expect((await share.create({ permit, lifetime: 10 * 366 * DAY })).status).toBe(400);
    expect((await share.create({ permit })).status).toBe(201);
  });

  it('no share is made by what is no permit', async () => {
    for (const permit of [undefined, toBase64Url(random(32)), toBase64Url(random(31)), '']) {
      const { status } = await create(permit);
      expect([400, 401]).toContain(status);
    }
    expect(await server.deps.database.selectFrom('shares').select('id').execute()).toEqual([]);
  });

  it('who is not listed gets none, and neither does who signs nothing', async () => {
    const path = '/api/uploads/permits';
    expect(await callAs(server, eve, { method: 'POST', path })).toEqual({
      status: 403,
      body: failed('not-listed'),
    });
    expect(await server.call('POST', path)).toEqual({ status: 401, body: failed('wrong-signature') });
    expect(await permitRows()).toEqual([]);
  });

  it('permits end with the next day, and the sweeper forgets them', async () => {
    server.clock.now = Math.floor(server.clock.now / DAY) * DAY + 100;
    const [first, second] = await permits();
    server.clock.now += 2 * DAY - 101;
    expect((await create(first)).status).toBe(201);
    server.clock.now += 1;
    expect(await create(second)).toEqual({ status: 401, body: failed('wrong-permit') });
    await sweep(server.deps);
    expect(await permitRows()).toEqual([]);
  });

  it('anybody delivers by the link of somebody who is listed, without a permit', async () => {
    const link = await newRequestLink(server, ada);
    await clientOf(server).checkRequest({ fingerprint: ada.fingerprint, token: link });
    expect((await new TestDelivery(server, ada, link).create()).status).toBe(201);
  });

  it('who is not listed makes no links, and those they had are closed', async () => {
    await restart({});
    const link = await newRequestLink(server, eve);
    await restart(listed(ada));
    const json = { tokenHash: toBase64Url(random(32)), expires: null, box: toBase64Url(random(433)) };
    expect(await callAs(server, eve, { method: 'POST', path: '/api/inbox/links', json })).toEqual({
      status: 403,
      body: failed('not-listed'),
    });
    expect(await new TestDelivery(server, eve, link).create()).toEqual({
      status: 410,
      body: failed('inbox-closed'),
    });
    const check = { method: 'POST', path: `/api/requests/${toBase64Url(eve.fingerprint)}` };
    expect(await server.call(check.method, check.path, { json: { token: toBase64Url(link) } })).toEqual({
      status: 410,
      body: failed('inbox-closed'),
    });
  });

  it('what was begun before goes on', async () => {
    await restart({});
    const share = new TestShare(server);
    await share.create();
    await restart(listed(ada));
    const moved = Object.assign(share, { server });
    expect((await moved.complete()).status).toBe(200);
  });
});

describe('where anyone may upload', () => {
  it('no permits are kept, and one that is sent is not looked at', async () => {
    server = await testServer();
    const ada = await newPerson(server);
    const answer = await callAs(server, ada, { method: 'POST', path: '/api/uploads/permits' });
    expect(answer.body).toMatchObject({ permits: [] });
    expect((await new TestShare(server).create({ permit: toBase64Url(random(32)) })).status).toBe(201);
  });
});

describe('where whoever has the upload token may upload', () => {
  const token = 'correct-horse-battery-staple-1234';
  beforeEach(async () => {
    server = await testServer({ uploads: { kind: 'token', tokenHash: digest(utf8(token)) } });
  });

  const post = async (path: string, json: unknown, given?: string): Promise<Answer> => {
    const response = await server.request(path, {
      method: 'POST',
      headers: {
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(given === undefined ? {} : { 'sealdrop-upload-token': given }),
      },
      body: json === undefined ? null : JSON.stringify(json),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const create = async (given?: string) => await post('/api/shares', new TestShare(server).createJson, given);

  it('the right one makes shares', async () => {
    expect((await server.call('GET', '/api/config')).body).toMatchObject({ uploads: 'token' });
    expect((await create(token)).status).toBe(201);
    expect((await post('/api/uploads/token', undefined, token)).status).toBe(200);
  });

  it('no other text makes any', async () => {
    const refused = { status: 401, body: failed('wrong-upload-token') };
    const hash = toBase64Url(digest(utf8(token)));
    for (const given of [undefined, '', token.slice(1), `${token}x`, token.toUpperCase(), hash]) {
      expect(await create(given)).toEqual(refused);
      expect(await post('/api/uploads/token', undefined, given)).toEqual(refused);
    }
    expect(await server.deps.database.selectFrom('shares').select('id').execute()).toEqual([]);
  });

  it('request links are made with it, and take deliveries without', async () => {
    const ada = await newPerson(server);
    await expect(newRequestLink(server, ada)).rejects.toMatchObject({ code: 'wrong-upload-token' });
    const link = random(16);
    const wanted = { tokenHash: digest(link), expires: null, box: random(433), uploadToken: token };
    await clientOf(server).addRequestLink(ada, wanted);
    expect((await new TestDelivery(server, ada, link).create()).status).toBe(201);
  });

  it('links that were made before there was a token are closed', async () => {
    const { uploads } = server.deps.config;
    await restart({});
    const ada = await newPerson(server);
    const link = await newRequestLink(server, ada);
    await restart({ uploads });
    expect(await new TestDelivery(server, ada, link).create()).toEqual({
      status: 410,
      body: failed('inbox-closed'),
    });
  });

  it('links that were made with another token are closed, and open again with that one', async () => {
    const { uploads } = server.deps.config;
    const ada = await newPerson(server);
    const link = random(16);
    const wanted = { tokenHash: digest(link), expires: null, box: random(433), uploadToken: token };
    await clientOf(server).addRequestLink(ada, wanted);
    await restart({ uploads: { kind: 'token', tokenHash: digest(utf8(`${token}-of-today`)) } });
    const closed = { status: 410, body: failed('inbox-closed') };
    expect(await new TestDelivery(server, ada, link).create()).toEqual(closed);
    const target = { fingerprint: ada.fingerprint, token: link };
    await expect(clientOf(server).checkRequest(target)).rejects.toMatchObject({ code: 'inbox-closed' });
    const another = random(16);
    const renewed = { ...wanted, tokenHash: digest(another), uploadToken: `${token}-of-today` };
    await clientOf(server).addRequestLink(ada, renewed);
    expect((await new TestDelivery(server, ada, another).create()).status).toBe(201);
    await restart({ uploads });
    expect((await new TestDelivery(server, ada, link).create()).status).toBe(201);
    expect(await new TestDelivery(server, ada, another).create()).toEqual(closed);
  });

  it('it is in no log', async () => {
    await create(token);
    await create(`${token}x`);
    expect(server.lines.join('\n')).not.toContain(token);
  });
});

describe('where request links are off', () => {
  it('none is made and nothing is delivered; what was made can be listed and ended, what has arrived stays', async () => {
    server = await testServer();
    const ada = await newPerson(server);
    const link = await newRequestLink(server, ada);
    const arrived = new TestDelivery(server, ada, link);
    await arrived.ready();
    await restart({ requestLinks: false });
    const off = { status: 403, body: failed('requests-off') };
    expect((await server.call('GET', '/api/config')).body).toMatchObject({ requestLinks: 'off' });
    await expect(newRequestLink(server, ada)).rejects.toMatchObject({ code: 'requests-off' });
    expect(await new TestDelivery(server, ada, link).create()).toEqual(off);
    const target = { fingerprint: ada.fingerprint, token: link };
    await expect(clientOf(server).checkRequest(target)).rejects.toMatchObject({ code: 'requests-off' });
    expect((await clientOf(server).requestLinks(ada)).links).toHaveLength(1);
    await clientOf(server).endRequestLink(ada, digest(link));
    expect((await clientOf(server).requestLinks(ada)).links).toEqual([]);
    expect((await clientOf(server).inbox(ada)).entries).toHaveLength(1);
    // A share that is none has nothing to do with it.
    expect((await new TestShare(server).create()).status).toBe(201);
  });
});
