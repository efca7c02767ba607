/** A share on its way to the disk: what is gone on with, and what is not believed. */
import { chown, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { random } from '../shared/bytes.ts';
import { bodyGeometry, plainPart } from '../shared/crypto/body.ts';
import type { Manifest } from '../shared/crypto/manifest.ts';
import { type Home, openHome } from './home.ts';
import { TakenError } from './out-folder.ts';
import { type StagedShare, withStagedShare } from './staged-share.ts';

const SIZE = 50_000_000;
const geometry = bodyGeometry(SIZE);
const content = new Uint8Array(SIZE).fill(7);
const file = (path: string, size: number) => ({ path, size, type: '', modified: null });
const manifest: Manifest = {
  bodyKey: random(32),
  bodyHeader: random(74),
  geometry,
  digests: random(32 * geometry.parts),
  files: [file('empty', 0), file('a', 1_000), file('none', 0), file('b', SIZE - 1_000)],
  note: '',
};
const id = random(16);

let folder: string;
let home: Home;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-staged-'));
  home = await openHome({ XDG_CONFIG_HOME: folder });
  out = join(folder, 'out');
});
afterEach(() => rm(folder, { recursive: true }));

const save = <T>(work: (staged: StagedShare) => Promise<T>) =>
  withStagedShare({ home, id, manifest, out }, work);

/** Appends what follows, part by part, until the end or so many. */
async function append(staged: StagedShare, most = Number.POSITIVE_INFINITY): Promise<void> {
  const part = plainPart(geometry, 0).size;
  let count = 0;
  for (let at = staged.done; at < SIZE && count < most; at += part, count++) {
    await staged.append(content.subarray(at, at + part));
  }
}

it('a save that was ended goes on, with empty files among those that are there', async () => {
  const stopped = save(async (staged) => {
    await append(staged, 5);
    throw new Error('stopped');
  });
  await expect(stopped).rejects.toThrow('stopped');
  const written = await save(async (staged) => {
    expect(staged.done).toBeGreaterThan(30_000_000);
    await append(staged);
    return await staged.finish();
  });
  expect(written).toEqual(['empty', 'a', 'none', 'b'].map((name) => join(out, name)));
  expect((await readFile(join(out, 'empty'))).length).toBe(0);
  expect((await readFile(join(out, 'b'))).equals(content.subarray(1_000))).toBe(true);
});

/** The name of the folder that this share is staged in. */
async function placeOf(): Promise<string> {
  const place = await save(async () => (await readdir(out))[0] ?? '');
  await rm(join(out, place), { recursive: true });
  return join(out, place);
}

it('a link in the place of its folder is not followed', async () => {
  const place = await placeOf();
  const elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  await symlink(elsewhere, place);
  await expect(save((staged) => append(staged))).rejects.toThrow(TakenError);
  expect(await readdir(elsewhere)).toEqual([]);
});

it.runIf(process.getuid?.() === 0)('a folder that somebody else has made is not used', async () => {
  const place = await placeOf();
  await mkdir(place);
  await chown(place, 1, 1);
  await expect(save((staged) => append(staged))).rejects.toThrow(TakenError);
  expect(await readdir(place)).toEqual([]);
});
