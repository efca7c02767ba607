/** Requests that carry bytes, by a clock that the test moves: what stands still is noticed, what moves is left alone. */
import { describe, expect, it } from 'vitest';
import { random } from '../bytes.ts';
import type { Fetch } from '../call.ts';
import { SealdropError } from '../errors.ts';
import { manualClock } from '../manual-clock.test-data.ts';
import { newPatience } from './patience.ts';
import { getRange, putBytes } from './store-http.ts';

const put = { url: 'http://store/x', headers: {}, expires: 0 };
const { signal } = new AbortController();
const MIB = 1_048_576;

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  return error instanceof SealdropError ? error.code : `not a SealdropError: ${String(error)}`;
}

/** Lets all that has been promised so far happen. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** A connection on which nothing comes until its request is aborted. */
const silent: Fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });

/** An answer whose bytes the test gives, one after another. */
function dripping(status: number, headers: Record<string, string>) {
  let give: ReadableStreamDefaultController<Uint8Array> | null = null;
  const fetch: Fetch = async (_, init) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        give = controller;
        init.signal?.addEventListener('abort', () =>
          controller.error(new DOMException('aborted', 'AbortError')),
        );
      },
    });
    return new Response(body, { status, headers });
  };
  return {
    fetch,
    give: (size: number) => give?.enqueue(new Uint8Array(size)),
    end: () => give?.close(),
  };
}

describe('a download', () => {
  const range = { offset: 0, size: 100, objectSize: 100 };

  it('may take any time while its bytes move', async () => {
    const clock = manualClock();
    const { fetch, give, end } = dripping(206, { 'content-length': '100' });
    const bytes = getRange(fetch, put.url, range, { signal, clock });
    for (let i = 0; i < 100; i++) {
      await settled();
      clock.pass(29_000);
      give(1);
    }
    end();
    expect((await bytes).length).toBe(100);
    expect(clock.waiting()).toEqual([]);
  });

  it('is lost soon after they stop', async () => {
    const clock = manualClock();
    const { fetch, give } = dripping(206, { 'content-length': '100' });
    const code = codeOf(getRange(fetch, put.url, range, { signal, clock }));
    await settled();
    give(99);
    await settled();
    clock.pass(30_000);
    expect(await code).toBe('server-unreachable');
  });

  it('is lost soon even where the engine does not pass the abort on to the body', async () => {
    const clock = manualClock();
    const endless: Fetch = async () => new Response(new ReadableStream(), { status: 206 });
    const code = codeOf(getRange(endless, put.url, range, { signal, clock }));
    await settled();
    clock.pass(30_000);
    expect(await code).toBe('server-unreachable');
  });

  it('is lost where no answer begins, which is no cancelling', async () => {
    const clock = manualClock();
    const code = codeOf(getRange(silent, put.url, range, { signal, clock }));
    clock.pass(59_999);
    await settled();
    expect(clock.waiting()).toEqual([1]);
    clock.pass(1);
    expect(await code).toBe('server-unreachable');
    const controller = new AbortController();
    const cancelled = codeOf(getRange(silent, put.url, range, { signal: controller.signal, clock }));
    controller.abort();
    expect(await cancelled).toBe('cancelled');
    expect(clock.waiting()).toEqual([]);
  });

  it('takes no range but the one it asked for', async () => {
    const wanted = { offset: 50, size: 10, objectSize: 100 };
    const answer = (contentRange: string) => async () =>
      new Response(random(10), { status: 206, headers: { 'content-range': contentRange } });
    const code = (contentRange: string) =>
      codeOf(getRange(answer(contentRange), put.url, wanted, { signal, clock: manualClock() }));
    expect(await code('bytes 51-60/100')).toBe('garbled');
    expect(await code('bytes 0-9/100')).toBe('garbled');
    expect(await code('bytes 50-60/100')).toBe('garbled');
    expect(await code('bytes 50-59/200')).toBe('damaged');
    expect(await code('bytes 50-59/*')).toBe('not a SealdropError: null');
  });
});

describe('an upload', () => {
  /** Milliseconds that a PUT of 8 MiB gets. */
  const allowed = (patience: ReturnType<typeof newPatience>) => {
    const clock = manualClock();
    const controller = new AbortController();
    const ports = { signal: controller.signal, clock, patience };
    void putBytes(silent, put, new Uint8Array(8 * MIB), ports).catch(() => undefined);
    const [milliseconds = 0] = clock.waiting();
    controller.abort();
    return milliseconds;
  };

  it('gets the time that its size needs on a slow line', () => {
    // 16 KiB a second for each of four.
    expect(allowed(newPatience())).toBe(30_000 + 512_000);
  });

  it('gets less on a line that has shown more', async () => {
    const clock = manualClock();
    const patience = newPatience();
    // 8 MiB in 4 seconds.
    const took: Fetch = async () => {
      clock.pass(4_000);
      return new Response(null, { status: 200, headers: { etag: '"e"' } });
    };
    await putBytes(took, put, new Uint8Array(8 * MIB), { signal, clock, patience });
    expect(allowed(patience)).toBe(30_000 + 8 * 4_000);
    expect(clock.waiting()).toEqual([]);
  });

  it('gets more after one was given up, for it may have been too little', async () => {
    const clock = manualClock();
    const patience = newPatience();
    const before = allowed(patience);
    const code = codeOf(putBytes(silent, put, new Uint8Array(8 * MIB), { signal, clock, patience }));
    clock.pass(before);
    expect(await code).toBe('server-unreachable');
    expect(allowed(patience)).toBe(2 * before);
    patience.wentWell();
    expect(allowed(patience)).toBe(before);
  });

  it('tells how long a PUT takes by what it has seen, the slower of it', async () => {
    const patience = newPatience();
    expect(patience.expects(1)).toBe(Number.POSITIVE_INFINITY);
    patience.hasPut(8 * MIB, 500);
    expect(patience.expects(8 * MIB)).toBe(500);
    expect(patience.expects(4 * MIB)).toBe(250);
    patience.hasPut(8 * MIB, 4_000);
    expect(patience.expects(8 * MIB)).toBe(4_000);
    patience.hasPut(8 * MIB, 500);
    expect(patience.expects(8 * MIB)).toBe(3_200);
  });

  it('never waits for longer than a URL lives', () => {
    const patience = newPatience();
    for (let i = 0; i < 20; i++) patience.gaveUp();
    expect(patience.forPut(128 * MIB)).toBe(3_600_000);
  });
});

describe('a busy store', () => {
  it('says when to come back', async () => {
    const busy = (status: number) => async () =>
      new Response(null, { status, headers: { 'retry-after': '11' } });
    for (const [status, code] of [
      [503, 'server-unreachable'],
      [429, 'rate-limited'],
    ] as const) {
      await expect(putBytes(busy(status), put, random(3), { signal })).rejects.toMatchObject({
        code,
        details: { retryAfter: 11 },
      });
    }
  });
});
