/** A full disk: what is refused and how, and that ending shares makes room again. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import Sqlite from 'libsql';
import { afterEach, describe, expect, it } from 'vitest';
import { httpError } from './http-errors.ts';
import { sweep } from './sweep.ts';
import { putObject, type TestServer, TestShare, testServer } from './testing.ts';

const full = { status: 507, body: { error: { code: 'storage-full' } } };

describe('a database without room', () => {
  it('says so, whichever statement finds out', async () => {
    const server = await testServer();
    try {
      const kept = new TestShare(server);
      await kept.ready();
      // Not a page more: SQLite says the same then as on a full disk, and rolls back by itself.
      await sql`pragma max_page_count = 1`.execute(server.deps.database);
      const creates = [];
      for (let i = 0; i < 100; i++) creates.push(await new TestShare(server).create());
      expect(creates.at(-1)).toEqual(full);
      const claims = [];
      for (let i = 0; i < 100; i++) claims.push(await kept.claim());
      expect(claims.at(-1)).toEqual(full);
      await sql`pragma max_page_count = 100000`.execute(server.deps.database);
      expect((await new TestShare(server).create()).status).toBe(201);
      expect((await kept.claim()).status).toBe(200);
      expect(server.lines.join('')).not.toContain('unexpected');
    } finally {
      await server.close();
    }
  });

  it('that another process holds asks for a moment', async () => {
    const server = await testServer();
    const other = new Sqlite(join(server.folder, 'sealdrop.db'));
    try {
      const share = new TestShare(server);
      await share.create();
      await sql`pragma busy_timeout = 10`.execute(server.deps.database);
      other.exec('begin immediate');
      const busy = { status: 429, body: { error: { code: 'rate-limited', retryAfter: 1 } } };
      expect(await new TestShare(server).create()).toEqual(busy);
      expect(await share.own('PATCH', '', { limit: 7 })).toEqual(busy);
      other.exec('rollback');
      expect((await share.own('PATCH', '', { limit: 7 })).status).toBe(200);
      expect((await new TestShare(server).create()).status).toBe(201);
    } finally {
      other.close();
      await server.close();
    }
  });

  it.each(['SQLITE_FULL', 'ENOSPC', 'EDQUOT'])('%s is storage-full', (name) => {
    expect(httpError(Object.assign(new Error(name), { code: name })).status).toBe(507);
  });
});

describe('a disk filled by uploads', () => {
  let folder: string | undefined;
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.deps.database.destroy();
    if (folder !== undefined) {
      // Lazily: libsql keeps the files open until its statements are collected.
      execFileSync('umount', ['-l', folder]);
      await rm(folder, { recursive: true });
    }
    folder = undefined;
    server = undefined;
  });

  it('has room for its ends, by revocation and by time, and takes uploads again', async (context) => {
    const at = await mkdtemp(join(tmpdir(), 'sealdrop-full-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', at], { stdio: 'pipe' });
    } catch (error) {
      await rm(at, { recursive: true });
      context.skip(`needs the right to mount a disk of 32 MB: ${String(error)}`);
    }
    folder = at;
    server = await testServer({ dataDir: at });
    const under = server;

    const free = async () => {
      const { bavail, bsize } = await statfs(at);
      return bavail * bsize;
    };
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
    server.clock.now += 3_600;
    await sweep(server.deps);
    expect(await again[0]?.state()).toBe('ended');
    expect(await free()).toBeGreaterThan(empty - 2_000_000);
    const next = new TestShare(server, 3_000_000);
    await next.create();
    expect((await next.complete()).status).toBe(200);
    expect(server.lines.join('')).not.toContain('"level":"error"');
  });
});
