/**
 * The suite that every driver passes, over real HTTP: what goes in by presigned PUTs comes out by presigned GETs, and
 * nothing else goes in or comes out. `makeStore` answers a fresh store and the origin that relative URLs belong to.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, concat, random, toHex } from '../../shared/bytes.ts';
import { hasCode } from '../../shared/errors.ts';
import { digest } from '../testing.ts';
import type { NamedPart, ObjectStore, Upload } from './store.ts';

export interface StoreUnderTest {
  readonly store: ObjectStore;
  readonly origin: string;
  close(): Promise<void>;
}

const PART = 5 * 1_048_576;

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

    it('refuses other bytes than were announced', async () => {
      const key = newKey();
      const bytes = random(5_000);
      for (const sent of [random(5_000), bytes.slice(1), concat(bytes, bytes), new Uint8Array(0)]) {
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
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
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
