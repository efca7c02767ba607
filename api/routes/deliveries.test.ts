/** Deliveries on their way in: who may make one, how many, and what its header must be. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, random, toBase64Url } from '../../shared/bytes.ts';
import { type CborMap, decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { DELIVERY_HEADER_MAX } from '../../shared/limits.ts';
import { sweep } from '../sweep.ts';
import { type Answer, digest, SMALL_BODY, type TestServer, TestShare, testServer } from '../testing.ts';
import { clientOf, newPerson, newRequestLink, TestDelivery } from '../testing-keys.ts';

const MAX_NEW = 10;
const MAX_UNFINISHED = 6;
const MAX_BYTES = 40 * SMALL_BODY;

let server: TestServer;
let ada: Identity;
let bo: Identity;
let token: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  server = await testServer({
    inboxMaxNew: MAX_NEW,
    inboxMaxUnfinished: MAX_UNFINISHED,
    inboxMaxBytes: MAX_BYTES,
  });
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
const closed = refused(410, 'inbox-closed');
const full = refused(409, 'inbox-full');

const delivery = (to: Identity = ada, by: Uint8Array = token) => new TestDelivery(server, to, by);
const revoke = async () => await clientOf(server).endRequestLink(ada, digest(token));
const ask = async (by: Uint8Array = token) =>
  await server.call('POST', `/api/requests/${toBase64Url(ada.fingerprint)}`, {
    json: { token: toBase64Url(by) },
  });
const row = async (share: TestShare) =>
  await server.deps.database.selectFrom('shares').selectAll().where('id', '=', share.id).executeTakeFirst();
const inbox = async (identity: Identity) => (await clientOf(server).inbox(identity)).entries;

async function prepared(): Promise<TestDelivery> {
  const share = delivery();
  await share.create();
  await share.complete();
  await share.sendManifest();
  return share;
}

/** The same header, `size` bytes long by what stands below x, where the format leaves room. */
function padded(header: Uint8Array, size: number): Bytes {
  const [core, proof, mac] = decodeCbor(header) as [Bytes, Bytes, Bytes];
  const fields = decodeCbor(core) as CborMap;
  const withPad = (length: number) =>
    encodeCbor([encodeCbor(new Map([...fields, ['x', new Map([['pad', random(length)]])]])), proof, mac]);
  const shorter = withPad(10_000);
  const made = withPad(10_000 + size - shorter.length);
  expect(made).toHaveLength(size);
  return made;
}

it('ends when its recipient’s server says so, whatever its sender has chosen', async () => {
  const days = 86_400;
  const short = await testServer({ inboxRetentionSeconds: 3 * days });
  try {
    const [bea, now] = [await newPerson(short), short.clock.now];
    const share = new TestDelivery(short, bea, await newRequestLink(short, bea));
    await share.create({ lifetime: 30 * days });
    expect((await share.own('GET', '/owner')).body).toMatchObject({ expires: now + 3 * days });
    short.clock.now += days;
    expect(await share.own('PATCH', '', { lifetime: days })).toMatchObject({
      body: { expires: now + 2 * days },
    });
    expect(await share.own('PATCH', '', { lifetime: 9 * days })).toMatchObject({
      body: { expires: now + 3 * days },
    });
    const other = new TestShare(short);
    await other.create({ lifetime: 30 * days });
    expect((await other.own('GET', '/owner')).body).toMatchObject({ expires: short.clock.now + 30 * days });
  } finally {
    await short.close();
  }
});

async function delivered(): Promise<TestDelivery> {
  const share = delivery();
  await share.ready();
  return share;
}

describe('create', () => {
  it('takes a delivery by a live link alone', async () => {
    const boToken = await newRequestLink(server, bo);
    const ended = await newRequestLink(server, ada, server.clock.now + 5);
    server.clock.now += 5;
    expect((await delivery().create()).status).toBe(201);
    expect(await delivery(ada, boToken).create()).toEqual(closed);
    expect(await delivery(bo, token).create()).toEqual(closed);
    expect(await delivery(ada, random(16)).create()).toEqual(closed);
    expect(await delivery(ada, ended).create()).toEqual(closed);
    expect(await delivery({ ...ada, fingerprint: random(32) }).create()).toEqual(closed);
    await revoke();
    expect(await delivery().create()).toEqual(closed);
  });

  it('refuses a delivery with a limit, also later', async () => {
    expect(await delivery().create({ limit: 5 })).toEqual(refused(400, 'bad-request'));
    const share = delivery();
    await share.create();
    expect(await share.own('PATCH', '', { limit: 5 })).toEqual(refused(400, 'bad-request'));
    expect(await share.own('PATCH', '', { lifetime: 60, limit: null })).toEqual({
      status: 200,
      body: { expires: server.clock.now + 60, limit: null },
    });
  });

  it.each([
    ['a short token', { token: toBase64Url(random(15)) }],
    ['a short fingerprint', { fingerprint: toBase64Url(random(31)) }],
    ['no token', { token: undefined }],
    ['an unknown key', { name: 'x' }],
  ])('refuses %s', async (_, changes) => {
    const share = delivery();
    const answer = await share.create({ deliverTo: { ...share.deliverTo, ...changes } });
    expect(answer).toEqual(refused(400, 'bad-request'));
  });

  it('answers a repeat, and refuses an id that is used otherwise', async () => {
    const share = delivery();
    expect((await share.create()).status).toBe(201);
    expect((await share.create()).status).toBe(200);
    const boToken = await newRequestLink(server, bo);
    const other = await newRequestLink(server, ada);
    const conflict = refused(409, 'conflict');
    expect(await share.create({ deliverTo: null })).toEqual(conflict);
    expect(await share.create({ deliverTo: delivery(bo, boToken).deliverTo })).toEqual(conflict);
    expect(await share.create({ deliverTo: delivery(ada, other).deliverTo })).toEqual(conflict);
    const ordinary = new TestShare(server);
    await ordinary.create();
    expect(await ordinary.create({ deliverTo: share.deliverTo })).toEqual(conflict);
    expect(await row(ordinary)).toMatchObject({ deliver: 0, inbox: null });
    await share.own('DELETE', '');
    expect(await share.create()).toEqual(conflict);
    expect(await inbox(bo)).toEqual([]);
  });

  it('says of a delivery whom it is for, and of no other share anything', async () => {
    const share = delivery();
    await share.create();
    expect(await row(share)).toMatchObject({
      deliver: 1,
      inbox: server.deps.records.index('indexFingerprint', ada.fingerprint),
      requestLink: server.deps.records.index('indexRequestToken', digest(token)),
      inboxState: 'new',
      arrived: null,
    });
    const ordinary = new TestShare(server);
    await ordinary.ready();
    expect(await row(ordinary)).toMatchObject({
      deliver: 0,
      inbox: null,
      requestLink: null,
      delivery: null,
      inboxState: null,
      arrived: null,
    });
  });
});

describe('a full inbox', () => {
  const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

  it('takes exactly as many of two hundred at once as have room, those on their way included', async () => {
    await delivered();
    const seen = await delivered();
    await clientOf(server).markDelivery(ada, seen.id, 'seen');
    const second = await newRequestLink(server, ada);
    const shares = Array.from({ length: 200 }, (_, i) => delivery(ada, i % 2 === 0 ? token : second));
    const answers = await Promise.all(shares.map((share) => share.create()));
    expect(statuses(answers).filter((status) => status === 201)).toHaveLength(MAX_NEW - 1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expect(answer).toEqual(full);
    expect(await ask()).toEqual(full);
    // A repeat needs no more room; the inbox of somebody else is another.
    const taken = shares[answers.findIndex(({ status }) => status === 201)];
    expect((await taken?.create())?.status).toBe(200);
    const boToken = await newRequestLink(server, bo);
    expect((await delivery(bo, boToken).create()).status).toBe(201);
    // Room comes with an end, however it came.
    await taken?.own('DELETE', '');
    expect(await ask()).toEqual(ok);
    expect((await delivery().create()).status).toBe(201);
    expect(await delivery().create()).toEqual(full);
    server.clock.now += 3_600;
    expect((await delivery().create()).status).toBe(201);
  });

  it('takes exactly as many of fifty at once on their way by one link as may be, and others by another', async () => {
    await delivered();
    const shares = Array.from({ length: 50 }, () => delivery());
    const answers = await Promise.all(shares.map((share) => share.create()));
    const taken = shares.filter((_, i) => answers[i]?.status === 201);
    expect(taken).toHaveLength(MAX_UNFINISHED);
    for (const answer of answers.filter(({ status }) => status !== 201)) expect(answer).toEqual(full);
    expect(await ask()).toEqual(full);
    const [first, next] = taken;
    expect((await first?.create())?.status).toBe(200);
    const second = await newRequestLink(server, ada);
    expect(await ask(second)).toEqual(ok);
    expect((await delivery(ada, second).create()).status).toBe(201);
    // Room comes when one has arrived, and when one is given up.
    await first?.complete();
    await first?.sendManifest();
    expect(await delivery().create()).toEqual(full);
    expect(await first?.putHeader(first.header())).toEqual(ok);
    expect(await ask()).toEqual(ok);
    expect((await delivery().create()).status).toBe(201);
    expect(await delivery().create()).toEqual(full);
    await next?.own('DELETE', '');
    expect((await delivery().create()).status).toBe(201);
    expect(await ask()).toEqual(full);
  });

  it('takes exactly as many bytes as it may hold, of those seen and dismissed too', async () => {
    const half = MAX_BYTES / 2;
    const large = async () => {
      const share = delivery();
      const answer = await share.create({ bodySize: SMALL_BODY });
      return { share, answer };
    };
    await server.deps.database
      .insertInto('shares')
      .values({
        ...(await placeholder()),
        id: random(16),
        bodySize: half + 18 * SMALL_BODY,
        inboxState: 'dismissed',
      })
      .execute();
    const answers = await Promise.all(Array.from({ length: 9 }, large));
    expect(statuses(answers.map(({ answer }) => answer)).filter((status) => status === 201)).toHaveLength(2);
    for (const { answer } of answers) if (answer.status !== 201) expect(answer).toEqual(full);
    expect(await ask()).toEqual(full);
  });

  /** The row of a delivery that has ended. */
  async function placeholder() {
    const share = delivery();
    await share.create();
    const found = await row(share);
    await share.own('DELETE', '');
    if (!found) throw new Error('no row');
    return found;
  }
});

describe('the header', () => {
  it('says that it is a delivery to one person, and comes once', async () => {
    const share = await prepared();
    const person = { type: 1 as const, enc: random(97), ct: random(48) };
    const link = { type: 3 as const, salt: random(16), check: random(16), ct: random(48) };
    for (const changes of [
      { deliver: 0 as const },
      { stanzas: [] },
      { stanzas: [person, person] },
      { stanzas: [link] },
      { stanzas: [person, link] },
      { stanzas: [{ type: 'unknown' as const, raw: [7, random(8)] }] },
      { epoch: 2 },
      { rev: 2 },
    ]) {
      const ownerBox = { enc: random(97), ct: random(512 + 34 * (changes.stanzas?.length ?? 1) + 16) };
      expect(await share.putHeader(share.header({ ...changes, ownerBox }))).toEqual(
        refused(400, 'bad-request'),
      );
    }
    expect(await inbox(ada)).toEqual([]);
    const header = share.header();
    expect(await share.putHeader(header)).toEqual(ok);
    expect(await share.putHeader(header)).toEqual(ok);
    for (const changes of [{ rev: 2 }, { epoch: 2, manifest: random(32) }, {}]) {
      const next = await share.putHeader(share.header(changes), { replaces: header });
      expect(next).toEqual(refused(400, 'bad-request'));
    }
    expect(await inbox(ada)).toMatchObject([{ id: share.id, header }]);
  });

  it('of the hybrid kind is taken, and a long one is not', async () => {
    const share = await prepared();
    const hybrid = {
      suite: 2 as const,
      stanzas: [{ type: 2 as const, enc: random(1_665), ct: random(48) }],
      ownerBox: { enc: random(1_665), ct: random(512 + 34 + 16) },
    };
    const header = share.header(hybrid);
    const longest = padded(header, DELIVERY_HEADER_MAX);
    expect(await share.putHeader(padded(header, DELIVERY_HEADER_MAX + 1))).toEqual(
      refused(400, 'bad-request'),
    );
    expect(await share.putHeader(longest)).toEqual(ok);
    expect(await inbox(ada)).toMatchObject([{ header: longest }]);
  });

  it('is refused once the link has ended; before, no URL is given, and later the upload ends', async () => {
    const begun = await prepared();
    const slow = delivery();
    await slow.create();
    const done = await delivered();
    await revoke();
    expect(await begun.putHeader(begun.header())).toEqual(closed);
    const manifest = { sha256: toBase64Url(random(32)), size: 5_000 };
    expect(await slow.own('POST', '/parts', { parts: slow.parts() })).toEqual(closed);
    expect(await slow.own('POST', '/manifest', manifest)).toEqual(closed);
    await sweep(server.deps);
    expect(await begun.state()).toBe('uploading');
    await done.own('PATCH', '', { lifetime: 86_400 });
    await begun.own('PATCH', '', { lifetime: 86_400 });
    await slow.own('PATCH', '', { lifetime: 86_400 });
    server.clock.now += 3_599;
    await sweep(server.deps);
    expect(await begun.putHeader(begun.header())).toEqual(closed);
    server.clock.now += 1;
    await sweep(server.deps);
    for (const share of [begun, slow]) {
      expect(await share.putHeader(share.header())).toEqual(refused(410, 'ended', { reason: 'revoked' }));
    }
    expect(await done.state()).toBe('ready');
    expect((await inbox(ada)).map(({ id }) => id)).toEqual([done.id]);
    expect((await done.claim()).status).toBe(200);
  });

  it('of an upload by a link whose time is over is refused too', async () => {
    const short = await newRequestLink(server, ada, server.clock.now + 60);
    const share = delivery(ada, short);
    await share.create();
    await share.complete();
    await share.sendManifest();
    server.clock.now += 60;
    expect(await share.putHeader(share.header())).toEqual(closed);
    expect(await share.state()).toBe('uploading');
  });
});
