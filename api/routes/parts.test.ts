/** Presigning and completing: numbers, sizes, digests, repeats, crashes, races. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, toBase64Url } from '../../shared/bytes.ts';
import { SEGMENT_SIZE } from '../../shared/crypto/body.ts';
import { bodyKey } from '../object-keys.ts';
import { digest, getObject, putObject, type TestServer, TestShare, testServer } from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const FULL = 32 * SEGMENT_SIZE;
const refused = (status: number, code: string, details: object = {}) => ({
  status,
  body: { error: { code, ...details } },
});

async function uploaded(contentSize = 8_900_000) {
  const share = new TestShare(server, contentSize);
  await share.create();
  return { share, sent: await share.upload() };
}

describe('presign', () => {
  it('signs only the numbers of this body, each with its exact size', async () => {
    const share = new TestShare(server, 8_900_000);
    await share.create();
    const last = share.body.length - FULL;
    const ask = (...parts: { number: number; size: number }[]) =>
      share.own('POST', '/parts', {
        parts: parts.map((part) => ({ ...part, sha256: toBase64Url(random(32)) })),
      });
    expect((await ask({ number: 1, size: FULL }, { number: 2, size: last })).status).toBe(200);
    for (const part of [
      { number: 0, size: FULL },
      { number: 3, size: last },
      { number: 10_001, size: last },
      { number: 1, size: last },
      { number: 1, size: FULL + 1 },
      { number: 2, size: FULL },
      { number: 2, size: 0 },
      { number: 1.5, size: FULL },
    ]) {
      expect(await ask(part)).toEqual(refused(400, 'bad-request'));
    }
    expect(await ask({ number: 1, size: FULL }, { number: 1, size: FULL })).toEqual(
      refused(400, 'bad-request'),
    );
    expect(await share.own('POST', '/parts', { parts: [] })).toEqual(refused(400, 'bad-request'));
    const many = Array.from({ length: 65 }, () => ({ number: 1, size: FULL }));
    expect(await ask(...many)).toEqual(refused(400, 'bad-request'));
  });
});

describe('complete', () => {
  it('is a success each time it is said, and ends the URLs of parts', async () => {
    const { share, sent } = await uploaded();
    expect(await share.own('POST', '/complete', { parts: sent })).toEqual({ status: 200, body: {} });
    expect(await share.own('POST', '/complete', { parts: sent })).toEqual({ status: 200, body: {} });
    expect(await share.own('GET', '/parts')).toEqual(refused(409, 'wrong-state'));
    const [part] = share.parts();
    expect(await share.own('POST', '/parts', { parts: [part] })).toEqual(refused(409, 'wrong-state'));
  });

  it('names the parts that are not held as said', async () => {
    const { share, sent } = await uploaded();
    const other = { ...sent[1], sha256: toBase64Url(random(32)) };
    expect(await share.own('POST', '/complete', { parts: [sent[0], other] })).toEqual(
      refused(409, 'parts-mismatch', { numbers: [2] }),
    );
    const etags = sent.map((part) => ({ ...part, etag: '"x"' }));
    expect(await share.own('POST', '/complete', { parts: etags })).toEqual(
      refused(409, 'parts-mismatch', { numbers: [1, 2] }),
    );
    expect(await share.state()).toBe('uploading');
    expect((await share.own('POST', '/complete', { parts: sent })).status).toBe(200);
  });

  it('refuses parts that are missing, out of order, or too many', async () => {
    const { share, sent } = await uploaded();
    const [first, second] = sent;
    for (const parts of [[], [first], [second, first], [first, first], [first, second, second]]) {
      expect(await share.own('POST', '/complete', { parts })).toEqual(refused(400, 'bad-request'));
    }
    const long = [{ number: 1, sha256: toBase64Url(random(32)), etag: 'x'.repeat(129) }];
    expect(await share.own('POST', '/complete', { parts: long })).toEqual(refused(400, 'bad-request'));
  });

  it('takes the sealing that is named, whichever came last', async () => {
    const { share, sent } = await uploaded(0);
    const late = random(share.body.length);
    const part = { number: 1, size: late.length, sha256: toBase64Url(digest(late)) };
    const { body } = await share.own('POST', '/parts', { parts: [part] });
    await putObject(server, body.parts[0]?.url ?? '', late);
    expect((await share.own('POST', '/complete', { parts: sent })).status).toBe(200);
    expect((await putObject(server, body.parts[0]?.url ?? '', late)).status).toBe(404);
    const { url } = await server.deps.objects.presignGet(bodyKey(share.id));
    expect(await getObject(server, url)).toEqual(share.body);
  });

  it('once, of twenty at once with two lists', async () => {
    const { share, sent } = await uploaded(0);
    const late = random(share.body.length);
    const part = { number: 1, size: late.length, sha256: toBase64Url(digest(late)) };
    const { body } = await share.own('POST', '/parts', { parts: [part] });
    const put = await putObject(server, body.parts[0]?.url ?? '', late);
    const other = [{ number: 1, sha256: part.sha256, etag: put.headers.get('etag') }];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        share.own('POST', '/complete', { parts: i % 2 === 0 ? sent : other }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { url } = await server.deps.objects.presignGet(bodyKey(share.id));
    const stored = await getObject(server, url);
    expect([digest(share.body), digest(late)]).toContainEqual(digest(stored));
  });

  it('is mended after a crash between the store and the database', async () => {
    for (const mend of ['complete', 'owner'] as const) {
      const { share, sent } = await uploaded(0);
      await share.own('POST', '/complete', { parts: sent });
      // As if the process had ended before the database was told.
      await server.deps.database
        .updateTable('shares')
        .set({ complete: 0 })
        .where('id', '=', share.id)
        .execute();
      if (mend === 'complete') {
        expect((await share.own('POST', '/complete', { parts: sent })).status).toBe(200);
      }
      expect((await share.own('GET', '/owner')).body).toMatchObject({
        complete: true,
        received: share.body.length,
      });
    }
  });

  it('of a share that is revoked meanwhile leaves nothing behind', async () => {
    const { share, sent } = await uploaded();
    const [completed, revoked] = await Promise.all([
      share.own('POST', '/complete', { parts: sent }),
      share.own('DELETE', ''),
    ]);
    expect([200, 404, 410]).toContain(completed.status);
    expect(revoked.status).toBe(200);
    expect(await server.deps.objects.size(bodyKey(share.id))).toBeNull();
  });
});

describe("other people's parts", () => {
  it("one share's URL writes nothing into another", async () => {
    const mine = new TestShare(server);
    const theirs = new TestShare(server);
    await mine.create();
    await theirs.create();
    const [part] = mine.parts();
    const { body } = await mine.own('POST', '/parts', { parts: [part] });
    const url: string = body.parts[0]?.url ?? '';
    const moved = url.replace(bodyKey(mine.id), bodyKey(theirs.id));
    expect(moved).not.toBe(url);
    expect((await putObject(server, moved, mine.body)).status).toBe(403);
    const named = [{ number: 1, sha256: part?.sha256, etag: `"${'0'.repeat(64)}"` }];
    expect((await theirs.own('POST', '/complete', { parts: named })).status).toBe(409);
  });
});
