/** Backups of DATA_DIR while its shares change: what is restored from one names no object that it does not have. */
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { random, toHex } from '../shared/bytes.ts';
import { audit } from './audit.ts';
import { beginBackup } from './backup.ts';
import type { Config } from './config.ts';
import { requireShare } from './database/shares.ts';
import { bodyKey } from './object-keys.ts';
import { progressOf } from './progress.ts';
import { openDependencies } from './server.ts';
import { sweep } from './sweep.ts';
import { digest, type TestServer, TestShare, testServer } from './testing.ts';

let server: TestServer;
let folder: string;
beforeEach(async () => {
  server = await testServer();
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-backup-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs `body` on what is restored from the backup, as a server would open it. */
async function restored(body: (deps: Awaited<ReturnType<typeof openDependencies>>) => Promise<void>) {
  const dataDir = join(folder, 'restored');
  await cp(join(folder, 'backup'), dataDir, { recursive: true });
  // Kept apart from it.
  await cp(join(server.folder, 'keys'), join(dataDir, 'keys'), { recursive: true });
  const config: Config = { ...server.deps.config, dataDir };
  const deps = await openDependencies({ config, log: server.deps.log, now: () => server.clock.now });
  try {
    await body(deps);
  } finally {
    await deps.database.destroy();
  }
}

const begin = () => beginBackup(server.deps, join(folder, 'backup'));
const clean = { foreign: 0, orphans: [], missing: [], altered: [] };

it('has shares in every state, and a database file alone beside their objects', async () => {
  const [ready, uploading, complete, ended] = [0, 0, 0, 0].map(() => new TestShare(server, 20_000_000));
  await ready?.ready();
  await uploading?.create();
  await uploading?.upload();
  const { key, id } = await uploadIn(server.deps, uploading);
  const uploadFolder = join('objects/uploads', key, id);
  await writeFile(join(server.folder, uploadFolder, 'index.0123456789abcdef'), 'half of');
  await complete?.create();
  await complete?.complete();
  await complete?.sendManifest();
  await ended?.ready();
  await ended?.own('DELETE', '');
  const backup = await (await begin()).finish();
  expect(backup).toEqual({ shares: 3, damaged: [] });
  expect((await readdir(join(folder, 'backup'))).sort()).toEqual(['objects', 'sealdrop.db']);
  await restored(async (deps) => {
    expect(await audit(deps)).toEqual({ shares: 3, objects: 4, ...clean });
    const upload = await deps.objects.parts(await uploadIn(deps, uploading));
    expect(upload?.map(({ size }) => size)).toEqual(uploading?.parts().map(({ size }) => size));
    const brought = await readdir(join(deps.config.dataDir, uploadFolder));
    expect(brought.filter((name) => name !== 'order')).toHaveLength(upload?.length ?? 0);
    expect(await sweep(deps)).toMatchObject({ failed: 0, broken: 0 });
    expect(await audit(deps)).toMatchObject(clean);
  });
});

async function uploadIn(deps: TestServer['deps'], share: TestShare | undefined) {
  const id = share?.id ?? random(16);
  const row = await deps.database
    .selectFrom('shares')
    .select('upload')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { key: bodyKey(id), id: row.upload ?? '' };
}

it('takes anew what changes between database and objects', async () => {
  const shares = Array.from({ length: 5 }, () => new TestShare(server));
  const [revoked, headed, completed, finished, untouched] = shares;
  if (!revoked || !headed || !completed || !finished || !untouched) throw new Error('five');
  const first = await headed.ready();
  await revoked.ready();
  await untouched.ready();
  await completed.create();
  await finished.create();

  const unfinished = await begin();
  await revoked.own('DELETE', '');
  const manifest = random(headed.manifest.length);
  await headed.sendManifest(manifest);
  const next = headed.header({ epoch: 2, manifest: digest(manifest) });
  expect((await headed.putHeader(next, { access: random(32), replaces: first })).status).toBe(200);
  await completed.complete();
  await finished.complete();
  await finished.sendManifest();
  await finished.putHeader(finished.header());
  const newer = new TestShare(server);
  await newer.ready();
  await sweep(server.deps);
  expect(await unfinished.finish()).toEqual({ shares: 4, damaged: [] });

  await restored(async (deps) => {
    expect(await audit(deps)).toMatchObject({ shares: 4, ...clean });
    const rows = await deps.database
      .selectFrom('shares')
      .select(['id', 'manifestHash', 'bodySize'])
      .execute();
    const of = ({ id }: TestShare) => rows.find((row) => toHex(row.id) === toHex(id));
    expect([of(revoked), of(newer)]).toEqual([undefined, undefined]);
    expect(of(headed)?.manifestHash).toEqual(digest(manifest));
    const told = await deps.database.selectFrom('tombstones').select('reason').execute();
    expect(told).toEqual([{ reason: 'revoked' }]);
    const { bytes } = await deps.database.selectFrom('totals').select('bytes').executeTakeFirstOrThrow();
    expect(bytes).toBe(rows.reduce((sum, { bodySize }) => sum + bodySize, 0));
    // Nothing that a live share needs is on the list of what is to go.
    server.clock.now += 3 * 3_600 - 1;
    await sweep(deps);
    const left = await audit(deps);
    expect([left.missing, left.orphans]).toEqual([[], []]);
  });
});

it('knows as whole what is completed between database and objects', async () => {
  const [told, met, cut] = [0, 0, 0].map(() => new TestShare(server, 20_000_000));
  if (!told || !met || !cut) throw new Error('three');
  for (const share of [told, met, cut]) await share.create();
  const parts = await told.upload();
  await met.upload();
  const named = await cut.upload();

  const unfinished = await begin();
  // Some parts of it were brought before it went away.
  const upload = await uploadIn(server.deps, met);
  const path = join('objects/uploads', upload.key, upload.id);
  const [first = ''] = await readdir(join(server.folder, path));
  await mkdir(join(folder, 'backup', path), { recursive: true });
  await cp(join(server.folder, path, first), join(folder, 'backup', path, first));
  await met.complete();
  await told.own('POST', '/complete', { parts });
  // In the store alone: the server fell before it could say so.
  const sizes = cut.parts().map(({ size }) => size);
  await server.deps.objects.complete(
    await uploadIn(server.deps, cut),
    named.map(({ number, etag }, index) => ({
      number,
      etag,
      size: sizes[index] ?? 0,
      sha256: digest(cut.part(number)),
    })),
  );
  expect(await unfinished.finish()).toEqual({ shares: 3, damaged: [] });

  await restored(async (deps) => {
    const rows = await deps.database.selectFrom('shares').select(['id', 'complete']).execute();
    const of = ({ id }: TestShare) => rows.find((row) => toHex(row.id) === toHex(id))?.complete;
    expect([told, met, cut].map(of)).toEqual([1, 1, 0]);
    for (const share of [told, met, cut]) {
      expect(await deps.objects.parts(await uploadIn(deps, share))).toBeNull();
      const { id } = share;
      expect(await progressOf(deps, await requireShare(deps.database, id, deps.now()))).toMatchObject({
        complete: true,
        received: share.body.length,
      });
    }
    expect(await audit(deps)).toEqual({ shares: 3, objects: 3, ...clean });
  });
});

it('is for one user alone, from its first moment and in a folder that was open', async () => {
  await new TestShare(server).ready();
  const backup = join(folder, 'backup');
  await mkdir(backup);
  await chmod(backup, 0o755);
  const mode = async (name: string) => (await stat(join(backup, name))).mode & 0o777;
  const unfinished = await begin();
  expect([await mode(''), await mode('sealdrop.db.unfinished')]).toEqual([0o700, 0o600]);
  await unfinished.finish();
  expect([await mode(''), await mode('sealdrop.db'), await mode('objects')]).toEqual([0o700, 0o600, 0o700]);
});

it('says which share misses an object in the store itself', async () => {
  const share = new TestShare(server);
  await share.ready();
  await new TestShare(server).ready();
  await server.deps.objects.remove(bodyKey(share.id));
  expect(await (await begin()).finish()).toEqual({ shares: 2, damaged: [toHex(share.id)] });
});

it('on one disk takes no room, and stays as it was when its shares end', async () => {
  const share = new TestShare(server, 9_000_000);
  await share.ready();
  await (await begin()).finish();
  const body = join('objects/objects', bodyKey(share.id));
  for (const name of await readdir(join(folder, 'backup', body)))
    expect((await stat(join(folder, 'backup', body, name))).ino).toBe(
      (await stat(join(server.folder, body, name))).ino,
    );
  await share.own('DELETE', '');
  await restored(async (deps) => {
    const names = (await readdir(join(deps.config.dataDir, body))).filter((name) => name !== 'index');
    const bytes = await Promise.all(
      names.sort().map((name) => readFile(join(deps.config.dataDir, body, name))),
    );
    expect(Buffer.concat(bytes).equals(share.body)).toBe(true);
  });
});

it('with a bucket, is the database alone', async () => {
  const share = new TestShare(server);
  await share.ready();
  const [endpoint, region, addressing, checksum, transfer] = [null, 'r', 'path', 'none', 'direct'] as const;
  const s3 = { bucket: 'elsewhere', endpoint, region, addressing, checksum, transfer };
  const deps = { ...server.deps, config: { ...server.deps.config, s3 } };
  const backup = await (await beginBackup(deps, join(folder, 'backup'))).finish();
  expect(backup).toEqual({ shares: 1, damaged: [] });
  expect(await readdir(join(folder, 'backup'))).toEqual(['sealdrop.db']);
});

it('refuses a folder in which another one has begun', async () => {
  await begin();
  await expect(begin()).rejects.toThrow();
});
