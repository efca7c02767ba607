/**
 * From one person to another by a bucket, in five commands, without a server of Sealdrop; over a real S3 service. `npm run
 * test:s3` says in the environment where it is.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListMultipartUploadsCommand, ListPartsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testBucket } from './bucket.test-data.ts';

const { bucket, client } = testBucket();
const PASSPHRASE = 'of a key pair';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-workflow-'));
});
afterAll(async () => {
  client.destroy();
  await rm(folder, { recursive: true, force: true });
});

/** A command line of `user`, from the outside; nobody is at the server that it is told of. */
const commandOf = (user: string, parameters: readonly string[]) =>
  [
    process.execPath,
    ['scripts/sealdrop.mjs', ...parameters],
    {
      env: {
        ...process.env,
        XDG_CONFIG_HOME: join(folder, user),
        SEALDROP_KEY_PASSPHRASE: PASSPHRASE,
        SEALDROP_SERVER: 'http://127.0.0.1:9',
      },
    },
  ] as const;

function sealdrop(
  user: string,
  ...parameters: readonly string[]
): Promise<{ code: number; output: string; error: string }> {
  return new Promise((resolve) => {
    execFile(...commandOf(user, parameters), (failure, output, error) => {
      resolve({ code: failure ? Number(failure.code ?? 1) : 0, output, error });
    });
  });
}

/** Runs it until `isThere`, then kills it; answers whether it was killed. */
async function killed(
  user: string,
  parameters: readonly string[],
  isThere: () => Promise<boolean>,
): Promise<boolean> {
  const child = spawn(...commandOf(user, parameters));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  while (child.exitCode === null && !(await isThere()));
  child.kill('SIGKILL');
  await ended;
  return child.signalCode === 'SIGKILL';
}

const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

test('keygen, pack --to, put, get, unpack', { timeout: 120_000 }, async () => {
  const file = join(folder, 'report.bin');
  writeFileSync(file, randomBytes(20_000_000));
  const fine = async (user: string, ...parameters: string[]) => {
    const ran = await sealdrop(user, ...parameters);
    expect(ran, parameters.join(' ')).toMatchObject({ code: 0 });
    return ran.output;
  };
  await fine('bob', 'keygen', 'Bob');
  writeFileSync(join(folder, 'bob.card'), await fine('bob', 'card'));
  await fine('alice', 'contact', 'add', 'Bob', join(folder, 'bob.card'));
  const zip = join(folder, 'report.zip');
  await fine('alice', 'pack', file, '--to', 'Bob', '--out', zip);
  await fine('alice', 'put', zip, `s3://${bucket}/post/`);
  const got = join(folder, 'got.zip');
  await fine('bob', 'get', `s3://${bucket}/post/report.zip`, '--out', got);
  expect(digest(got)).toBe(digest(zip));
  await fine('bob', 'unpack', got, '--out', join(folder, 'out'));
  expect(digest(join(folder, 'out/report.bin'))).toBe(digest(file));
});

test('put goes on after a kill, and says when something else is there', { timeout: 180_000 }, async () => {
  const file = join(folder, 'large.bin');
  writeFileSync(file, randomBytes(120_000_000));
  const address = `s3://${bucket}/large.bin`;
  const parts = async () => {
    const { Uploads = [] } = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: 'large.bin' }),
    );
    const upload = Uploads[0];
    if (!upload) return 0;
    const { Parts = [] } = await client
      .send(new ListPartsCommand({ Bucket: bucket, Key: upload.Key, UploadId: upload.UploadId }))
      .catch(() => ({ Parts: [] }));
    return Parts.length;
  };
  expect(await killed('alice', ['put', file, address], async () => (await parts()) >= 2)).toBe(true);
  expect(await sealdrop('alice', 'get', address, '--out', join(folder, 'early'))).toMatchObject({ code: 71 });
  const again = JSON.parse((await sealdrop('alice', 'put', file, address, '--json')).output);
  expect(again).toMatchObject({ size: 120_000_000, parts: 15, sha256: digest(file) });
  expect(again.kept).toBeGreaterThanOrEqual(2);
  expect(again.kept).toBeLessThan(15);
  const { Uploads = [] } = await client.send(
    new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: 'large.bin' }),
  );
  expect(Uploads).toEqual([]);
  expect(JSON.parse((await sealdrop('alice', 'put', file, address, '--json')).output).kept).toBe(15);

  const other = join(folder, 'other.bin');
  writeFileSync(other, 'other');
  expect(await sealdrop('alice', 'put', other, address)).toMatchObject({ code: 72 });
  expect(await sealdrop('alice', 'put', other, address, '--replace')).toMatchObject({ code: 0 });
  expect(await sealdrop('alice', 'put', file, address, '--replace')).toMatchObject({ code: 0 });
});

test('get goes on after a kill, and nothing partial has the name', { timeout: 180_000 }, async () => {
  const address = `s3://${bucket}/large.bin`;
  const out = join(folder, 'downloads');
  mkdirSync(out);
  const place = join(out, 'large.bin');
  const there = async () =>
    readdirSync(out).some(
      (name) => name.endsWith('.part') && readFileSync(join(out, name)).length > 16_777_216,
    );
  expect(await killed('bob', ['get', address, '--out', place], there)).toBe(true);
  expect(existsSync(place)).toBe(false);
  const got = JSON.parse((await sealdrop('bob', 'get', address, '--out', place, '--json')).output);
  expect(got).toMatchObject({ size: 120_000_000, isCompared: true });
  expect(got.kept).toBeGreaterThanOrEqual(16_777_216);
  expect(digest(place)).toBe(digest(join(folder, 'large.bin')));
  expect(readdirSync(out)).toEqual(['large.bin']);
  expect(await sealdrop('bob', 'get', address, '--out', place)).toMatchObject({ code: 17 });
});

test('what is not what was put is not kept', async () => {
  const Metadata = { 'sealdrop-sha256': '0'.repeat(64) };
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'lie.bin', Body: 'another', Metadata }));
  const place = join(folder, 'lie.bin');
  expect(await sealdrop('bob', 'get', `s3://${bucket}/lie.bin`, '--out', place)).toMatchObject({ code: 74 });
  expect(await sealdrop('bob', 'get', `s3://${bucket}/none.bin`, '--out', place)).toMatchObject({ code: 71 });
  expect(await sealdrop('bob', 'get', `s3://${bucket}`, '--out', place)).toMatchObject({ code: 2 });
  expect(readdirSync(folder).filter((name) => name.includes('lie') || name.includes('.sealdrop'))).toEqual(
    [],
  );
});
