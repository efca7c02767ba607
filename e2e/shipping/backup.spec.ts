/** Backups of the running server, and what is restored from them elsewhere: `npm run test:shipping`. docs/testing.md. */
import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CopyObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect, test } from '@playwright/test';
import { startPostgres } from '../../scripts/postgres-server.mjs';
import { makeBucket } from '../../scripts/s3-bucket.mjs';
import { startS3 } from '../../scripts/s3-server.mjs';
import type { Fetch } from '../../shared/client.ts';
import { mortalServer, run } from '../crash/process.ts';
import { read } from '../crash/reader.ts';
import { Sender, type SenderOptions } from '../crash/sender.ts';
import { smallDisk } from '../crash/small-disk.ts';
import { newDatabase } from '../own-database.ts';
import { freePort } from '../server.ts';
import { runChild } from './children.ts';
import { root } from './image.ts';
import { needPrograms } from './programs.ts';

const SIZE = 30_000_000;
/** Of each kind: ready before, held in their middle, and one after another all the time. */
const EACH = 3;
/** Parts that a held upload has sent. */
const SENT = 2;

/** `node dist/api/admin.js`, as it is called beside an installed server. */
function admin(environment: Record<string, string>, ...parameters: readonly string[]) {
  const command = [process.execPath, join(root, 'dist/api/admin.js'), ...parameters];
  return runChild(command, { PATH: process.env['PATH'] ?? '', ...environment });
}

/** Lets requests that put parts through until `allowed` have been, then holds all of them until it is lifted. */
function gate(allowed: number) {
  let [put, lift] = [0, () => {}];
  let reached = () => {};
  const lifted = new Promise<void>((done) => (lift = done));
  const held = new Promise<void>((done) => (reached = done));
  return {
    lift: () => lift(),
    held,
    pass:
      (fetchThere: Fetch): Fetch =>
      async (url, init) => {
        if (init.method === 'PUT' && ++put > allowed) {
          reached();
          await lifted;
        }
        return await fetchThere(url, init);
      },
  };
}

test('@shipping disk: a backup taken while uploads run opens what was ready, and uploads go on from it', async () => {
  test.setTimeout(240_000);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const first = await mortalServer({ port });
  const work = await mkdtemp(join(tmpdir(), 'sealdrop-restored-'));
  // Another file system than the server's: files are copied, not linked.
  const disk = await smallDisk('size=1g');
  const lost = new AbortController();
  // Each sender listens.
  setMaxListeners(0, lost.signal);
  const free: Sender[] = [];
  const going: Promise<unknown>[] = [];
  try {
    const fetchThere = (url: string, init: RequestInit) => fetch(new URL(url, origin), init);
    const newSender = (name: string, more: Partial<SenderOptions> = {}) =>
      Sender.prepare({ origin, size: SIZE, name, fetch: fetchThere, ...more });
    const ready = await Promise.all(Array.from({ length: EACH }, (_, i) => newSender(`ready-${i}.bin`)));
    for (const sender of ready) await sender.run();

    const gates = Array.from({ length: EACH }, () => gate(SENT));
    const held = await Promise.all(
      gates.map(({ pass }, i) => newSender(`held-${i}.bin`, { fetch: pass(fetchThere) })),
    );
    const resting = held.map((sender) => sender.run());
    // Awaited below; until then a failure must not count as unhandled.
    for (const one of resting) one.catch(() => undefined);
    await Promise.all(gates.map((one) => one.held));
    await expect.poll(() => held.map(({ acknowledged }) => acknowledged.size)).toEqual(held.map(() => SENT));

    // Beside them others go on, one after another, before the backup, during it, and until the machine is lost.
    const lanes = Array.from({ length: EACH }, async (_, lane) => {
      for (let i = 0; !lost.signal.aborted; i++) {
        const sender = await newSender(`free-${lane}-${i}.bin`, { signal: lost.signal });
        free.push(sender);
        await sender.run();
      }
    });
    going.push(...lanes.map((lane) => lane.catch(() => undefined)));
    const ended = () => free.filter(({ phase }) => phase === 'ready');
    await expect.poll(() => ended().length, { timeout: 60_000 }).toBeGreaterThan(0);
    const before = ended();
    const folder = join(disk.folder, 'backup');
    const backup = await admin({ DATA_DIR: first.dataDir }, 'backup', folder);
    expect(backup.code, backup.output).toBe(0);
    expect(backup.output).toMatch(/^\d+ shares, 0 of them without an object$/m);
    const again = 'That folder is not empty: name a new one.\n';
    expect(await admin({ DATA_DIR: first.dataDir }, 'backup', folder)).toEqual({ code: 1, output: again });
    console.log(
      `${before.length} of them ready when it began, ${ended().length} when it ended: ${backup.output.trim()}`,
    );
    expect(free.length).toBeGreaterThan(ended().length);
    expect(existsSync(join(folder, 'keys'))).toBe(false);

    // The machine is lost. What was kept apart from the backup, and nothing else, is the keys.
    lost.abort();
    await first.kill();
    await Promise.all(going);
    const restored = join(work, 'data');
    await cp(folder, restored, { recursive: true });
    const keys = join(first.dataDir, 'keys');
    if (existsSync(keys)) await cp(keys, join(restored, 'keys'), { recursive: true });
    const second = await mortalServer({ port, dataDir: restored });
    try {
      const audited = await admin({ DATA_DIR: restored }, 'audit');
      expect(audited).toMatchObject({
        code: 0,
        output: expect.stringMatching(/, 0 without a share, 0 missing\n$/),
      });
      for (const sender of ready)
        expect(await read(origin, sender)).toMatchObject({ digest: sender.digest() });
      for (const one of gates) one.lift();
      await Promise.all(resting);
      for (const sender of held) {
        expect(sender.sentAgain).toEqual([]);
        expect(await read(origin, sender)).toMatchObject({ digest: sender.digest() });
      }
      expect((await admin({ DATA_DIR: restored }, 'sweep')).code).toBe(0);
      expect((await admin({ DATA_DIR: restored }, 'audit')).code).toBe(0);
    } finally {
      await second.remove();
    }
  } finally {
    await first.remove();
    await disk.remove();
    await rm(work, { recursive: true, force: true });
  }
});

test('@shipping PostgreSQL and bucket: pg_dump, then the bucket; the audit names what ended in between', async () => {
  test.setTimeout(300_000);
  const postgres = await startPostgres({ durable: false });
  needPrograms({ pg_dump: 'postgresql-client', pg_restore: 'postgresql-client' });
  const service = await startS3();
  const work = await mkdtemp(join(tmpdir(), 'sealdrop-dump-'));
  const closing: (() => Promise<unknown>)[] = [postgres.stop, service.stop];
  try {
    const [port, other] = [await freePort(), await freePort()];
    const [from, to] = [await newDatabase(postgres.url), await newDatabase(postgres.url)];
    const [live, copy] = [
      await makeBucket(service.environment, null),
      await makeBucket(service.environment, null),
    ];
    closing.push(from.remove, to.remove, live.remove, copy.remove);
    const environmentOf = (database: typeof from, bucket: string) => ({
      ...service.environment,
      ...database.environment,
      S3_BUCKET: bucket,
    });
    const first = await mortalServer({ port, environment: environmentOf(from, live.name) });
    closing.push(() => first.remove());
    const fetchThere = (url: string, init: RequestInit) => fetch(new URL(url, first.origin), init);
    const newSender = (name: string) =>
      Sender.prepare({ origin: first.origin, size: 9_000_000, name, fetch: fetchThere });
    const [kept, revoked, later] = [
      await newSender('kept'),
      await newSender('revoked'),
      await newSender('later'),
    ];
    await kept.run();
    await revoked.run();

    const file = join(work, 'sealdrop.dump');
    await run('pg_dump', '--format=custom', `--file=${file}`, from.environment['DATABASE_URL'] ?? '');
    await revoked.revoke();
    await later.run();
    for (const { Key = '' } of await objectsIn(live)) {
      const command = { Bucket: copy.name, Key, CopySource: `${live.name}/${Key}` };
      await copy.client.send(new CopyObjectCommand(command));
    }

    await first.kill();
    await run('pg_restore', '--no-owner', `--dbname=${to.environment['DATABASE_URL'] ?? ''}`, file);
    const environment = environmentOf(to, copy.name);
    const dataDir = join(work, 'data');
    const keys = join(first.dataDir, 'keys');
    if (existsSync(keys)) await cp(keys, join(dataDir, 'keys'), { recursive: true });
    const second = await mortalServer({ port: other, dataDir, environment });
    closing.push(() => second.remove());
    expect(await read(second.origin, kept)).toMatchObject({ digest: kept.digest() });
    // Two objects of one share are not there, and two of another belong to nobody.
    const of = { DATA_DIR: dataDir, ...environment };
    const audited = await admin(of, 'audit');
    expect(audited.code).toBe(1);
    expect(
      audited.output.match(new RegExp(`^share without its object {2}${revoked.prefix}  `, 'gm')),
    ).toHaveLength(2);
    expect(
      audited.output.match(new RegExp(`^object without a share {2}${later.prefix}/`, 'gm')),
    ).toHaveLength(2);
    expect(audited.output).toMatch(/^2 shares, 4 objects, 2 without a share, 2 missing$/m);
    expect((await admin(of, 'delete', revoked.prefix)).code).toBe(0);
    expect((await admin(of, 'audit')).output).toMatch(/^1 share, 4 objects, 2 without a share, 0 missing$/m);
    expect((await admin(of, 'backup', join(work, 'none'))).code).toBe(1);
  } finally {
    for (const close of closing.toReversed()) await close();
    await rm(work, { recursive: true, force: true });
  }
});

async function objectsIn({ client, name }: Awaited<ReturnType<typeof makeBucket>>) {
  return (await client.send(new ListObjectsV2Command({ Bucket: name }))).Contents ?? [];
}
