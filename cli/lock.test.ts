/** One at a time, also after one that was killed. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLockIfFree } from './lock.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true }));

it('a lock is held by one, and free afterwards', async () => {
  expect(await withLockIfFree(path, () => withLockIfFree(path, async () => 'both'))).toBeNull();
  expect(await withLockIfFree(path, async () => 'one')).toBe('one');
});

it.runIf(process.platform === 'linux')(
  'a lock that a killed process has left is free, though its number is that of another by now',
  async () => {
    const held = await withLockIfFree(path, () => readFile(path, 'utf8'));
    // As in a container, where each run has the number of the one before.
    await writeFile(path, (held ?? '').replace(/ \d+$/, ' 1'));
    expect(await withLockIfFree(path, async () => 'taken')).toBe('taken');
    await writeFile(path, held ?? '');
    expect(await withLockIfFree(path, async () => 'taken')).toBeNull();
  },
);
