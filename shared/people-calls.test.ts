/** The client's signed calls: what they send, the one correction of the clock, and what they make of answers. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bytes, fromBase64Url, random, toBase64Url, utf8 } from './bytes.ts';
import { createClient } from './client.ts';
import { verifyRequest } from './crypto/http-signature.ts';
import { type Identity, oneOffIdentity } from './crypto/identity.ts';
import { openKeyCard } from './crypto/key-card.ts';
import { hasCode } from './errors.ts';

const ORIGIN = 'https://files.example.org';
const NOW = 1_800_000_000;

let identity: Identity;
beforeEach(async () => {
  identity = await oneOffIdentity(NOW);
  vi.useFakeTimers({ toFake: ['Date'], now: NOW * 1_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const clockWrong = (now?: number) => json({ error: { code: 'clock-wrong', ...(now ? { now } : {}) } }, 401);

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A client whose requests are kept; each answer is the next of `answers`, the last of them for all that follow. */
function recording(...answers: (() => Response)[]) {
  const sent: Sent[] = [];
  const client = createClient(ORIGIN, async (url, init) => {
    sent.push({ url, init });
    return (answers[Math.min(sent.length, answers.length) - 1] ?? (() => json({})))();
  });
  return { client, sent };
}

/** The JSON that was sent, undefined where there was none. */
function jsonOf(request: Sent | undefined): Record<string, unknown> | undefined {
  const body = request?.init.body;
  return typeof body === 'string' ? JSON.parse(body) : undefined;
}

/** Verifies a request as a server does whose clock says `now`. */
async function verify(request: Sent | undefined, now = NOW) {
  if (!request) throw new Error('nothing was sent');
  const { url, init } = request;
  const headers = new Headers(init.headers);
  const card = await openKeyCard(identity.card);
  return await verifyRequest({
    method: init.method ?? '',
    targetUri: url,
    body: typeof init.body === 'string' ? utf8(init.body) : null,
    header: (name) => headers.get(name),
    verifyKey: async () => card.verifyKey,
    now,
  });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (e: unknown) => e,
  );
  return hasCode(error, 'clock-wrong', 'unexpected', 'wrong-signature', 'inbox-full')
    ? error.code
    : `another: ${String(error)}`;
}

describe('signed calls', () => {
  it('go to their routes with a signature over what is sent', async () => {
    const [id, hash, cursor] = [random(16), random(32), random(24)];
    const link = { tokenHash: hash, expires: null, box: random(433) };
    const me = toBase64Url(identity.fingerprint);
    const cases: [string, string, unknown, (client: ReturnType<typeof createClient>) => Promise<unknown>][] =
      [
        ['PUT', `/api/cards/${me}`, { card: toBase64Url(identity.card) }, (c) => c.putCard(identity)],
        [
          'PUT',
          `/api/cards/${me}/successions`,
          { succession: toBase64Url(hash) },
          (c) => c.putSuccession(identity, hash),
        ],
        [
          'POST',
          '/api/inbox/links',
          { tokenHash: toBase64Url(hash), expires: null, box: toBase64Url(link.box) },
          (c) => c.addRequestLink(identity, link),
        ],
        ['GET', '/api/inbox/links', undefined, (c) => c.requestLinks(identity)],
        [
          'DELETE',
          `/api/inbox/links/${toBase64Url(hash)}`,
          undefined,
          (c) => c.endRequestLink(identity, hash),
        ],
        ['GET', '/api/inbox', undefined, (c) => c.inbox(identity)],
        ['GET', `/api/inbox?cursor=${toBase64Url(cursor)}`, undefined, (c) => c.inbox(identity, cursor)],
        [
          'POST',
          `/api/deliveries/${toBase64Url(id)}`,
          { state: 'seen' },
          (c) => c.markDelivery(identity, id, 'seen'),
        ],
        ['DELETE', `/api/deliveries/${toBase64Url(id)}`, undefined, (c) => c.deleteDelivery(identity, id)],
      ];
    const nonces = new Set<string>();
    for (const [method, path, body, work] of cases) {
      const { client, sent } = recording(() => json({ entries: [], links: [], cursor: null }));
      // Not every route answers so; what was sent is all that counts here.
      await work(client).catch(() => null);
      const [request] = sent;
      expect([request?.init.method, request?.url]).toEqual([method, ORIGIN + path]);
      expect(jsonOf(request)).toEqual(body);
      const { fingerprint, nonce } = await verify(request);
      expect(fingerprint).toEqual(identity.fingerprint);
      nonces.add(toBase64Url(nonce));
      expect(new Headers(request?.init.headers).has('authorization')).toBe(false);
    }
    expect(nonces.size).toBe(cases.length);
  });

  it('are not signed where anyone may ask', async () => {
    const { client, sent } = recording(() => json({}));
    await codeOf(client.card(identity.fingerprint));
    await codeOf(client.successions(identity.fingerprint));
    const token = random(16);
    await client.checkRequest({ fingerprint: identity.fingerprint, token });
    for (const { url, init } of sent) {
      expect(new Headers(init.headers).has('signature')).toBe(false);
      expect(url).not.toContain(toBase64Url(token));
    }
    expect(sent[2]?.init.body).toBe(JSON.stringify({ token: toBase64Url(token) }));
  });
});

describe('a wrong clock', () => {
  it('is corrected by the server, once and for all calls that follow', async () => {
    const there = NOW + 86_400;
    const { client, sent } = recording(
      () => clockWrong(there),
      () => json({}),
    );
    await client.markDelivery(identity, random(16), 'seen');
    await client.markDelivery(identity, random(16), 'seen');
    expect(sent).toHaveLength(3);
    await expect(verify(sent[0], there)).rejects.toMatchObject({ code: 'clock-wrong' });
    const [first, second] = [await verify(sent[0]), await verify(sent[1], there)];
    expect(first.nonce).not.toEqual(second.nonce);
    await verify(sent[2], there);
    vi.setSystemTime((NOW + 500) * 1_000);
    await client.markDelivery(identity, random(16), 'seen');
    await verify(sent[3], there + 500);
  });

  it('that stays wrong is said, after two tries', async () => {
    const { client, sent } = recording(() => clockWrong(NOW + 5));
    expect(await codeOf(client.inbox(identity))).toBe('clock-wrong');
    expect(sent).toHaveLength(2);
  });

  it('is said at once where the server does not tell its time', async () => {
    const { client, sent } = recording(() => clockWrong());
    expect(await codeOf(client.inbox(identity))).toBe('clock-wrong');
    expect(sent).toHaveLength(1);
  });

  it('is nothing to calls that are not signed, nor to other refusals', async () => {
    const { client, sent } = recording(() => clockWrong(NOW + 5));
    expect(await codeOf(client.card(identity.fingerprint))).toBe('clock-wrong');
    expect(sent).toHaveLength(1);
    const refusing = recording(() => json({ error: { code: 'wrong-signature', now: NOW + 5 } }, 401));
    expect(await codeOf(refusing.client.inbox(identity))).toBe('wrong-signature');
    expect(refusing.sent.filter(({ url }) => url.endsWith('/api/inbox'))).toHaveLength(1);
  });
});

describe('another address than the server’s own', () => {
  const refused = () => json({ error: { code: 'wrong-signature' } }, 401);
  const configured = (publicOrigin: unknown) => () =>
    json({ maxShareBytes: 1, maxExpirySeconds: 1, publicOrigin, now: NOW });
  const asking = async (...answers: (() => Response)[]) => {
    const { client, sent } = recording(...answers);
    const error: unknown = await client.inbox(identity).catch((e: unknown) => e);
    return { error, urls: sent.map(({ url }) => url) };
  };

  it('is said with the address where keys work', async () => {
    const own = 'https://drop.example.org';
    const { error, urls } = await asking(refused, configured(own));
    expect(error).toMatchObject({ code: 'other-origin', details: { origin: own } });
    expect(urls).toEqual([`${ORIGIN}/api/inbox`, `${ORIGIN}/api/config`]);
  });

  it.each([
    ['the page is at the server’s own', configured(ORIGIN)],
    ['what it names is no origin', configured('javascript:alert(1)')],
    ['what it names has a path', configured('https://drop.example.org/x')],
    ['it does not say', () => json({})],
    ['it cannot be asked', () => new Response('', { status: 503 })],
  ])('is not said where %s', async (_, answer) => {
    expect((await asking(refused, answer)).error).toMatchObject({ code: 'wrong-signature' });
  });

  it('is no matter to calls that are not signed', async () => {
    const { client, sent } = recording(refused, configured('https://drop.example.org'));
    await expect(client.card(identity.fingerprint)).rejects.toMatchObject({ code: 'wrong-signature' });
    expect(sent).toHaveLength(1);
  });
});

describe('answers', () => {
  const entry = (changes: object = {}) => ({
    id: toBase64Url(random(16)),
    header: toBase64Url(random(900)),
    bodySize: 4_128,
    arrived: NOW,
    expires: NOW + 60,
    isNew: true,
    ...changes,
  });

  it('are values of the contract', async () => {
    const [one, cursor] = [entry(), toBase64Url(random(24))];
    const { client } = recording(() => json({ entries: [one], cursor }));
    expect(await client.inbox(identity)).toEqual({
      entries: [{ ...one, id: fromBase64Url(one.id), header: fromBase64Url(one.header) }],
      cursor: fromBase64Url(cursor),
    });
    const full = recording(() => json({ error: { code: 'inbox-full' } }, 409));
    const target = { fingerprint: identity.fingerprint, token: random(16) };
    expect(await codeOf(full.client.checkRequest(target))).toBe('inbox-full');
  });

  const inboxOf = (entries: unknown[], more: object = {}) => ({ entries, cursor: null, ...more });
  it.each([
    ['a key more', inboxOf([entry({ name: 'x' })])],
    ['a header that is too long', inboxOf([entry({ header: toBase64Url(random(16_385)) })])],
    ['a number for a truth value', inboxOf([entry({ isNew: 1 })])],
    ['more than a page', inboxOf(Array.from({ length: 101 }, () => entry()))],
    ['a short cursor', inboxOf([], { cursor: toBase64Url(random(23)) })],
    ['no cursor', { entries: [] }],
  ])('with %s are refused', async (_, answer) => {
    expect(await codeOf(recording(() => json(answer)).client.inbox(identity))).toBe('unexpected');
  });

  it('of cards, successions and links are capped', async () => {
    const answering = (answer: unknown) => recording(() => json(answer)).client;
    const text = (length: number) => toBase64Url(random(length));
    const link = { tokenHash: text(32), expires: null, created: NOW, box: text(433) };
    const { fingerprint } = identity;
    expect((await answering({ card: text(8_192) }).card(fingerprint)).card).toHaveLength(8_192);
    expect(await codeOf(answering({ card: text(8_193) }).card(fingerprint))).toBe('unexpected');
    const nine = Array.from({ length: 9 }, () => text(300));
    expect(await codeOf(answering({ successions: nine }).successions(fingerprint))).toBe('unexpected');
    expect((await answering({ links: [link] }).requestLinks(identity)).links).toHaveLength(1);
    const many = Array.from({ length: 101 }, () => link);
    expect(await codeOf(answering({ links: many }).requestLinks(identity))).toBe('unexpected');
    expect(await codeOf(answering({ links: [{ ...link, box: text(513) }] }).requestLinks(identity))).toBe(
      'unexpected',
    );
  });
});

describe('create', () => {
  const share = {
    ownerCommit: random(32),
    token: random(32),
    bodySize: 4_128,
    manifestSize: 5_000,
    lifetime: 60,
    limit: null,
  };
  const created = () => json({ id: toBase64Url(random(16)), expires: NOW });
  const deliverTo = async (target?: { fingerprint: Bytes; token: Bytes } | null) => {
    const { client, sent } = recording(created);
    await client.create(target === undefined ? share : { ...share, deliverTo: target });
    return jsonOf(sent[0])?.['deliverTo'];
  };

  it('names the inbox of a delivery, and none otherwise', async () => {
    const target = { fingerprint: random(32), token: random(16) };
    expect(await deliverTo()).toBeNull();
    expect(await deliverTo(null)).toBeNull();
    expect(await deliverTo(target)).toEqual({
      fingerprint: toBase64Url(target.fingerprint),
      token: toBase64Url(target.token),
    });
  });
});
