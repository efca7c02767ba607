/** A body that is smaller than create was told, as of a stream: its parts, its completion, and the room that it gives back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { equal } from '../../shared/bytes.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { bodyKey } from '../object-keys.ts';
import { getObject, putObject, type TestServer, TestShare, testServer } from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ maxShareBytes: 200_000_000_000, maxStoreBytes: 10 ** 12 });
});
afterAll(async () => {
  await server.close();
});

/** What the share is asked room for, and what comes: two parts, of which the second is short. */
const TOLD = bodyGeometry(40_000_000).objectSize;
let share: TestShare;
let bodySize: number;
let before: number;
const room = async () =>
  (await server.deps.database.selectFrom('totals').select('bytes').executeTakeFirstOrThrow()).bytes;
beforeEach(async () => {
  before = await room();
  share = new TestShare(server, 8_900_000);
  bodySize = share.body.length;
  expect((await share.create({ bodySize: TOLD })).status).toBe(201);
});

async function sent() {
  const named = [];
  for (const part of share.parts()) {
    const { body, status } = await share.own('POST', '/parts', { parts: [part], bodySize });
    expect(status).toBe(200);
    const response = await putObject(server, body.parts[0]?.url ?? '', share.part(part.number));
    named.push({ number: part.number, sha256: part.sha256, etag: response.headers.get('etag') ?? '' });
  }
  return named;
}

const refused = (code: string, status: number) => ({ status, body: { error: { code } } });

describe('a body that is smaller than was told', () => {
  it('is completed with its own size, and gives back the room of the rest, once', async () => {
    expect(await room()).toBe(before + TOLD);
    const parts = await sent();
    expect(await room()).toBe(before + TOLD);
    for (let repeat = 0; repeat < 2; repeat++) {
      expect(await share.own('POST', '/complete', { parts, bodySize })).toEqual({ status: 200, body: {} });
      expect(await room()).toBe(before + bodySize);
    }
    expect((await share.own('GET', '/owner')).body).toMatchObject({ complete: true, total: bodySize });
    await share.sendManifest();
    await share.putHeader(share.header());
    const { body } = await share.own('POST', '/body', { grant: null });
    expect(equal(await getObject(server, body.url), share.body)).toBe(true);
    await share.own('DELETE', '');
    expect(await room()).toBe(before);
  });

  it('gives back the same room whoever of several completes it', async () => {
    const parts = await sent();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => share.own('POST', '/complete', { parts, bodySize })),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await room()).toBe(before + bodySize);
  });

  it('leaves nothing behind of parts that are not in it', async () => {
    const parts = await sent();
    const third = { number: 3, size: share.part(1).length, sha256: share.parts()[0]?.sha256 };
    const { body } = await share.own('POST', '/parts', { parts: [third] });
    expect((await putObject(server, body.parts[0]?.url ?? '', share.part(1))).ok).toBe(true);
    expect((await share.own('POST', '/complete', { parts, bodySize })).status).toBe(200);
    expect(await server.deps.objects.size(bodyKey(share.id))).toBe(bodySize);
    // Its URL ends with the upload.
    expect((await putObject(server, body.parts[0]?.url ?? '', share.part(1))).ok).toBe(false);
  });

  it('is never larger, never of other parts, never of no body', async () => {
    const parts = await sent();
    const larger = bodyGeometry(60_000_000).objectSize;
    for (const size of [larger, bodySize + 1, 0, -1, 1.5]) {
      expect(await share.own('POST', '/complete', { parts, bodySize: size })).toEqual(
        refused('bad-request', 400),
      );
      const [part] = share.parts();
      expect((await share.own('POST', '/parts', { parts: [part], bodySize: size })).status).toBe(400);
    }
    // Not every part of the size that is said.
    expect((await share.own('POST', '/complete', { parts })).status).toBe(400);
    expect((await share.own('POST', '/complete', { parts: parts.slice(0, 1), bodySize })).status).toBe(400);
    expect(await room()).toBe(before + TOLD);
  });

  it('has parts of one size: a body of so many that they are larger cannot become a small one', async () => {
    const huge = new TestShare(server, 0);
    const told = bodyGeometry(100_000_000_000).objectSize;
    expect((await huge.create({ bodySize: told })).status).toBe(201);
    const [part] = huge.parts();
    const asked = { parts: [part], bodySize: huge.body.length };
    expect(await huge.own('POST', '/parts', asked)).toEqual(refused('bad-request', 400));
    await huge.own('DELETE', '');
  });
});
