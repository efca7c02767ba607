/** Sealed items: what comes out is what went in, or an error before a changed byte; and their change to another key. */
import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, concat, equal, random, utf8 } from '../../shared/bytes.ts';
import { labels } from '../../shared/crypto/labels.ts';
import { newUser, type User } from '../sealdrop.test-data.ts';
import { arrivalsIn } from './arrivals.ts';
import { requireKey } from './folder-key.ts';
import { itemLabels } from './item-labels.ts';
import { ITEM_KEY, openItem, writeItem } from './sealed-item.ts';
import { serviceKeys } from './service-key.ts';

let out: string;
let user: User;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'sealdrop-items-'));
  user = await newUser();
});
afterEach(async () => {
  await user.remove();
  await rm(out, { recursive: true, force: true });
});

const newKey = () => Buffer.from(random(32)).toString('base64');
const under = (key: string, previous?: string) => ({
  FILE_KEY_BASE64: key,
  ...(previous === undefined ? {} : { FILE_KEY_BASE64_PREVIOUS: previous }),
});

/** An item of files with these contents. Answers its folder. */
async function made(
  key: string,
  contents: Readonly<Record<string, Bytes>>,
  name = 'item',
  size = 10_000_000,
): Promise<string> {
  const files = Object.entries(contents).map(([path, { length }]) => ({ path, size: length }));
  const all = concat(...Object.values(contents));
  async function* pieces() {
    for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
  }
  const folder = join(out, name);
  await writeItem(folder, await serviceKeys(under(key)), { files, note: 'hello', sender: '{}' }, pieces());
  return folder;
}

async function contentOf(folder: string, key: string, path: string): Promise<Bytes> {
  const { files, read } = await openItem(folder, await serviceKeys(under(key)));
  const file = files.find((one) => one.path === path);
  if (!file) throw new Error('no such file');
  const pieces: Bytes[] = [];
  for await (const piece of read(file)) pieces.push(piece);
  return concat(...pieces);
}

describe('an item', () => {
  it('gives back each of its files, over the borders of parts and with none of their bytes in clear', async () => {
    const key = newKey();
    const text = utf8('the quick brown fox '.repeat(50_000));
    const contents = { 'a.txt': text, empty: new Uint8Array(0), 'deep/b.bin': random(17_000_000) };
    const folder = await made(key, contents);
    for (const [path, bytes] of Object.entries(contents)) {
      expect(equal(await contentOf(folder, key, path), bytes), path).toBe(true);
    }
    expect((await readdir(folder)).toSorted()).toEqual(['body', 'contents', 'key']);
    for (const name of await readdir(folder)) {
      const stored = await readFile(join(folder, name));
      for (const clear of ['brown fox', 'a.txt', 'b.bin', 'hello'])
        expect(stored.includes(clear)).toBe(false);
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    }
  });

  it('comes from pieces of any size, and from exactly as many bytes as are stated', async () => {
    const key = newKey();
    const content = random(9_000_000);
    for (const size of [1_000_003, 8_387_584, 20_000_000]) {
      expect(
        equal(await contentOf(await made(key, { a: content }, `${size}`, size), key, 'a'), content),
      ).toBe(true);
    }
    const files = [{ path: 'a', size: 10 }];
    for (const length of [9, 11, 5_000]) {
      const wrong = (async function* () {
        yield random(length);
      })();
      const folder = join(out, `of-${length}`);
      const writing = writeItem(
        folder,
        await serviceKeys(under(key)),
        { files, note: '', sender: '{}' },
        wrong,
      );
      await expect(writing).rejects.toMatchObject({ code: 'damaged' });
      expect(await readdir(folder)).not.toContain(ITEM_KEY);
    }
  });

  it('of nothing is one of nothing', async () => {
    const key = newKey();
    expect(await contentOf(await made(key, { a: new Uint8Array(0) }), key, 'a')).toHaveLength(0);
  });

  it('does not open with any byte of its key or contents changed, nor cut', async () => {
    const key = newKey();
    const folder = await made(key, { a: random(10) });
    for (const name of [ITEM_KEY, 'contents']) {
      const path = join(folder, name);
      const whole = new Uint8Array(await readFile(path));
      for (let i = 0; i < whole.length; i++) {
        const changed = whole.slice();
        changed[i] = (changed[i] as number) ^ 1;
        await writeFile(path, changed);
        await expect(contentOf(folder, key, 'a'), `${name} ${i}`).rejects.toThrow(/^(item|file-key)$/);
      }
      for (const size of [0, 1, whole.length - 1]) {
        await writeFile(path, whole.slice(0, size));
        await expect(contentOf(folder, key, 'a')).rejects.toMatchObject({ path: folder });
      }
      await writeFile(path, whole);
    }
    expect(await contentOf(folder, key, 'a')).toHaveLength(10);
  });

  it('whose body was changed, cut, or made longer gives an error, and no byte that was changed', async () => {
    const key = newKey();
    const content = random(9_000_000);
    const folder = await made(key, { a: content });
    const path = join(folder, 'body');
    const whole = await readFile(path);
    const cat = () => user.sealdrop(['cat', folder], { environment: under(key) });
    for (const i of [0, 4, 300_000, whole.length - 1]) {
      const changed = Buffer.from(whole);
      changed[i] = (changed[i] as number) ^ 1;
      await writeFile(path, changed);
      const { code, error } = await cat();
      expect([i, code]).toEqual([i, 82]);
      expect(error).toContain(folder);
    }
    // Two segments that have changed places.
    const swapped = Buffer.concat([
      whole.subarray(262_144, 524_288),
      whole.subarray(0, 262_144),
      whole.subarray(524_288),
    ]);
    await writeFile(path, swapped);
    expect(await cat()).toMatchObject({ code: 82, output: '' });
    for (const size of [0, 262_144, whole.length - 1]) {
      await writeFile(path, whole);
      await truncate(path, size);
      expect(await cat(), `${size}`).toMatchObject({ code: 82, output: '' });
    }
    await writeFile(path, Buffer.concat([whole, Buffer.alloc(1)]));
    expect(await cat()).toMatchObject({ code: 82, output: '' });
  });

  it('does not take the body or the contents of another one', async () => {
    const key = newKey();
    const one = await made(key, { a: random(5_000) }, 'one');
    const other = await made(key, { a: random(5_000) }, 'other');
    for (const name of ['body', 'contents', 'key']) {
      const mixed = join(out, `mixed-${name}`);
      await cp(one, mixed, { recursive: true });
      await cp(join(other, name), join(mixed, name));
      await expect(contentOf(mixed, key, 'a'), name).rejects.toThrow();
    }
  });

  it('is written and listed by the command, which wants its key', async () => {
    const key = newKey();
    const folder = await made(key, { 'a.txt': utf8('first'), 'b.txt': utf8('second') });
    const cat = (parameters: string[], environment: Record<string, string> = under(key)) =>
      user.sealdrop(['cat', folder, ...parameters], { environment });
    expect(await cat(['--file', 'b.txt'])).toMatchObject({ code: 0, output: 'second' });
    expect(await cat(['--list'])).toMatchObject({ code: 0, output: '5  a.txt\n6  b.txt\n' });
    expect((await cat([])).code).toBe(2);
    expect((await cat(['--file', 'c.txt'])).code).toBe(2);
    expect(await cat(['--list'], {})).toMatchObject({ code: 81, output: '' });
    expect((await cat(['--list'], under(newKey()))).code).toBe(81);
    for (const text of ['x', key.slice(1), `${key}\n`]) {
      const { code, error } = await cat(['--list'], under(text));
      expect(code).toBe(81);
      expect(error).not.toContain(text.trim().length > 5 ? text.trim() : 'none');
    }
    expect((await user.sealdrop(['cat', out], { environment: under(key) })).code).toBe(82);
    expect((await user.sealdrop(['cat', join(folder, 'key')], { environment: under(key) })).code).toBe(82);
  });
});

describe('another key', () => {
  const rotate = (key: string, previous?: string) =>
    user.sealdrop(['rotate-key', out, '--json'], { environment: under(key, previous) });

  it('opens every item after the change, also one that was ended in the middle, and the one before opens none', async () => {
    const [first, second] = [newKey(), newKey()];
    await requireKey(await arrivalsIn(out), await serviceKeys(under(first)));
    const names = ['a', 'b', '.sealdrop/incoming/AAAA/tree/c', 'moved/deeper/d'];
    const content = random(5_000);
    for (const name of names) await made(first, { x: content }, name);
    // Ended after one, and in the middle of another.
    const keys = await serviceKeys(under(second, first));
    const onlyOne = await mkdtemp(join(tmpdir(), 'sealdrop-one-'));
    await cp(join(out, 'a'), join(onlyOne, 'a'), { recursive: true });
    const one = await user.sealdrop(['rotate-key', onlyOne], { environment: under(second, first) });
    expect(one.code).toBe(0);
    await cp(join(onlyOne, 'a', ITEM_KEY), join(out, 'a', ITEM_KEY));
    await rm(onlyOne, { recursive: true });
    await writeFile(join(out, 'b', `${ITEM_KEY}.0123.new`), 'half');
    expect(await openItem(join(out, 'b'), keys)).toMatchObject({ note: 'hello' });

    const elsewhere = await made(first, { x: content }, '../elsewhere-of-test');
    await symlink(elsewhere, join(out, 'link'));
    const { code, output } = await rotate(second, first);
    expect([code, JSON.parse(output)]).toEqual([0, { rotated: 3, current: 1 }]);
    for (const name of names) {
      expect(equal(await contentOf(join(out, name), second, 'x'), content), name).toBe(true);
      await expect(contentOf(join(out, name), first, 'x')).rejects.toMatchObject({ problem: 'other' });
      expect((await readdir(join(out, name))).toSorted()).toEqual(['body', 'contents', 'key']);
    }
    // A link leads out of the folder.
    expect(equal(await contentOf(elsewhere, first, 'x'), content)).toBe(true);
    await rm(elsewhere, { recursive: true });
    expect(JSON.parse((await rotate(second, first)).output)).toEqual({ rotated: 0, current: 4 });
  });

  it('names an item that was altered, changes the others, and is not done', async () => {
    const [first, second] = [newKey(), newKey()];
    const arrivals = await arrivalsIn(out);
    await requireKey(arrivals, await serviceKeys(under(first)));
    for (const name of ['a', 'b', 'c']) await made(first, { x: random(10) }, name);
    const path = join(out, 'b', ITEM_KEY);
    const whole = await readFile(path);
    const changed = Buffer.from(whole);
    changed[40] = (changed[40] as number) ^ 1;
    await writeFile(path, changed);
    const { code, error } = await rotate(second, first);
    expect(code).toBe(82);
    expect(error).toContain(join(out, 'b'));
    expect(await readFile(path)).toEqual(changed);
    expect(await contentOf(join(out, 'c'), second, 'x')).toHaveLength(10);
    // The service does not begin before all of them are.
    await expect(requireKey(arrivals, await serviceKeys(under(second, first)))).rejects.toMatchObject({
      problem: 'not-rotated',
    });
    await writeFile(path, whole);
    expect((await rotate(second, first)).code).toBe(0);
    await requireKey(arrivals, await serviceKeys(under(second)));
  });

  it('is refused where it is a wrong one, and by a service that would begin with it', async () => {
    const [first, second] = [newKey(), newKey()];
    const arrivals = await arrivalsIn(out);
    const keysOf = (key: string) => serviceKeys(under(key));
    await requireKey(arrivals, await keysOf(first));
    await requireKey(arrivals, await keysOf(first));
    await expect(requireKey(arrivals, await keysOf(second))).rejects.toMatchObject({ problem: 'other' });
    await expect(requireKey(arrivals, null)).rejects.toMatchObject({ problem: 'unsealed' });
    const folder = await made(first, { x: random(10) });
    expect((await rotate(second, newKey())).code).toBe(81);
    expect((await rotate(second)).code).toBe(81);
    expect(await contentOf(folder, first, 'x')).toHaveLength(10);
  });
});

it('labels are unique and prefix-free, those of the format too', () => {
  const ended = [...Object.values(labels), ...Object.values(itemLabels)].map((label) => `${label}\0`);
  for (const [i, one] of ended.entries()) {
    expect(ended.filter((other, j) => i !== j && other.startsWith(one))).toEqual([]);
  }
});
