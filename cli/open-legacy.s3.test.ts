/** `sealdrop open-legacy s3://...` over a real S3 service. `npm run test:s3` says in the environment where it is. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testBucket } from './bucket.test-data.ts';
import { legacy, type MadeFolder, makeOlder } from './older.test-data.ts';

const SIZE = 2_500_000;
const { bucket, client } = testBucket();

let older: MadeFolder;
let folder: string;
beforeAll(async () => {
  older = await makeOlder([0, SIZE]);
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-legacy-s3-'));
  for (const name of await readdir(older.folder, { recursive: true })) {
    const Body = await readFile(join(older.folder, name)).catch(() => null);
    if (Body) await client.send(new PutObjectCommand({ Bucket: bucket, Key: `old/files/${name}`, Body }));
  }
});
afterAll(async () => {
  client.destroy();
  await older.remove();
  await rm(folder, { recursive: true, force: true });
});

test('a prefix, each kind of file once', async () => {
  const out = join(folder, 'all');
  const { fileKey } = older.of('upload-256', SIZE);
  const parameters = [
    `s3://${bucket}/old/files`,
    '--key',
    join(older.folder, 'keys/pkcs8.pem'),
    '--out',
    out,
  ];
  const { code, output, error } = await legacy(parameters, { FILE_KEY_BASE64: fileKey ?? '' });
  // Uploads under other keys are there too, ZIPs that are none, and the generation before.
  expect(code).not.toBe(0);
  const wanted = older.made.filter(({ kind }) => !/^upload-(?:192|128)$/.test(kind));
  const digests = output.split('\n').map((line) => line.slice(0, 64));
  for (const { path, sha256 } of wanted) expect([path, digests.includes(sha256)]).toEqual([path, true]);
  expect(digests.filter(Boolean)).toHaveLength(wanted.length);
  expect(error).toContain('skipped: keys/pkcs8.pem');
  expect(await readdir(out)).toContain(older.of('package-zip', SIZE).name);
});

test('one object, with what its name asks for beside it', async () => {
  const kinds = ['package-lead', 'share', 'upload-128'];
  for (const made of kinds.map((kind) => older.of(kind, SIZE))) {
    const { key: pem } = made;
    const key = pem === null ? [] : ['--key', join(older.folder, pem)];
    const parameters = [`s3://${bucket}/old/files/${made.path}`, ...key, '--out', join(folder, made.kind)];
    const { code, output } = await legacy(parameters, { FILE_KEY_BASE64: made.fileKey ?? '' });
    expect([code, output]).toEqual([0, `${made.sha256}  ${join(folder, made.kind, made.name)}\n`]);
  }
});

test('a prefix with nothing below it, and a bucket that is not there', async () => {
  const nothing = await legacy([`s3://${bucket}/nobody/was/here`]);
  expect(nothing).toMatchObject({ code: 3, output: '' });
  const { code, error } = await legacy([`s3://${bucket}-not/there`]);
  expect([code, error]).toEqual([20, expect.stringContaining('NoSuchBucket')]);
});
