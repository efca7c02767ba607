/** In the client the server is the adversary: whatever it answers, a value of the contract or a code comes out. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random, toBase64Url } from './bytes.ts';
import { createClient } from './client.ts';
import { SealdropError } from './errors.ts';
import { manualClock } from './manual-clock.test-data.ts';

const id = random(16);
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const answering = (response: () => Response | Promise<Response>) =>
  createClient('http://localhost', async () => response());

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  return error instanceof SealdropError ? error.code : `not a SealdropError: ${String(error)}`;
}

describe('client', () => {
  it('parses what the contract says', async () => {
    const answer = { state: 'uploading', received: 1, total: 2 };
    expect(await answering(() => json(answer)).share(id)).toEqual(answer);
  });

  it.each([
    ['an unknown key', { state: 'uploading', received: 1, total: 2, extra: 1 }],
    ['a missing key', { state: 'uploading', received: 1 }],
    ['another state', { state: 'gone' }],
    ['a negative size', { state: 'uploading', received: -1, total: 2 }],
    ['a fraction', { state: 'uploading', received: 0.5, total: 2 }],
    ['a header that is no base64url', { state: 'ready', header: 'a+b=', expires: 1, exhausted: false }],
    ['a header with trailing bits', { state: 'ready', header: 'QR', expires: 1, exhausted: false }],
    ['a header above 1 MiB', { state: 'ready', header: 'A'.repeat(1_400_000), expires: 1, exhausted: false }],
    ['null', null],
  ])('refuses %s', async (_, answer) => {
    expect(await codeOf(answering(() => json(answer)).share(id))).toBe('unexpected');
  });

  it('takes no URL of another host in the shape of a path', async () => {
    const answer = (url: string) =>
      codeOf(answering(() => json({ url, expires: 1 })).manifestUrl(id, random(32)));
    expect(await answer('/objects/x')).toBe('not a SealdropError: null');
    expect(await answer('https://store.example.com/x')).toBe('not a SealdropError: null');
    for (const url of [
      '//other.example/x',
      '/\\\\other.example/x',
      'javascript:alert(1)',
      'blob:x',
      'data:,x',
      '',
    ]) {
      expect(await answer(url), url).toBe('unexpected');
    }
  });

  it('takes no finding of the client from a server', async () => {
    for (const code of [
      'cancelled',
      'sender-changed',
      'damaged',
      'wrong-passphrase',
      'rolled-back',
      'link-cut',
    ]) {
      expect(await codeOf(answering(() => json({ error: { code } }, 400)).share(id)), code).toBe(
        'unexpected',
      );
    }
  });

  it('stops reading an endless answer', async () => {
    let pulled = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled++;
            controller.enqueue(new Uint8Array(65_536).fill(32));
          },
        }),
      );
    expect(await codeOf(answering(endless).share(id))).toBe('unexpected');
    expect(pulled).toBeLessThan(100);
  });

  it('gives a code of its own to every failure', async () => {
    const lost = createClient('http://localhost', async () => {
      throw new TypeError('network');
    });
    expect(await codeOf(lost.share(id))).toBe('server-unreachable');
    expect(await codeOf(answering(() => new Response('bad gateway', { status: 502 })).share(id))).toBe(
      'server-unreachable',
    );
    expect(await codeOf(answering(() => new Response('<html>', { status: 404 })).share(id))).toBe('garbled');
    expect(await codeOf(answering(() => json({ error: { code: 'stale' } }, 409)).share(id))).toBe('stale');
    expect(await codeOf(answering(() => json({ error: { code: 'no such code' } }, 400)).share(id))).toBe(
      'unexpected',
    );
    const controller = new AbortController();
    controller.abort();
    const aborted = createClient('http://localhost', async (_, init) => {
      throw init.signal?.reason;
    });
    expect(await codeOf(aborted.share(id, controller.signal))).toBe('cancelled');
  });

  it('takes half an answer for a mangled one, and another answer for what the server says', async () => {
    const half = () => new Response('{"state":"uploading","rece', { status: 200 });
    expect(await codeOf(answering(half).share(id))).toBe('garbled');
    expect(await codeOf(answering(() => json({ state: 'gone' })).share(id))).toBe('unexpected');
  });

  it('takes a pace of no more than a hundred', async () => {
    const paced = (pace: unknown) =>
      codeOf(
        answering(() =>
          json({ maxShareBytes: 1, maxExpirySeconds: 1, publicOrigin: 'http://localhost', now: 0, pace }),
        ).config(),
      );
    expect(await paced(100)).toBe('not a SealdropError: null');
    for (const pace of [0, 101, 1.5, -1, '2', null])
      expect(await paced(pace), String(pace)).toBe('unexpected');
  });

  it('carries when to come back, by header or answer', async () => {
    const busy = (body: string) => () => new Response(body, { status: 503, headers: { 'retry-after': '9' } });
    await expect(answering(busy('<h1>Busy</h1>')).share(id)).rejects.toMatchObject({
      code: 'server-unreachable',
      details: { retryAfter: 9 },
    });
    const answer = '{"error":{"code":"rate-limited","retryAfter":3}}';
    await expect(answering(busy(answer)).share(id)).rejects.toMatchObject({
      code: 'rate-limited',
      details: { retryAfter: 3 },
    });
  });

  it('gives up a connection on which nothing comes, by its clock, and leaves no watchdog behind', async () => {
    const clock = manualClock();
    const silent = createClient(
      'http://localhost',
      (_, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(new TypeError('aborted')));
        }),
      clock,
    );
    const code = codeOf(silent.share(id));
    expect(clock.waiting()).toEqual([60_000]);
    clock.pass(60_000);
    expect(await code).toBe('server-unreachable');
    const answered = createClient('http://localhost', async () => json({ ok: true }), clock);
    await answered.health();
    expect(clock.waiting()).toEqual([]);
  });

  it('carries reasons and limits', async () => {
    const ended = answering(() => json({ error: { code: 'ended', reason: 'revoked' } }, 410));
    await expect(ended.share(id)).rejects.toMatchObject({ code: 'ended', details: { reason: 'revoked' } });
  });

  it('survives any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(['unexpected']).toContain(await codeOf(answering(() => json(value)).owner(id, random(32))));
      }),
      { numRuns: 200 },
    );
  });

  it('sends tokens in the Authorization header and nowhere else', async () => {
    const token = random(32);
    const calls: { url: string; init: RequestInit }[] = [];
    const client = createClient('http://localhost', async (url, init) => {
      calls.push({ url, init });
      return json({});
    });
    await client.revoke(id, token);
    const [call] = calls;
    expect(call?.url).toBe(`http://localhost/api/shares/${toBase64Url(id)}`);
    expect(new Headers(call?.init.headers).get('authorization')).toBe(`Bearer ${toBase64Url(token)}`);
    expect(call?.init).toMatchObject({
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
  });
});
