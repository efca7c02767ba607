/** A full disk: what is refused and how, and that ending shares makes room again. */
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountSmallDisk, unmountSmallDisk } from './small-disk.ts';
import { sweep } from './sweep.ts';
import { putObject, type TestServer, TestShare, testServer } from './testing.ts';

/** The part of a small disk that no object gets. */
const RESERVE_SHARE = 1 / 8;
const full = { status: 507, body: { error: { code: 'storage-full' } } };

describe('a disk filled by uploads', () => {
  let folder: string;
  let server: TestServer | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sealdrop-full-'));
  });
  afterEach(async () => {
    await server?.deps.database.destroy();
    if (server) unmountSmallDisk(folder);
    server = undefined;
    await rm(folder, { recursive: true });
  });

  async function onSmallDisk(): Promise<TestServer> {
    mountSmallDisk(folder, 'size=32m');
    server = await testServer({ dataDir: folder });
    return server;
  }

  async function free(): Promise<number> {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  }

  it('has room for its ends, by revocation and by time, and takes uploads again', async () => {
    const under = await onSmallDisk();
    const empty = await free();
    /** Creates shares and sends their parts, all of each at once, until one is refused. */
    const fill = async () => {
      const shares: TestShare[] = [];
      for (;;) {
        const share = new TestShare(under, 3_000_000);
        if ((await share.create()).status !== 201) return shares;
        shares.push(share);
        const { body } = await share.own('POST', '/parts', { parts: share.parts() });
        const answers = await Promise.all(
          body.parts.map(async ({ number, url }) => await putObject(under, url, share.part(number))),
        );
        const refused = answers.find(({ status }) => status !== 200);
        if (!refused) continue;
        expect([refused.status, await refused.json()]).toEqual([full.status, full.body]);
        return shares;
      }
    };

    const shares = await fill();
    expect(shares.length).toBeGreaterThan(5);
    expect(await free()).toBeGreaterThan(3_000_000);
    for (const share of shares) expect(await share.own('DELETE', '')).toEqual({ status: 200, body: {} });
    expect(await free()).toBeGreaterThan(empty - 2_000_000);

    const again = await fill();
    expect(again.length).toBeGreaterThan(5);
    under.clock.now += 3_600;
    await sweep(under.deps);
    expect(await again[0]?.state()).toBe('ended');
    expect(await free()).toBeGreaterThan(empty - 2_000_000);
    const next = new TestShare(under, 3_000_000);
    await next.create();
    expect((await next.complete()).status).toBe(200);
    expect(under.lines.join('')).not.toContain('"level":"error"');
  });

  it('keeps its reserve against fifty uploads at once, and ends every one of them', async () => {
    const under = await onSmallDisk();
    const reserve = (await statfs(folder)).blocks * (await statfs(folder)).bsize * RESERVE_SHARE;
    const shares = Array.from({ length: 50 }, () => new TestShare(under, 1_200_000));
    for (const share of shares) expect((await share.create()).status).toBe(201);
    const sent = shares.map(async (share) => {
      const { body } = await share.own('POST', '/parts', { parts: share.parts() });
      return (await putObject(under, body.parts[0]?.url ?? '', share.part(1))).status;
    });
    let least = Number.POSITIVE_INFINITY;
    let running = true;
    const all = Promise.all(sent).finally(() => {
      running = false;
    });
    while (running) least = Math.min(least, await free());
    const statuses = await all;
    expect(new Set(statuses)).toEqual(new Set([200, 507]));
    // What the database wrote meanwhile came out of it, as it should.
    expect(least).toBeGreaterThan(reserve - 1_000_000);
    for (const share of shares) expect(await share.own('DELETE', '')).toEqual({ status: 200, body: {} });
    expect(under.lines.join('')).not.toContain('"level":"error"');
  });
});
