/** Of two sealings of one part the disk store tells the one that came last, in its own folder and in copies of it. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bytes, random, toHex } from '../../shared/bytes.ts';
import { digest } from '../testing.ts';
import { openDiskStore } from './disk.ts';
import { openDiskCopy } from './disk-copy.ts';
import { noteArrival, partName } from './part-names.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sealdrop-parts-'));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

/** A store of its own with an upload to which they came in this order, and where its files lie. */
async function sealedTwice(parts: readonly Bytes[]) {
  const folder = await mkdtemp(join(root, 'store-'));
  const options = { secrets: [random(32)] as const, now: () => 0 };
  const store = await openDiskStore({ ...options, folder });
  const upload = await store.begin(`${toHex(random(16))}/body`);
  for (const bytes of parts) {
    const [size, sha256] = [bytes.length, digest(bytes)];
    const target = { key: upload.key, part: { upload: upload.id, number: 1 }, size, sha256 };
    await store.local?.receive((await store.presignPut(target)).url, size, ReadableStream.from([bytes]));
  }
  const inCopy = async (copy: string) => (await openDiskStore({ ...options, folder: copy })).parts(upload);
  return { folder, upload, inCopy, path: join('uploads', upload.key, upload.id) };
}

const pair = () => [random(5_000), random(5_000)].toSorted((a, b) => Buffer.compare(digest(a), digest(b)));
const held = (bytes: Bytes) => [{ number: 1, size: bytes.length, etag: `"${toHex(digest(bytes))}"` }];
const orders = ['as their names sort', 'the other way round'] as const;
const inOrder = (order: (typeof orders)[number]) => {
  const both = pair();
  return order === orders[0] ? both : both.toReversed();
};
const fileOf = async (folder: string, bytes: Bytes) => {
  const names = await readdir(folder);
  return join(folder, names.find((name) => name.endsWith(toHex(digest(bytes)))) ?? 'none');
};

it.each(orders)('the later one is told, whatever a copy has made of their times: %s', async (order) => {
  const [first, second] = inOrder(order);
  if (!first || !second) throw new Error('two');
  const { folder, upload, path, inCopy } = await sealedTwice([first, second, first]);
  const copies = [`${folder}-cp`, `${folder}-backup`];
  execFileSync('cp', ['-r', folder, copies[0] ?? '']);
  expect(await openDiskCopy(folder, copies[1] ?? '').upload(upload)).toBe(true);
  for (const copy of [folder, ...copies]) {
    expect(await inCopy(copy), copy).toEqual(held(second));
    // By the times of their files it would be the first.
    await utimes(await fileOf(join(copy, path), second), 1, 1);
    expect(await inCopy(copy), copy).toEqual(held(second));
  }
});

it.each(orders)('what came to an earlier version is told by its time: %s', async (order) => {
  const [first, second] = inOrder(order);
  if (!first || !second) throw new Error('two');
  const { folder, upload, path, inCopy } = await sealedTwice([first, second]);
  await rm(join(folder, path, 'order'));
  await utimes(await fileOf(join(folder, path), second), 1, 1);
  expect(await inCopy(folder)).toEqual(held(first));
  // Its copy in a backup has no order either.
  expect(await openDiskCopy(folder, `${folder}-backup`).upload(upload)).toBe(true);
  expect(await inCopy(`${folder}-backup`)).toEqual(held(first));
});

it('a line that a crash has cut spoils none of the others', async () => {
  const [first, second] = pair();
  if (!first || !second) throw new Error('two');
  const { folder, path, inCopy } = await sealedTwice([first, second]);
  const order = join(folder, path, 'order');
  const lines = await readFile(order, 'utf8');
  await writeFile(order, lines.slice(0, -9));
  expect(await inCopy(folder)).toEqual(held(first));
  await noteArrival(join(folder, path), partName(1, second.length, digest(second)));
  expect(await inCopy(folder)).toEqual(held(second));
});
