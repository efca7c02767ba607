/** The pipeline over ports that fail: everything ends in equal bytes or in a code, and stops when it is told to. */
import { describe, expect, it } from 'vitest';
import { type Bytes, equal, random } from '../bytes.ts';
import type { SentPart } from '../client.ts';
import { bodyGeometry } from '../crypto/body.ts';
import { sealBody } from '../crypto/share.test-data.ts';
import { SealdropError } from '../errors.ts';
import { manualClock } from '../manual-clock.test-data.ts';
import { inLanes } from './lanes.ts';
import { type PartReceipt, partSealer, partSender, partSource } from './part-sender.ts';
import { receiveBody } from './receive.ts';
import { retrying, sharedReconnecting, sleep } from './retry.ts';
import { newBody } from './sealed-part.ts';
import { sendBody } from './send.ts';
import { getRange, putBytes } from './store-http.ts';

const never = new AbortController().signal;

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  return error instanceof SealdropError ? error.code : `not a SealdropError: ${String(error)}`;
}

describe('lanes', () => {
  it('run everything, never more than so many at once', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inLanes(3, [...Array(20).keys()], async (i) => {
      running++;
      most = Math.max(most, running);
      await sleep(1, never);
      done.push(i);
      running--;
    });
    expect(most).toBe(3);
    expect(done.toSorted((a, b) => a - b)).toEqual([...Array(20).keys()]);
  });

  it('start nothing new after a failure', async () => {
    const started: number[] = [];
    const work = inLanes(2, [...Array(100).keys()], async (i) => {
      started.push(i);
      await sleep(1, never);
      if (i === 3) throw new SealdropError('damaged');
    });
    expect(await codeOf(work)).toBe('damaged');
    await sleep(20, never);
    expect(started.length).toBeLessThan(8);
  });
});

describe('retrying', () => {
  it('goes on after what passes, and says so', async () => {
    const told: boolean[] = [];
    let attempts = 0;
    const work = async () => {
      if (++attempts < 3) throw new SealdropError('server-unreachable');
      return 'done';
    };
    const ports = { signal: never, onReconnecting: (r: boolean) => told.push(r), basePause: 1 };
    expect(await retrying(work, ports)).toBe('done');
    expect(told).toEqual([true, false]);
  });

  it('says that it goes on as soon as bytes move, and once more that it waits', async () => {
    const told: boolean[] = [];
    let attempts = 0;
    const work = async (moves: () => void) => {
      if (++attempts === 2) moves();
      moves();
      if (attempts < 4) throw new SealdropError('server-unreachable');
      return 'done';
    };
    const ports = { signal: never, onReconnecting: (r: boolean) => told.push(r), basePause: 1 };
    expect(await retrying(work, ports)).toBe('done');
    expect(told).toEqual([true, false, true, false, true, false]);
  });

  it('does not repeat what will not pass', async () => {
    let attempts = 0;
    const work = async () => {
      attempts++;
      throw new SealdropError('storage-full');
    };
    expect(
      await codeOf(retrying(work, { signal: never, onReconnecting: () => undefined, basePause: 1 })),
    ).toBe('storage-full');
    expect(attempts).toBe(1);
  });

  it('gives up on a store that refuses every URL', async () => {
    const work = async () => {
      throw new SealdropError('url-refused');
    };
    expect(
      await codeOf(retrying(work, { signal: never, onReconnecting: () => undefined, basePause: 0.01 })),
    ).toBe('unexpected');
  });

  it('asks again at once, and twice, for an answer that was mangled', async () => {
    const told: boolean[] = [];
    const clock = manualClock();
    const ports = { signal: never, onReconnecting: (r: boolean) => told.push(r), clock };
    let attempts = 0;
    const garbledUntil = (good: number) => async () => {
      if (++attempts < good) throw new SealdropError('garbled');
      return 'done';
    };
    expect(await retrying(garbledUntil(3), ports)).toBe('done');
    attempts = 0;
    expect(await codeOf(retrying(garbledUntil(4), ports))).toBe('garbled');
    expect(attempts).toBe(3);
    expect([told, clock.waiting()]).toEqual([[], []]);
  });

  it('comes back when the server wants it to, but not in a day', async () => {
    for (const [retryAfter, least, most] of [
      [20, 20_000, 25_000],
      [86_400, 120_000, 150_000],
      // A server that wants no pause does not get everybody at once.
      [0, 375, 625],
    ] as const) {
      const clock = manualClock();
      const controller = new AbortController();
      const code = codeOf(
        retrying(
          async () => {
            throw new SealdropError('rate-limited', { details: { retryAfter } });
          },
          { signal: controller.signal, onReconnecting: () => undefined, clock },
        ),
      );
      await new Promise((resolve) => setTimeout(resolve));
      const [pause = 0] = clock.waiting();
      expect(pause).toBeGreaterThanOrEqual(least);
      expect(pause).toBeLessThanOrEqual(most);
      controller.abort();
      expect(await code).toBe('cancelled');
    }
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    const work = retrying(
      async () => {
        throw new SealdropError('server-unreachable');
      },
      { signal: controller.signal, onReconnecting: () => controller.abort(), basePause: 60_000 },
    );
    expect(await codeOf(work)).toBe('cancelled');
  });
});

/** A body of zeros but for a random beginning of each part, and a store that remembers what it was given. */
async function upload(size: number) {
  const geometry = bodyGeometry(size);
  const plain = new Uint8Array(geometry.paddedSize);
  for (let at = 0; at < size; at += 8_387_584) plain.set(random(1000), at);
  const stored = new Map<number, Bytes>();
  const world = {
    puts: [] as number[],
    /** Numbers of parts that came a second time as other bytes. */
    differing: [] as number[],
    receipts: new Map<number, PartReceipt>(),
    acknowledged: 0,
    completions: 0,
  };
  const { body } = await newBody(random(32), random(16), geometry);
  const source = partSource(geometry, async (target, offset) => {
    target.set(plain.subarray(offset, offset + target.length));
    return target;
  });
  const sealer = partSealer(body, async ({ number, sha256 }) => {
    world.puts.push(number);
    if (!equal(stored.get(number) ?? sha256, sha256)) world.differing.push(number);
    stored.set(number, sha256);
    return `"${number}"`;
  });
  const inner = partSender(source, sealer);
  const ports = {
    parts: {
      ...inner,
      send: async (...parameters: Parameters<typeof inner.send>) => {
        const receipt = await inner.send(...parameters);
        world.receipts.set(receipt.number - 1, receipt);
        return receipt;
      },
    },
    complete: async (_sent: readonly SentPart[]) => {
      world.completions++;
    },
    signal: never,
    admit: async () => undefined,
    onSent: (bytes: number) => {
      world.acknowledged += bytes;
    },
  };
  return { geometry, plain, world, ports };
}

describe('sending', () => {
  it('seals a part again from the same plaintext alone, and counts it once', async () => {
    // Nine parts and a little, of which the store forgets two at completion.
    const { geometry, plain, world, ports } = await upload(9 * 8_387_584 + 1000);
    const forgotten = [2, 10];
    const complete = async (parts: readonly SentPart[]) => {
      const numbers = forgotten.splice(0);
      if (numbers.length > 0) throw new SealdropError('parts-mismatch', { details: { numbers } });
      await ports.complete(parts);
    };
    const digests = await sendBody(geometry, { ...ports, complete });
    expect(digests.length).toBe(32 * geometry.parts);
    expect(world.puts.toSorted((a, b) => a - b)).toEqual([1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]);
    // The same plaintext is the same bytes, whenever it is sealed.
    expect(world.differing).toEqual([]);
    expect(world.acknowledged).toBe(geometry.objectSize);

    plain[8_387_584] = (plain[8_387_584] as number) ^ 1;
    const mismatch = async () => {
      throw new SealdropError('parts-mismatch', { details: { numbers: [2] } });
    };
    const seals = new Map(world.receipts);
    const known = { seals, receipts: seals };
    expect(await codeOf(sendBody(geometry, { ...ports, complete: mismatch }, known))).toBe('file-changed');
  });

  it('goes on from what was acknowledged, and puts nothing twice', async () => {
    const { geometry, world, ports } = await upload(4 * 8_387_584);
    const first = await sendBody(geometry, ports);
    const receipts = new Map([...world.receipts].filter(([index]) => index !== 1));
    world.puts.length = 0;
    world.acknowledged = 0;
    const seals = new Map(world.receipts);
    expect(await sendBody(geometry, ports, { seals, receipts })).toEqual(first);
    expect(world.puts).toEqual([2]);
    expect(world.differing).toEqual([]);
    expect(world.acknowledged).toBe(geometry.objectSize);
  });

  it('notices other files before anything is sent, and a changed part before completion', async () => {
    const { geometry, plain, world, ports } = await upload(6 * 8_387_584);
    await sendBody(geometry, ports);
    const receipts = new Map([...world.receipts].filter(([index]) => index < 5));
    const known = { seals: new Map(world.receipts), receipts };
    world.puts.length = 0;
    world.completions = 0;
    for (const part of [0, 1, 2, 3, 4]) {
      plain[part * 8_387_584 + 5] = (plain[part * 8_387_584 + 5] as number) ^ 1;
      expect(await codeOf(sendBody(geometry, ports, known))).toBe('file-changed');
      // The first and the last are always looked at first.
      if (part === 0 || part === 4) expect(world.puts).toEqual([]);
      plain[part * 8_387_584 + 5] = (plain[part * 8_387_584 + 5] as number) ^ 1;
      world.puts.length = 0;
    }
    expect(world.completions).toBe(0);
  });
});

describe('reconnecting', () => {
  it('is told when the first waits and when the last goes on', () => {
    const told: boolean[] = [];
    const report = sharedReconnecting((reconnecting) => told.push(reconnecting));
    for (const step of [true, true, false, true, false, false, true]) report(step);
    expect(told).toEqual([true, false, true]);
  });
});

describe('store requests', () => {
  const ports = { signal: never };
  const put = { url: 'http://store/x', headers: {}, expires: 0 };
  const respond =
    (status: number, headers: Record<string, string> = {}, body: BodyInit | null = null) =>
    async () =>
      new Response(body, { status, headers });

  it('answer the ETag, or a code', async () => {
    expect(await putBytes(respond(200, { etag: '"e"' }), put, random(3), ports)).toBe('"e"');
    expect(await codeOf(putBytes(respond(200), put, random(3), ports))).toBe('unexpected');
    expect(await codeOf(putBytes(respond(403), put, random(3), ports))).toBe('url-refused');
    expect(await codeOf(putBytes(respond(507), put, random(3), ports))).toBe('storage-full');
    expect(await codeOf(putBytes(respond(503), put, random(3), ports))).toBe('server-unreachable');
  });

  it('never take other bytes for a range', async () => {
    const range = { offset: 5, size: 4, objectSize: 100 };
    const get = (status: number, length: number, headers: Record<string, string> = {}) =>
      codeOf(getRange(respond(status, headers, random(length)), 'http://store/x', range, ports));
    expect(await get(416, 0)).toBe('damaged');
    expect(await get(200, 4)).toBe('garbled');
    expect(await get(206, 4, { 'content-range': 'bytes 5-8/101' })).toBe('damaged');
    expect(await get(206, 4, { 'content-range': 'bytes 5-8/100' })).toBe('not a SealdropError: null');
    expect(await get(206, 5)).toBe('damaged');
    expect(await get(206, 3, { 'content-length': '3' })).toBe('damaged');
    expect(await get(206, 3, { 'content-length': '4' })).toBe('server-unreachable');
    expect(await get(404, 0)).toBe('url-refused');
  });
});

describe('receiving', () => {
  it('releases nothing of a part whose digest does not hold, and stops fetching', async () => {
    // Three parts, the second of them damaged.
    const id = random(16);
    const plain = new Uint8Array(2 * 8_387_584 + 1000);
    const { manifest, object } = await sealBody(id, plain);
    const damagedAt = 8_388_608 + 77;
    object[damagedAt] = (object[damagedAt] as number) ^ 1;
    let fetchedDamaged = 0;
    const get = async ({ offset, size }: { offset: number; size: number }): Promise<Bytes> => {
      if (offset === 8_388_608) fetchedDamaged++;
      return object.slice(offset, offset + size);
    };
    let released = 0;
    const read = async () => {
      for await (const piece of receiveBody(
        manifest,
        id,
        { start: 0, end: plain.length },
        { get, signal: never },
      )) {
        released += piece.length;
      }
    };
    expect(await codeOf(read())).toBe('damaged');
    expect(released).toBe(8_387_584);
    // One bad transfer may be a network's fault; three are the store's.
    expect(fetchedDamaged).toBe(3);
  });

  it('fetches a part again that was mangled on its way, by a fresh URL, and releases it only when it is right', async () => {
    const id = random(16);
    const plain = random(5000);
    const { manifest, object } = await sealBody(id, plain);
    const range = { start: 0, end: plain.length };
    const received = async (mangled: readonly (() => Promise<Bytes>)[]) => {
      const left = [...mangled];
      let mismatches = 0;
      const get = async ({ offset, size }: { offset: number; size: number }): Promise<Bytes> =>
        (await left.shift()?.()) ?? object.slice(offset, offset + size);
      const ports = { get, signal: never, onMismatch: () => mismatches++ };
      const pieces: Bytes[] = [];
      for await (const piece of receiveBody(manifest, id, range, ports)) pieces.push(piece);
      return { same: equal(plain, pieces[0] ?? random(1)), mismatches };
    };
    const flipped = async () => object.map((byte, i) => (i === 9 ? byte ^ 1 : byte));
    const refused = async () => {
      throw new SealdropError('damaged');
    };
    expect(await received([flipped])).toEqual({ same: true, mismatches: 1 });
    expect(await received([flipped, refused])).toEqual({ same: true, mismatches: 2 });
    expect(await codeOf(received([flipped, refused, flipped]))).toBe('damaged');
  });

  it('refuses padding that is not zero', async () => {
    const id = random(16);
    const { manifest, object } = await sealBody(id, random(5000));
    // The sender's own client lies about where the files end.
    const shorter = { ...manifest, geometry: { ...manifest.geometry, bodySize: 4990 } };
    const get = async ({ offset, size }: { offset: number; size: number }) =>
      object.slice(offset, offset + size);
    const read = receiveBody(shorter, id, { start: 0, end: 10 }, { get, signal: never }).next();
    expect(await codeOf(read)).toBe('damaged');
  });
});
