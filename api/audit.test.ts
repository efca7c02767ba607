/** What an audit finds, and that it finds nothing where nothing is wrong. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { random, toHex } from '../shared/bytes.ts';
import { audit } from './audit.ts';
import { bodyKey, manifestKey } from './object-keys.ts';
import { sweep } from './sweep.ts';
import { digest, putObject, type TestServer, TestShare, testServer } from './testing.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(async () => {
  await server.close();
});

async function putAt(key: string): Promise<void> {
  const bytes = random(100);
  const target = { key, part: null, size: bytes.length, sha256: digest(bytes) };
  const { url } = await server.deps.objects.presignPut(target);
  expect((await putObject(server, url, bytes)).status).toBe(200);
}

const clean = { foreign: 0, orphans: [], missing: [], altered: [] };

describe('an audit', () => {
  it('finds nothing in an empty store, nor where shares are in every state', async () => {
    expect(await audit(server.deps)).toEqual({ shares: 0, objects: 0, ...clean });
    const [ready, uploading, complete, ended] = [0, 0, 0, 0].map(() => new TestShare(server));
    await ready?.ready();
    await uploading?.create();
    await uploading?.upload();
    await complete?.create();
    await complete?.complete();
    await complete?.sendManifest();
    await ended?.ready();
    await ended?.own('DELETE', '');
    expect(await audit(server.deps)).toEqual({ shares: 3, objects: 4, ...clean });
  });

  it('finds objects and uploads of no share, and what is not ours', async () => {
    const live = new TestShare(server);
    await live.ready();
    const stray = manifestKey(live.id, random(32));
    const [body, manifest, upload] = [
      bodyKey(random(16)),
      manifestKey(random(16), random(32)),
      bodyKey(random(16)),
    ];
    for (const key of [stray, body, manifest, 'ab/other']) await putAt(key);
    await server.deps.objects.begin(upload);
    const found = await audit(server.deps);
    expect(found).toMatchObject({ shares: 1, objects: 6, foreign: 1, missing: [], altered: [] });
    expect(found.orphans.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
      [
        { key: stray, size: 100 },
        { key: body, size: 100 },
        { key: manifest, size: 100 },
        { key: upload, size: null },
      ].toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    );
  });

  it('finds shares whose body or manifest is gone, and bodies of another size', async () => {
    const shares = [0, 1, 2, 3].map(() => new TestShare(server));
    for (const share of shares) await share.ready();
    const [whole, bodiless, listless, other] = shares.map(({ id }) => id);
    if (!whole || !bodiless || !listless || !other) throw new Error('four');
    const objects = join(server.folder, 'objects/objects');
    await rm(join(objects, bodyKey(bodiless)), { recursive: true });
    const manifest = manifestKey(listless, digest(shares[2]?.manifest ?? random(1)));
    await rm(join(objects, manifest));
    await rm(join(objects, bodyKey(other)), { recursive: true });
    await putAt(bodyKey(other));
    const { missing } = await audit(server.deps);
    expect(missing.map(({ shareId, key }) => `${shareId} ${key}`).toSorted()).toEqual(
      [
        `${toHex(bodiless)} ${bodyKey(bodiless)}`,
        `${toHex(listless)} ${manifest}`,
        `${toHex(other)} ${bodyKey(other)}`,
      ].toSorted(),
    );
  });
});

describe('a sweep', () => {
  it('ends uploads that nobody has finished, and none that is ready or younger', async () => {
    const { deps, clock } = server;
    const [ready, old, whole] = [0, 1, 2].map(() => new TestShare(server));
    const long = { lifetime: 30 * 86_400 };
    await ready?.ready(long);
    await old?.create(long);
    await old?.upload();
    await whole?.create(long);
    await whole?.complete();
    clock.now += 86_400;
    const young = new TestShare(server);
    await young.create(long);
    clock.now += 6 * 86_400 - 1;
    expect(await sweep(deps)).toMatchObject({ ended: 0 });
    clock.now += 1;
    expect(await sweep(deps)).toMatchObject({ ended: 2, deleted: 2, failed: 0, broken: 0 });
    expect(await old?.state()).toBe('ended');
    expect(await whole?.state()).toBe('ended');
    expect(await ready?.state()).toBe('ready');
    expect(await young.state()).toBe('uploading');
    expect(await audit(deps)).toMatchObject({ shares: 2, ...clean });
  });

  it('of twelve hundred shares that are over leaves none, by four sweeps at once', async () => {
    const { deps, clock } = server;
    const row = {
      tokenHash: random(32),
      bodySize: 4_128,
      deliver: 0,
      created: clock.now,
      downloadLimit: null,
    } as const;
    const rest = { downloads: 0, upload: null, complete: 0, header: null, headerHash: null } as const;
    const none = {
      accessHash: null,
      manifestHash: null,
      inbox: null,
      requestLink: null,
      inboxState: null,
      arrived: null,
    };
    const values = Array.from({ length: 1_200 }, () => ({
      ...row,
      ...rest,
      ...none,
      id: random(16),
      expires: clock.now + 60,
    }));
    for (let i = 0; i < values.length; i += 100) {
      await deps.database
        .insertInto('shares')
        .values(values.slice(i, i + 100))
        .execute();
    }
    clock.now += 60;
    const swept = await Promise.all(Array.from({ length: 4 }, () => sweep(deps)));
    expect(swept.reduce((sum, { ended }) => sum + ended, 0)).toBe(1_200);
    expect(swept.every(({ failed, broken }) => failed + broken === 0)).toBe(true);
    expect(await deps.database.selectFrom('shares').select('id').execute()).toEqual([]);
    // Once more when no address can write any longer.
    clock.now += 7_200;
    expect(await sweep(deps)).toMatchObject({ deleted: 1_200 });
    expect(await deps.database.selectFrom('deletions').select('key').execute()).toEqual([]);
  });
});
