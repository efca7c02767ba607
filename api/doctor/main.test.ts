/** The doctor as a command: its arguments, its exit codes, and what it says where no bucket is configured. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { visit } from './testing.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-doctor-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('takes one option', async () => {
  const { code, text, errors } = await visit({}, { options: ['--fixx'] });
  expect([code, text, errors]).toEqual([2, '', 'usage: npm run doctor [-- --fix]\n']);
});

it('names every setting that is wrong, and no value', async () => {
  const { code, problems, text } = await visit({
    S3_BUCKET: 'SECRET',
    S3_ENDPOINT: 'SECRET',
    PORT: 'SECRET',
  });
  expect([code, problems]).toEqual([1, ['configuration', 'configuration', 'configuration']]);
  for (const key of ['S3_BUCKET', 'S3_ENDPOINT', 'PORT'])
    expect(text).toContain(`configuration: ${key}: wanted`);
  expect(text).toMatch(/not checked: everything else\n3 problems\.\n$/);
  expect(text).not.toContain('SECRET');
});

it('looks at the data folder where no bucket is configured, and leaves it as it was', async () => {
  const { code, problems, notes, text } = await visit({ DATA_DIR: folder });
  expect([code, problems]).toEqual([0, []]);
  expect(notes.at(-1)).toBe('bucket');
  expect(text).toContain(`ok       data folder: ${folder}\n`);
  expect(text).toMatch(/All is well\.\n$/);
  const later = await visit({ DATA_DIR: join(folder, 'a/b') });
  expect(later.text).toContain('made at the first start');
  expect(await readdir(folder)).toEqual([]);
});

it('says where no file can be kept', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const { code, problems, text } = await visit({ DATA_DIR: join(file, 'data') });
  expect([code, problems]).toEqual([1, ['data folder']]);
  expect(text).toMatch(/no file can be written and kept in .*\(ENOTDIR\)/);
  await rm(file);
});

it('says where limits by address would be those of a proxy', async () => {
  const behind = { DATA_DIR: folder, PUBLIC_ORIGIN: 'https://drop.example.org' };
  const unknown = await visit(behind);
  expect([unknown.code, unknown.problems]).toEqual([0, []]);
  expect(unknown.notes).toContain('proxies');
  expect(unknown.text).toContain('TRUST_PROXY=1');
  const byDay = await visit({ ...behind, MAX_DAY_SHARES: '10' });
  expect([byDay.code, byDay.problems]).toEqual([1, ['proxies']]);
  const known = await visit({ ...behind, MAX_DAY_SHARES: '10', TRUST_PROXY: '1' });
  expect([known.code, known.text]).toEqual([0, expect.stringContaining('ok       proxies: 1 trusted')]);
});
