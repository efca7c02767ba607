/** The header's compare-and-swap, what it may name, and the manifests that it leaves behind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concat, random, toBase64Url } from '../../shared/bytes.ts';
import { MANIFEST_SEALED_MIN } from '../../shared/crypto/manifest-size.ts';
import { manifestKey } from '../object-keys.ts';
import { sweep } from '../sweep.ts';
import { digest, getObject, putObject, type TestServer, TestShare, testServer } from '../testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const ok = { status: 200, body: {} };
const refused = (status: number, code: string) => ({ status, body: { error: { code } } });
const held = (share: TestShare, manifest: Uint8Array) =>
  server.deps.objects.size(manifestKey(share.id, digest(manifest)));

/** A share whose body and manifest are in the store. */
async function prepared(): Promise<TestShare> {
  const share = new TestShare(server);
  await share.create();
  await share.complete();
  await share.sendManifest();
  return share;
}

/** A new epoch for a ready share: its manifest is sent, its header made. */
async function nextEpoch(share: TestShare, epoch = 2) {
  const manifest = random(MANIFEST_SEALED_MIN);
  await share.sendManifest(manifest);
  const header = share.header({ epoch, manifest: digest(manifest), manifestSize: manifest.length });
  return { manifest, header, access: random(32) };
}

describe('the first header', () => {
  it('needs the body and the manifest', async () => {
    const share = new TestShare(server);
    await share.create();
    expect(await share.putHeader(share.header())).toEqual(refused(409, 'not-complete'));
    await share.complete();
    expect(await share.putHeader(share.header())).toEqual(refused(409, 'wrong-state'));
    await share.sendManifest();
    expect(await share.putHeader(share.header({ manifestSize: MANIFEST_SEALED_MIN + 1 }))).toEqual(
      refused(409, 'wrong-state'),
    );
    expect(await share.putHeader(share.header({ manifest: random(32) }))).toEqual(
      refused(409, 'wrong-state'),
    );
    expect(await share.state()).toBe('uploading');
    expect(await share.putHeader(share.header())).toEqual(ok);
  });

  it('must be of this share, the first, and replace nothing', async () => {
    const share = await prepared();
    for (const change of [
      { id: random(16) },
      { tokenHash: random(32) },
      { deliver: 1 as const },
      { epoch: 2 },
      { rev: 2 },
    ]) {
      expect(await share.putHeader(share.header(change))).toEqual(refused(400, 'bad-request'));
    }
    expect(await share.putHeader(share.header(), { replaces: random(5) })).toEqual(refused(409, 'conflict'));
    expect(await share.putHeader(random(200))).toEqual(refused(400, 'bad-request'));
    const header = share.header();
    expect(await share.putHeader(concat(header, new Uint8Array(1)))).toEqual(refused(400, 'bad-request'));
    expect(await share.putHeader(header.slice(0, -1))).toEqual(refused(400, 'bad-request'));
    expect((await share.putHeader(random(1_048_577))).body.error.code).toBe('bad-request');
    expect((await share.putHeader(random(1_300_000))).body.error.code).toBe('body-too-large');
    expect(await share.state()).toBe('uploading');
  });

  it('is a success each time the same bytes are put', async () => {
    const share = await prepared();
    const header = share.header();
    expect(await share.putHeader(header)).toEqual(ok);
    expect(await share.putHeader(header)).toEqual(ok);
    expect(await share.putHeader(header, { access: random(32) })).toEqual(refused(409, 'conflict'));
    expect(await share.putHeader(share.header())).toEqual(refused(409, 'conflict'));
  });

  it('wins alone: one of two different ones, both of two equal ones', async () => {
    const share = await prepared();
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => (await share.putHeader(share.header())).status),
    );
    expect(answers.toSorted((x, y) => x - y)).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);

    const other = await prepared();
    const header = other.header();
    expect(await Promise.all([other.putHeader(header), other.putHeader(header)])).toEqual([ok, ok]);
  });
});

describe('the next header', () => {
  it('in the same epoch adds ways to open and keeps the rest', async () => {
    const share = await prepared();
    const first = share.header();
    await share.putHeader(first);
    const next = share.header({ rev: 2 });
    for (const bad of [
      share.header({ rev: 3 }),
      share.header({ rev: 1 }),
      share.header({ rev: 2, manifest: random(32) }),
      share.header({ rev: 2, manifestSize: MANIFEST_SEALED_MIN + 1 }),
      share.header({ rev: 2, created: 5 }),
      share.header({ epoch: 3 }),
      share.header({ epoch: 2, rev: 2 }),
      share.header({ epoch: 2 }),
    ]) {
      expect(await share.putHeader(bad, { replaces: first })).toEqual(refused(400, 'bad-request'));
    }
    expect(await share.putHeader(next, { replaces: first, access: random(32) })).toEqual(
      refused(400, 'bad-request'),
    );
    expect(await share.putHeader(next)).toEqual(refused(409, 'conflict'));
    expect(await share.putHeader(next, { replaces: next })).toEqual(refused(409, 'conflict'));
    expect(await share.putHeader(next, { replaces: first })).toEqual(ok);
    expect(await share.putHeader(next, { replaces: first })).toEqual(ok);
    expect(await held(share, share.manifest)).toBe(MANIFEST_SEALED_MIN);
  });

  it('in a new epoch has a new access token and manifest; the old manifest goes', async () => {
    const share = await prepared();
    const first = share.header();
    await share.putHeader(first);
    const { manifest, header, access } = await nextEpoch(share);
    expect(await share.putHeader(header, { replaces: first })).toEqual(refused(400, 'bad-request'));
    expect(await share.putHeader(header, { replaces: first, access })).toEqual(ok);
    expect(await held(share, share.manifest)).toBeNull();
    expect(await held(share, manifest)).toBe(MANIFEST_SEALED_MIN);

    const old = await server.call('GET', `${share.path}/manifest`, { token: share.access });
    expect(old).toEqual(refused(401, 'wrong-token'));
    const { body } = await server.call('GET', `${share.path}/manifest`, { token: access });
    expect(await getObject(server, body.url)).toEqual(manifest);
    server.clock.now += 7_200 / 4;
    await sweep(server.deps);
    expect(await held(share, manifest)).toBe(MANIFEST_SEALED_MIN);
  });

  it('of two at once one wins, and the manifest of the other is swept', async () => {
    const share = await prepared();
    await share.own('PATCH', '', { lifetime: 86_400 });
    const first = share.header();
    await share.putHeader(first);
    const [a, b] = [await nextEpoch(share), await nextEpoch(share)];
    const answers = await Promise.all(
      [a, b].map(
        async ({ header, access }) => (await share.putHeader(header, { replaces: first, access })).status,
      ),
    );
    expect(answers.toSorted((x, y) => x - y)).toEqual([200, 409]);
    const [winner, loser] = answers[0] === 200 ? [a, b] : [b, a];
    server.clock.now += 7_199;
    await sweep(server.deps);
    expect(await held(share, loser.manifest)).toBe(MANIFEST_SEALED_MIN);
    server.clock.now += 1;
    await sweep(server.deps);
    expect(await held(share, loser.manifest)).toBeNull();
    expect(await held(share, winner.manifest)).toBe(MANIFEST_SEALED_MIN);
    expect(
      (await share.putHeader(loser.header, { replaces: winner.header, access: loser.access })).status,
    ).toBe(400);
  });

  it('cannot name a manifest that is being deleted', async () => {
    const share = await prepared();
    await share.own('PATCH', '', { lifetime: 86_400 });
    const { database } = server.deps;
    await database.updateTable('deletions').set({ claimed: 1 }).where('shareId', '=', share.id).execute();
    expect(await share.putHeader(share.header())).toEqual(refused(409, 'wrong-state'));
    const json = { sha256: toBase64Url(digest(share.manifest)), size: share.manifest.length };
    expect(await share.own('POST', '/manifest', json)).toEqual(refused(409, 'conflict'));
    expect(await share.state()).toBe('uploading');
  });
});

describe('manifests', () => {
  it('of two shares with the same bytes are two objects', async () => {
    const [a, b] = [await prepared(), await prepared()];
    await b.sendManifest(a.manifest);
    await a.own('DELETE', '');
    expect(await held(a, a.manifest)).toBeNull();
    expect(await held(b, a.manifest)).toBe(MANIFEST_SEALED_MIN);
  });

  it('are only so many on their way', async () => {
    const share = new TestShare(server);
    await share.create();
    const ask = () => share.own('POST', '/manifest', { sha256: toBase64Url(random(32)), size: 5_000 });
    for (let i = 0; i < 64; i++) expect((await ask()).status).toBe(200);
    expect(await ask()).toEqual({
      status: 429,
      body: { error: { code: 'rate-limited', retryAfter: 3_600 } },
    });
  });

  it('have the announced digest and length or are not stored', async () => {
    const share = new TestShare(server);
    await share.create();
    const manifest = random(5_000);
    const json = { sha256: toBase64Url(digest(manifest)), size: 5_000 };
    const { body } = await share.own('POST', '/manifest', json);
    expect((await putObject(server, body.url, random(5_000))).status).toBe(400);
    expect((await putObject(server, body.url, random(4_999))).status).toBe(400);
    expect(await held(share, manifest)).toBeNull();
    for (const size of [0, 10, 2 ** 25]) {
      expect(await share.own('POST', '/manifest', { ...json, size })).toEqual(refused(400, 'bad-request'));
    }
  });
});
