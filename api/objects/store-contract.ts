/**
 * The suite that every driver passes, over real HTTP: what goes in by presigned PUTs comes out by presigned GETs, and
 * nothing else goes in or comes out. `makeStore` answers a fresh store and the origin that relative URLs belong to.
 */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, concat, random, toHex } from '../../shared/bytes.ts';
import { hasCode } from '../../shared/errors.ts';
import { digest } from '../testing.ts';
import { GET_SECONDS, type NamedPart, type ObjectStore, PUT_SECONDS, type Upload } from './store.ts';

export interface StoreUnderTest {
  readonly store: ObjectStore;
  readonly origin: string;
  /** The same store as it was so many seconds ago: its URLs are older by that. */
  aged(seconds: number): Promise<ObjectStore>;
  /** Whether bytes of the announced length with another digest are refused. */
  readonly checksDigests: boolean;
  close(): Promise<void>;
}

const PART = 5 * 1_048_576;
/** Seconds that the clock of a store may differ from ours. */
const CLOCKS_DIFFER = 60;

export function describeObjectStore(driver: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(driver, () => {
    let under: StoreUnderTest;
    beforeAll(async () => {
      under = await makeStore();
    });
    afterAll(async () => {
      await under.close();
    });

    const newKey = () => `${toHex(random(16))}/body`;

    async function put(
      bytes: Bytes,
      target: { key: string; part?: { upload: string; number: number } },
      sent = bytes,
    ) {
      const { url, headers } = await under.store.presignPut({
        key: target.key,
        part: target.part ?? null,
        size: bytes.length,
        sha256: digest(bytes),
      });
      return await fetch(new URL(url, under.origin), { method: 'PUT', headers, body: sent });
    }

    async function get(key: string, range?: string): Promise<Response> {
      const { url } = await under.store.presignGet(key);
      return await fetch(new URL(url, under.origin), range === undefined ? {} : { headers: { range } });
    }

    const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

    async function putParts(upload: Upload, parts: readonly Bytes[]): Promise<NamedPart[]> {
      const named: NamedPart[] = [];
      for (const [index, bytes] of parts.entries()) {
        const number = index + 1;
        const response = await put(bytes, { key: upload.key, part: { upload: upload.id, number } });
        expect(response.status).toBe(200);
        const etag = response.headers.get('etag') ?? '';
        named.push({ number, size: bytes.length, sha256: digest(bytes), etag });
      }
      return named;
    }

    it('keeps an object in one piece', async () => {
      const key = newKey();
      const bytes = random(5_000);
      expect(await under.store.size(key)).toBeNull();
      expect((await get(key)).status).toBe(404);
      expect((await put(bytes, { key })).status).toBe(200);
      expect(await under.store.size(key)).toBe(5_000);
      const response = await get(key);
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
      expect(response.headers.get('content-disposition')).toBe('attachment');
      expect(await bytesOf(response)).toEqual(bytes);
      expect((await put(bytes, { key })).status).toBe(200);
      await under.store.remove(key);
      await under.store.remove(key);
      expect(await under.store.size(key)).toBeNull();
      expect((await get(key)).status).toBe(404);
    });

    it('lists its objects and uploads, and nothing else', async () => {
      const [single, inParts, begun] = [
        `${toHex(random(16))}/manifest/${toHex(random(32))}`,
        newKey(),
        newKey(),
      ];
      expect((await put(random(300), { key: single })).status).toBe(200);
      const upload = await under.store.begin(inParts);
      await under.store.complete(upload, await putParts(upload, [random(PART), random(9)]));
      const unfinished = await under.store.begin(begun);
      await putParts(unfinished, [random(PART)]);
      const all = async <T extends { key: string }>(pages: AsyncIterable<readonly T[]>) => {
        const found: T[] = [];
        for await (const page of pages) found.push(...page);
        return found.filter(({ key }) => [single, inParts, begun].includes(key));
      };
      const objects = await all(under.store.list());
      expect(objects.toSorted((a, b) => a.size - b.size)).toEqual([
        { key: single, size: 300 },
        { key: inParts, size: PART + 9 },
      ]);
      expect(await all(under.store.listUploads())).toEqual([unfinished]);
      for (const key of [single, inParts, begun]) await under.store.remove(key);
      expect(await all(under.store.list())).toEqual([]);
      expect(await all(under.store.listUploads())).toEqual([]);
    });

    it('refuses other bytes than were announced', async () => {
      const key = newKey();
      const bytes = random(5_000);
      const others = [bytes.slice(1), concat(bytes, bytes), new Uint8Array(0)];
      if (under.checksDigests) others.push(random(5_000));
      for (const sent of others) {
        const response = await put(bytes, { key }, sent).catch(() => null);
        expect(response?.status ?? 400).toBeGreaterThanOrEqual(400);
        expect(await under.store.size(key)).toBeNull();
      }
    });

    it('makes an object of parts, read across their edges', async () => {
      const key = newKey();
      const upload = await under.store.begin(key);
      expect(await under.store.parts(upload)).toEqual([]);
      const parts = [random(PART), random(PART), random(77)];
      const named = await putParts(upload, parts);
      expect(await under.store.parts(upload)).toEqual(
        named.map(({ number, size, etag }) => ({ number, size, etag })),
      );
      expect(await under.store.size(key)).toBeNull();
      await under.store.complete(upload, named);
      await under.store.complete(upload, named);
      expect(await under.store.size(key)).toBe(2 * PART + 77);
      expect(await under.store.parts(upload)).toBeNull();

      const whole = concat(...parts);
      expect(digest(await bytesOf(await get(key)))).toEqual(digest(whole));
      for (const [start, end] of [
        [0, 1],
        [PART - 1, PART + 1],
        [PART, 2 * PART],
        [PART - 3, 2 * PART + 5],
        [2 * PART, whole.length],
        [whole.length - 1, whole.length],
      ] as const) {
        const response = await get(key, `bytes=${start}-${end - 1}`);
        expect(response.status).toBe(206);
        expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${whole.length}`);
        expect(response.headers.get('content-length')).toBe(String(end - start));
        expect(digest(await bytesOf(response))).toEqual(digest(whole.slice(start, end)));
      }
      const open = await get(key, `bytes=${2 * PART}-`);
      expect([open.status, await bytesOf(open)]).toEqual([206, parts[2]]);
      const suffix = await get(key, 'bytes=-77');
      expect([suffix.status, await bytesOf(suffix)]).toEqual([206, parts[2]]);
      const beyond = await get(key, `bytes=${whole.length}-`);
      expect(beyond.status).toBe(416);
      // Ceph does not say how long the object is.
      expect([null, `bytes */${whole.length}`]).toContain(beyond.headers.get('content-range'));
    });

    it('takes a part again, the same or another, and completes with the one that is named', async () => {
      const key = newKey();
      const upload = await under.store.begin(key);
      const first = await putParts(upload, [random(5_000)]);
      const bytes = random(5_000);
      await putParts(upload, [bytes]);
      const named = await putParts(upload, [bytes]);
      expect(await under.store.parts(upload)).toEqual([{ number: 1, size: 5_000, etag: named[0]?.etag }]);
      expect(first[0]?.etag).not.toBe(named[0]?.etag);
      await under.store.complete(upload, named);
      expect(await bytesOf(await get(key))).toEqual(bytes);
    });

    it('names the parts that it does not hold as said', async () => {
      const key = newKey();
      const upload = await under.store.begin(key);
      const named = await putParts(upload, [random(PART), random(77)]);
      const wrong = named.map((part) => (part.number === 2 ? { ...part, etag: '"other"' } : part));
      await expect(under.store.complete(upload, wrong)).rejects.toSatisfy(
        (error) => hasCode(error, 'parts-mismatch') && error.details.numbers?.join() === '2',
      );
      expect(await under.store.size(key)).toBeNull();
      await under.store.complete(upload, named);
    });

    it('takes no part of an upload that was completed or removed', async () => {
      for (const finish of ['complete', 'remove'] as const) {
        const key = newKey();
        const upload = await under.store.begin(key);
        const bytes = random(5_000);
        const named = await putParts(upload, [bytes]);
        if (finish === 'complete') await under.store.complete(upload, named);
        else await under.store.remove(key);
        const part = { upload: upload.id, number: 1 };
        expect((await put(random(5_000), { key, part })).status).toBe(404);
        expect((await put(bytes, { key, part })).status).toBe(404);
        expect(await under.store.size(key)).toBe(finish === 'complete' ? 5_000 : null);
        if (finish === 'remove') {
          await expect(under.store.complete(upload, named)).rejects.toSatisfy((e) => hasCode(e, 'not-found'));
        }
      }
    });

    it('keeps an object as it is, whatever URLs of its upload are used again', async () => {
      const key = newKey();
      const upload = await under.store.begin(key);
      const bytes = random(5_000);
      const target = { key, part: { upload: upload.id, number: 1 }, size: 5_000, sha256: digest(bytes) };
      const { url, headers } = await under.store.presignPut(target);
      const send = () => fetch(new URL(url, under.origin), { method: 'PUT', headers, body: bytes });
      const etag = (await send()).headers.get('etag') ?? '';
      await under.store.complete(upload, [{ number: 1, size: 5_000, sha256: target.sha256, etag }]);
      expect((await send()).status).toBe(404);
      expect(await bytesOf(await get(key))).toEqual(bytes);
      await under.store.remove(key);
      expect((await send()).status).toBe(404);
      expect(await under.store.size(key)).toBeNull();
      expect(await under.store.parts(upload)).toBeNull();
    });

    it('lets the URL of a removed object bring back the same bytes at most, until it is removed again', async () => {
      const key = newKey();
      const bytes = random(5_000);
      const target = { key, part: null, size: 5_000, sha256: digest(bytes) };
      const { url, headers } = await under.store.presignPut(target);
      const send = (body: Bytes) => fetch(new URL(url, under.origin), { method: 'PUT', headers, body });
      await send(bytes);
      await under.store.remove(key);
      const others = under.checksDigests ? [random(5_000), random(4_999)] : [random(4_999)];
      for (const other of others) expect((await send(other)).status).toBeGreaterThanOrEqual(400);
      expect(await under.store.size(key)).toBeNull();
      expect((await send(bytes)).status).toBe(200);
      expect(await bytesOf(await get(key))).toEqual(bytes);
      await under.store.remove(key);
      expect(await under.store.size(key)).toBeNull();
    });

    it('keeps nothing of a PUT that was under way when its object was removed', async () => {
      const key = newKey();
      const upload = await under.store.begin(key);
      const bytes = random(PART);
      const target = { key, part: { upload: upload.id, number: 1 }, size: PART, sha256: digest(bytes) };
      const { url, headers } = await under.store.presignPut(target);
      const request = httpRequest(new URL(url, under.origin), {
        method: 'PUT',
        headers: { ...headers, 'content-length': PART },
      });
      const answered = once(request, 'response');
      request.write(bytes.subarray(0, PART / 2));
      await setTimeout(300);
      await under.store.remove(key);
      request.end(bytes.subarray(PART / 2));
      const [response] = (await answered) as [IncomingMessage];
      response.resume();
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(await under.store.parts(upload)).toBeNull();
      expect(await under.store.size(key)).toBeNull();
    });

    it('ends every upload to a key that is removed, and harms no key that only begins like it', async () => {
      const key = newKey();
      const longer = `${key}x`;
      const uploads = [await under.store.begin(key), await under.store.begin(key)];
      for (const upload of uploads) await putParts(upload, [random(5_000)]);
      const other = await under.store.begin(longer);
      const named = await putParts(other, [random(5_000)]);
      const beside = `${key.slice(0, 32)}/bod`;
      await put(random(10), { key: beside });

      await under.store.remove(key);
      for (const upload of uploads) expect(await under.store.parts(upload)).toBeNull();
      expect(await under.store.parts(other)).toHaveLength(1);
      expect(await under.store.size(beside)).toBe(10);
      await under.store.complete(other, named);
      await under.store.remove(key);
      expect(await under.store.size(longer)).toBe(5_000);
    });

    it('lists more parts than S3 answers at once', { timeout: 120_000 }, async () => {
      const upload = await under.store.begin(newKey());
      const numbers = Array.from({ length: 1_001 }, (_, index) => index + 1);
      const waiting = [...numbers];
      const sendNext = async () => {
        for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
          const sent = await put(random(number % 7), {
            key: upload.key,
            part: { upload: upload.id, number },
          });
          await sent.arrayBuffer();
          expect(sent.status).toBe(200);
        }
      };
      await Promise.all(Array.from({ length: 8 }, sendNext));
      const parts = (await under.store.parts(upload)) ?? [];
      expect(parts.map(({ number }) => number)).toEqual(numbers);
      expect(parts.map(({ size }) => size)).toEqual(numbers.map((number) => number % 7));
      await under.store.remove(upload.key);
    });

    it('refuses URLs that have expired', async () => {
      const key = newKey();
      const bytes = random(5_000);
      const target = { key, part: null, size: 5_000, sha256: digest(bytes) };
      const putOf = async (seconds: number) => {
        const { url, headers } = await (await under.aged(seconds)).presignPut(target);
        return (await fetch(new URL(url, under.origin), { method: 'PUT', headers, body: bytes })).status;
      };
      const getOf = async (seconds: number) => {
        const { url } = await (await under.aged(seconds)).presignGet(key);
        return await fetch(new URL(url, under.origin));
      };
      expect(await putOf(PUT_SECONDS + CLOCKS_DIFFER)).toBe(403);
      expect(await under.store.size(key)).toBeNull();
      expect(await putOf(PUT_SECONDS - CLOCKS_DIFFER)).toBe(200);
      const refused = await getOf(GET_SECONDS + CLOCKS_DIFFER);
      expect(refused.status).toBe(403);
      expect(await bytesOf(await getOf(GET_SECONDS - CLOCKS_DIFFER))).toEqual(bytes);
    });

    it('refuses a URL of which anything was changed', async () => {
      const key = newKey();
      const bytes = random(5_000);
      await put(bytes, { key });
      const { url } = await under.store.presignGet(key);
      const signed = new URL(url, under.origin);
      const variants = [new URL(signed.href.replace(key.slice(0, 32), toHex(random(16))))];
      for (const [name, value] of signed.searchParams) {
        const changed = new URL(signed);
        changed.searchParams.set(name, /^\d+$/.test(value) ? String(Number(value) + 1) : `${value}A`);
        const removed = new URL(signed);
        removed.searchParams.delete(name);
        variants.push(changed, removed);
      }
      for (const variant of variants) {
        expect((await fetch(variant)).status, variant.search).toBeGreaterThanOrEqual(400);
      }
      const written = await fetch(signed, { method: 'PUT', body: random(5_000) });
      expect(written.status).toBe(403);
      expect((await fetch(signed, { method: 'DELETE' })).status).toBeGreaterThanOrEqual(400);
      expect(await bytesOf(await get(key))).toEqual(bytes);
    });
  });
}
