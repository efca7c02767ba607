/** Request links: made, listed, ended by their owner; asked about by whoever has one. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, random, toBase64Url } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { REQUEST_LINKS_MAX } from '../../shared/limits.ts';
import { openRequestLink, sealRequestLink } from '../database/record-rows.ts';
import { sweep } from '../sweep.ts';
import { digest, type TestServer, testServer } from '../testing.ts';
import { callAs, clientOf, newPerson, newRequestLink } from '../testing-keys.ts';

let server: TestServer;
let ada: Identity;
let bo: Identity;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  [ada, bo] = [await newPerson(server), await newPerson(server)];
});
afterAll(async () => {
  await server.close();
});

const ok = { status: 200, body: {} };
const refused = (status: number, code: string, details: object = {}) => ({
  status,
  body: { error: { code, ...details } },
});
const closed = refused(410, 'inbox-closed');

const ask = (fingerprint: Bytes, token: Bytes) =>
  server.call('POST', `/api/requests/${toBase64Url(fingerprint)}`, { json: { token: toBase64Url(token) } });
const add = (identity: Identity, json: object) =>
  callAs(server, identity, { method: 'POST', path: '/api/inbox/links', json });
const link = (changes: object = {}) => ({
  tokenHash: toBase64Url(random(32)),
  expires: null,
  box: toBase64Url(random(433)),
  ...changes,
});
const listed = async (identity: Identity) => (await clientOf(server).requestLinks(identity)).links;

describe('request links', () => {
  it('are listed for their owner alone, as they were made', async () => {
    const { now } = server.clock;
    const [first, second] = [link(), link({ expires: now + 60 })];
    expect(await add(ada, first)).toEqual(ok);
    server.clock.now += 1;
    expect(await add(ada, second)).toEqual(ok);
    expect(await callAs(server, ada, { method: 'GET', path: '/api/inbox/links' })).toEqual({
      status: 200,
      body: {
        links: [
          { ...first, created: now },
          { ...second, created: now + 1 },
        ],
      },
    });
    expect(await listed(bo)).toEqual([]);
    server.clock.now = now + 60;
    expect((await listed(ada)).map(({ box }) => toBase64Url(box))).toEqual([first.box]);
  });

  it('answer a repeat, and refuse another with the same token', async () => {
    const json = link();
    expect(await add(ada, json)).toEqual(ok);
    expect(await add(ada, json)).toEqual(ok);
    expect(await add(ada, { ...json, box: toBase64Url(random(433)) })).toEqual(refused(409, 'conflict'));
    expect(await add(ada, { ...json, expires: server.clock.now + 5 })).toEqual(refused(409, 'conflict'));
    expect(await add(bo, json)).toEqual(ok);
    expect(await listed(ada)).toHaveLength(1);
  });

  it.each([
    ['an unknown key', { more: 1 }],
    ['a name in clear', { name: 'Work' }],
    ['a token in place of its hash', { tokenHash: toBase64Url(random(16)) }],
    ['a past end', { expires: 1_800_000_000 }],
    ['an end as text', { expires: '1900000000' }],
    ['no box', { box: undefined }],
    ['an empty box', { box: '' }],
    ['a box that is too long', { box: toBase64Url(random(513)) }],
  ])('refuse %s', async (_, changes) => {
    expect(await add(ada, link(changes))).toEqual(refused(400, 'bad-request'));
    expect(await listed(ada)).toEqual([]);
  });

  it('are a hundred live ones at most, however many are made at once', async () => {
    const { now } = server.clock;
    const { database } = server.deps;
    const { fingerprint } = ada;
    const live = Array.from({ length: REQUEST_LINKS_MAX - 3 }, () => ({
      tokenHash: random(32),
      expires: null,
    }));
    const rows = [{ tokenHash: random(32), expires: now }, ...live].map(({ tokenHash, expires }) => ({
      ...sealRequestLink(server.deps.records, { fingerprint, tokenHash, box: random(1) }),
      created: now - 9,
      expires,
    }));
    await database.insertInto('requestLinks').values(rows).execute();
    const answers = await Promise.all(Array.from({ length: 10 }, () => add(ada, link())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    const full = refused(409, 'wrong-state', { limit: REQUEST_LINKS_MAX });
    for (const answer of answers.filter(({ status }) => status !== 200)) expect(answer).toEqual(full);
    expect(await listed(ada)).toHaveLength(REQUEST_LINKS_MAX);
    await clientOf(server).endRequestLink(ada, live[0]?.tokenHash ?? random(32));
    expect(await add(ada, link())).toEqual(ok);
  });

  it('are kept without their tokens', async () => {
    const token = await newRequestLink(server, ada);
    const { database, records } = server.deps;
    const rows = await database.selectFrom('requestLinks').selectAll().execute();
    const names = { fingerprint: ada.fingerprint, tokenHash: digest(token) };
    expect(rows.map((row) => openRequestLink(records, row))).toContainEqual(expect.objectContaining(names));
    const everything = rows
      .flatMap((row) => Object.values(row))
      .filter((value) => value instanceof Uint8Array);
    for (const name of [token, ...Object.values(names)]) {
      expect(everything.some((bytes) => Buffer.from(bytes).includes(Buffer.from(name)))).toBe(false);
    }
    expect(JSON.stringify(server.lines)).not.toContain(toBase64Url(token));
  });
});

describe('who has a link', () => {
  it('is told whether it lives', async () => {
    const token = await newRequestLink(server, ada);
    expect(await ask(ada.fingerprint, token)).toEqual(ok);
    expect(await ask(ada.fingerprint, random(16))).toEqual(closed);
    expect(await ask(bo.fingerprint, token)).toEqual(closed);
    expect(await ask(random(32), token)).toEqual(closed);
    expect(await ask(ada.fingerprint, random(15))).toEqual(refused(400, 'bad-request'));
    expect(await ask(ada.fingerprint, digest(token))).toEqual(refused(400, 'bad-request'));
    expect(await ask(random(31), token)).toEqual(refused(404, 'not-found'));
    await clientOf(server).checkRequest({ fingerprint: ada.fingerprint, token });
  });

  it('finds it closed once it has ended, by time or by its owner, for good', async () => {
    const [forHour, revoked] = [
      await newRequestLink(server, ada, server.clock.now + 3_600),
      await newRequestLink(server, ada),
    ];
    await clientOf(server).endRequestLink(ada, digest(revoked));
    await clientOf(server).endRequestLink(ada, digest(revoked));
    expect(await ask(ada.fingerprint, revoked)).toEqual(closed);
    expect(await ask(ada.fingerprint, forHour)).toEqual(ok);
    server.clock.now += 3_600;
    expect(await ask(ada.fingerprint, forHour)).toEqual(closed);
    expect(await listed(ada)).toEqual([]);
    for (const seconds of [0, 3_600]) {
      server.clock.now += seconds;
      await sweep(server.deps);
      expect(await ask(ada.fingerprint, revoked)).toEqual(closed);
      expect(await ask(ada.fingerprint, forHour)).toEqual(closed);
    }
    const rows = server.deps.database.selectFrom('requestLinks').selectAll();
    expect(await rows.where('fingerprint', '=', ada.fingerprint).execute()).toEqual([]);
  });

  it('cannot end it, nor can anybody but its owner', async () => {
    const token = await newRequestLink(server, ada);
    const path = `/api/inbox/links/${toBase64Url(digest(token))}`;
    expect(await server.call('DELETE', path)).toEqual(refused(401, 'wrong-signature'));
    await clientOf(server).endRequestLink(bo, digest(token));
    expect(await ask(ada.fingerprint, token)).toEqual(ok);
    const short = await callAs(server, ada, { method: 'DELETE', path: `${path}x` });
    expect(short).toEqual(refused(404, 'not-found'));
    await clientOf(server).endRequestLink(ada, random(32));
  });
});
