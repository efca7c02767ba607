/** The inbox: what its owner sees, changes and ends, and that nobody else does. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, random, toBase64Url } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { DELIVERY_HEADER_MAX } from '../../shared/limits.ts';
import { openDelivery, sealDelivery } from '../database/record-rows.ts';
import { bodyKey } from '../object-keys.ts';
import { sweep } from '../sweep.ts';
import { getObject, SMALL_BODY, type TestServer, TestShare, testServer } from '../testing.ts';
import { callAs, clientOf, newPerson, newRequestLink, TestDelivery } from '../testing-keys.ts';

let server: TestServer;
let ada: Identity;
let bo: Identity;
let token: Bytes;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  [ada, bo] = [await newPerson(server), await newPerson(server)];
  token = await newRequestLink(server, ada);
});
afterAll(async () => {
  await server.close();
});

const ok = { status: 200, body: {} };
const refused = (status: number, code: string, details: object = {}) => ({
  status,
  body: { error: { code, ...details } },
});
const missing = refused(404, 'not-found');

async function delivered(): Promise<{ share: TestDelivery; header: Bytes }> {
  const share = new TestDelivery(server, ada, token);
  return { share, header: await share.ready() };
}
const inbox = async (identity: Identity) => (await clientOf(server).inbox(identity)).entries;
const ids = async (identity: Identity) => (await inbox(identity)).map(({ id }) => toBase64Url(id));
const entryPath = (id: Bytes) => `/api/deliveries/${toBase64Url(id)}`;
const mark = (identity: Identity, id: Bytes, state: string) =>
  callAs(server, identity, { method: 'POST', path: entryPath(id), json: { state } });
const remove = (identity: Identity, id: Bytes) =>
  callAs(server, identity, { method: 'DELETE', path: entryPath(id) });

describe('the list', () => {
  it('holds what has arrived, newest first, for its owner alone', async () => {
    const { now } = server.clock;
    const first = await delivered();
    const uploading = new TestDelivery(server, ada, token);
    await uploading.create();
    await new TestShare(server).ready();
    server.clock.now += 5;
    const second = await delivered();
    const entry = (arrived: number, { share, header }: Awaited<ReturnType<typeof delivered>>) => ({
      id: toBase64Url(share.id),
      header: toBase64Url(header),
      bodySize: SMALL_BODY,
      arrived,
      expires: arrived + 3_600,
      isNew: true,
    });
    expect(await callAs(server, ada, { method: 'GET', path: '/api/inbox' })).toEqual({
      status: 200,
      body: { entries: [entry(now + 5, second), entry(now, first)], cursor: null },
    });
    expect(await inbox(bo)).toEqual([]);
    expect(await server.call('GET', '/api/inbox')).toEqual(refused(401, 'wrong-signature'));
  });

  it('shows when the header came, not when the upload began', async () => {
    const share = new TestDelivery(server, ada, token);
    await share.create();
    server.clock.now += 100;
    await share.complete();
    await share.sendManifest();
    await share.putHeader(share.header());
    expect(await inbox(ada)).toMatchObject([
      { arrived: server.clock.now, expires: server.clock.now + 3_500 },
    ]);
  });

  it('leaves out what was dismissed and what has ended', async () => {
    const [kept, dismissed, revoked] = [await delivered(), await delivered(), await delivered()];
    expect(await mark(ada, dismissed.share.id, 'dismissed')).toEqual(ok);
    await revoked.share.own('DELETE', '');
    expect(await ids(ada)).toEqual([toBase64Url(kept.share.id)]);
    // What was dismissed is there all the same, for whoever has its address.
    expect(await dismissed.share.state()).toBe('ready');
    server.clock.now += 3_600;
    expect(await ids(ada)).toEqual([]);
    await sweep(server.deps);
    expect(await ids(ada)).toEqual([]);
  });

  it('comes in pages that hold together while more arrives, each within what a client takes', async () => {
    const { share } = await delivered();
    const { database } = server.deps;
    const like = await database
      .selectFrom('shares')
      .selectAll()
      .where('id', '=', share.id)
      .executeTakeFirstOrThrow();
    const before = like.arrived ?? 0;
    // Some at one time, so that ids decide too.
    const names = openDelivery(server.deps.records, like);
    const newIds = Array.from({ length: 230 }, () => random(16));
    const rows = newIds.map((id, i) => ({
      ...like,
      ...sealDelivery(server.deps.records, id, names),
      id,
      header: random(DELIVERY_HEADER_MAX),
      arrived: before - Math.floor(i / 7),
    }));
    for (let i = 0; i < rows.length; i += 50) {
      await database
        .insertInto('shares')
        .values(rows.slice(i, i + 50))
        .execute();
    }
    const client = clientOf(server);
    const sizes: number[] = [];
    const seen: { id: string; arrived: number }[] = [];
    let cursor: Bytes | null = null;
    do {
      const page: Awaited<ReturnType<typeof client.inbox>> = await client.inbox(ada, cursor);
      sizes.push(page.entries.length);
      seen.push(...page.entries.map(({ id, arrived }) => ({ id: toBase64Url(id), arrived })));
      cursor = page.cursor;
      server.clock.now += 1;
      await delivered();
    } while (cursor);
    expect(sizes).toEqual([100, 100, 31]);
    const expected = [...rows, like].map(({ id }) => toBase64Url(id));
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(expected));
    expect(seen.map(({ arrived }) => arrived)).toEqual(
      seen.map(({ arrived }) => arrived).toSorted((a, b) => b - a),
    );
    const whole = await callAs(server, ada, { method: 'GET', path: '/api/inbox' });
    expect(JSON.stringify(whole.body).length).toBeLessThan(4 * 1_048_576);
  });

  it('refuses cursors that are none, and begins at the top for one that is above all', async () => {
    const { share } = await delivered();
    const at = (cursor: string) =>
      callAs(server, ada, { method: 'GET', path: `/api/inbox?cursor=${cursor}` });
    for (const cursor of ['', 'x', toBase64Url(random(23)), `${toBase64Url(random(24))}=`]) {
      expect(await at(cursor), cursor).toEqual(refused(400, 'bad-request'));
    }
    const { status, body } = await at(toBase64Url(new Uint8Array(24).fill(255)));
    expect([status, JSON.stringify(body).includes(toBase64Url(share.id))]).toEqual([200, true]);
  });
});

describe('an entry', () => {
  it('is new until it was seen, and once dismissed stays so', async () => {
    const { share } = await delivered();
    const isNew = async () => (await inbox(ada)).map((entry) => entry.isNew);
    expect(await isNew()).toEqual([true]);
    expect(await mark(ada, share.id, 'seen')).toEqual(ok);
    expect(await mark(ada, share.id, 'seen')).toEqual(ok);
    expect(await isNew()).toEqual([false]);
    expect(await mark(ada, share.id, 'dismissed')).toEqual(ok);
    expect(await mark(ada, share.id, 'seen')).toEqual(ok);
    expect(await isNew()).toEqual([]);
    expect(await mark(ada, share.id, 'new')).toEqual(refused(400, 'bad-request'));
  });

  it('that was dismissed is restored as seen, and nothing else is changed by that', async () => {
    const { share } = await delivered();
    const isNew = async () => (await inbox(ada)).map((entry) => entry.isNew);
    expect(await mark(ada, share.id, 'restored')).toEqual(ok);
    expect(await isNew()).toEqual([true]);
    expect(await mark(ada, share.id, 'dismissed')).toEqual(ok);
    expect(await mark(bo, share.id, 'restored')).toEqual(missing);
    expect(await isNew()).toEqual([]);
    expect(await mark(ada, share.id, 'restored')).toEqual(ok);
    expect(await isNew()).toEqual([false]);
  });

  it('is read like any share', async () => {
    const { share, header } = await delivered();
    expect((await server.call('GET', share.path)).body).toMatchObject({
      state: 'ready',
      header: toBase64Url(header),
      exhausted: false,
    });
    const { body } = await share.claim();
    expect(await getObject(server, body.url)).toEqual(share.body);
    const manifest = await server.call('GET', `${share.path}/manifest`, { token: share.access });
    expect(await getObject(server, manifest.body.url)).toEqual(share.manifest);
  });

  it('is ended by its owner for everybody, sender included', async () => {
    const { share } = await delivered();
    expect(await remove(ada, share.id)).toEqual(ok);
    expect(await remove(ada, share.id)).toEqual(ok);
    expect(await ids(ada)).toEqual([]);
    expect(await server.deps.objects.size(bodyKey(share.id))).toBeNull();
    expect((await share.own('GET', '/owner')).body).toEqual({ state: 'ended', reason: 'revoked' });
    expect(await mark(ada, share.id, 'seen')).toEqual(refused(410, 'ended', { reason: 'revoked' }));
  });

  it('is nothing to another key, to no key, nor before it has arrived, nor if it is no delivery', async () => {
    const { share } = await delivered();
    const uploading = new TestDelivery(server, ada, token);
    await uploading.create();
    const ordinary = new TestShare(server);
    await ordinary.ready();
    for (const [identity, id] of [
      [bo, share.id],
      [ada, uploading.id],
      [ada, ordinary.id],
      [ada, random(16)],
      [ada, random(15)],
    ] as const) {
      expect(await mark(identity, id, 'seen')).toEqual(missing);
      expect(await mark(identity, id, 'dismissed')).toEqual(missing);
      expect(await remove(identity, id)).toEqual(missing);
    }
    const unsigned = refused(401, 'wrong-signature');
    expect(await server.call('DELETE', entryPath(share.id), { token: share.token })).toEqual(unsigned);
    expect(await server.call('POST', entryPath(share.id), { json: { state: 'seen' } })).toEqual(unsigned);
    expect([await share.state(), await uploading.state(), await ordinary.state()]).toEqual([
      'ready',
      'uploading',
      'ready',
    ]);
    expect(await inbox(ada)).toMatchObject([{ id: share.id, isNew: true }]);
  });
});
