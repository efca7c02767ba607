/** Files that are written whole or not at all, where the file system knows no second names. */
import { link, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { outFolder, UnwritableError } from './out-folder.ts';

// No such file system is at hand: of a real one, this call alone says what they say.
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  link: () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM', syscall: 'link' })),
}));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-out-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a file gets its name, and none is written over', async () => {
  await expect(link('a', 'b')).rejects.toThrow('no links');
  const out = await outFolder(folder);
  async function* content() {
    yield Uint8Array.of(65);
  }
  await out.write('a.txt', content());
  async function* late() {
    // After the place was seen to be free.
    await writeFile(join(folder, 'b.txt'), 'mine');
    yield* content();
  }
  await expect(out.write('b.txt', late())).rejects.toThrow('taken');
  const found = await readdir(folder);
  expect(await Promise.all(found.map((name) => readFile(join(folder, name), 'utf8')))).toEqual(['A', 'mine']);
});

test('where it cannot get its name, no empty file stays there', async () => {
  const out = await outFolder(folder);
  async function* content() {
    yield Uint8Array.of(65);
    for (const name of await readdir(folder)) await rm(join(folder, name));
  }
  await expect(out.write('a.txt', content())).rejects.toBeInstanceOf(UnwritableError);
  expect(await readdir(folder)).toEqual([]);
});
