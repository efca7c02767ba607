/** Key pairs, cards and contacts of the command line, and what of them stands on the disk. */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newUser, type User } from './sealdrop.test-data.ts';

let alice: User;
let bob: User;
beforeEach(async () => {
  [alice, bob] = await Promise.all([newUser(), newUser()]);
});
afterEach(async () => {
  await Promise.all([alice.remove(), bob.remove()]);
});

const environment = { SEALDROP_PASSPHRASE: 'a passphrase' };
const keygen = (user: User, name: string) => user.sealdrop(['keygen', name], { environment });
const json = async <T>(user: User, ...parameters: string[]): Promise<T> =>
  JSON.parse((await user.sealdrop([...parameters, '--json'])).output) as T;

/** Alice's card as a file in Bob's folder, and its digits. */
async function cardOfAlice(): Promise<{ file: string; digits: string }> {
  await keygen(alice, 'Alice');
  const { card, digits } = await json<{ card: string; digits: string }>(alice, 'card');
  const file = join(bob.folder, 'alice.card');
  await writeFile(file, `Here is my card:\n${card}`);
  return { file, digits };
}

describe('a key pair', () => {
  it('is made, listed, and lies under its passphrase in files that only its owner reads', async () => {
    expect((await keygen(alice, 'Alice')).code).toBe(0);
    const [shown] = await json<{ name: string; file: string }[]>(alice, 'key', 'show');
    expect(shown?.name).toBe('Alice');
    const file = shown?.file ?? '';
    // The name stands on the card, which is sealed with the keys.
    expect((await readFile(file)).includes('Alice')).toBe(false);
    for (const entry of await readdir(alice.folder, { recursive: true })) {
      const { mode, size } = await stat(join(alice.folder, entry));
      expect([entry, (mode & 0o777).toString(8)]).toEqual([
        entry,
        size && (mode & 0o40000) === 0 ? '600' : '700',
      ]);
    }
    for (const kind of ['identities', 'people']) {
      for (const name of await readdir(join(alice.folder, 'sealdrop', kind))) {
        expect((await readFile(join(alice.folder, 'sealdrop', kind, name))).includes('Alice')).toBe(false);
      }
    }
  });

  it('asks for its passphrase twice, until both are the same', async () => {
    const answers = ['', 'one', 'two', 'three', 'three'];
    const { code, error } = await alice.sealdrop(['keygen', 'Alice'], { answers });
    expect([code, error]).toEqual([0, 'They are not the same.\n']);
  });

  it('is not made where nobody can say a passphrase', async () => {
    expect((await alice.sealdrop(['keygen', 'Alice'])).code).toBe(37);
    expect(await json(alice, 'key', 'show')).toEqual([]);
  });

  it('takes its passphrase from the first line of a file, and not from one that is empty', async () => {
    const file = join(alice.folder, 'pass');
    await writeFile(file, 'secret\nmore\n');
    expect((await alice.sealdrop(['keygen', 'A', '--passphrase-file', file])).code).toBe(0);
    await writeFile(file, '\n');
    expect((await alice.sealdrop(['keygen', 'B', '--passphrase-file', file])).code).toBe(18);
  });

  it('has a name that no other has', async () => {
    await keygen(alice, 'Alice');
    expect((await keygen(alice, 'Alice')).code).toBe(2);
  });
});

it('a key pair whose device key was lost comes back from its file', async () => {
  await keygen(alice, 'Alice');
  const [shown] = await json<{ fingerprint: string; file: string }[]>(alice, 'key', 'show');
  await rm(join(alice.folder, 'sealdrop/device.key'));
  expect((await alice.sealdrop(['key', 'show'])).code).toBe(38);
  const imported = await alice.sealdrop(['key', 'import', shown?.file ?? ''], { environment });
  expect(imported).toMatchObject({ code: 0, error: '' });
  expect(await json(alice, 'key', 'show')).toMatchObject([{ fingerprint: shown?.fingerprint }]);
});

describe('a contact', () => {
  it('is added by a card with text around it, and verified by the right digits alone', async () => {
    const { file, digits } = await cardOfAlice();
    expect((await bob.sealdrop(['contact', 'add', 'Al', file])).code).toBe(0);
    const wrong = digits.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
    expect((await bob.sealdrop(['contact', 'verify', 'Al', wrong])).code).toBe(2);
    expect(await json(bob, 'contact', 'list')).toMatchObject([{ name: 'Al', verified: false, digits }]);
    expect((await bob.sealdrop(['contact', 'verify', 'Al', ...digits.split(' ')])).code).toBe(0);
    expect(await json(bob, 'contact', 'list')).toMatchObject([{ verified: true, ownName: 'Alice' }]);
  });

  it('is verified by a person who says yes', async () => {
    const { file } = await cardOfAlice();
    await bob.sealdrop(['contact', 'add', 'Al', file]);
    expect((await bob.sealdrop(['contact', 'verify', 'Al'], { answers: ['y'] })).code).toBe(2);
    const { code, error } = await bob.sealdrop(['contact', 'verify', 'Al'], { answers: ['yes'] });
    expect(code).toBe(0);
    expect(error).toMatch(/\n {2}(?:\d{5} ){7}\d{5}\n$/);
  });

  it('gives its name to no other key', async () => {
    const { file } = await cardOfAlice();
    await bob.sealdrop(['contact', 'add', 'Al', file]);
    await keygen(bob, 'Bob');
    await writeFile(file, (await bob.sealdrop(['card'])).output);
    expect((await bob.sealdrop(['contact', 'add', 'al', file])).code).toBe(2);
    expect((await bob.sealdrop(['contact', 'add', 'Me', file])).code).toBe(0);
  });

  it('is refused where its card was changed, cut, or is none', async () => {
    const { file } = await cardOfAlice();
    const text = await readFile(file, 'utf8');
    for (const [content, code] of [
      [text.slice(0, -40), 38],
      [text.replace('BEGIN', 'BEGUN'), 49],
    ] as const) {
      await writeFile(file, content);
      expect((await bob.sealdrop(['contact', 'add', 'Al', file])).code).toBe(code);
    }
    const body = text.split('\n');
    const line = body.findIndex((one) => one.startsWith('-----BEGIN')) + 6;
    body[line] = [...(body[line] ?? '')].toReversed().join('');
    await writeFile(file, body.join('\n'));
    expect([38, 39]).toContain((await bob.sealdrop(['contact', 'add', 'Al', file])).code);
    expect((await bob.sealdrop(['contact', 'add', 'Al', join(bob.folder, 'none')])).code).toBe(18);
    expect(await json(bob, 'contact', 'list')).toEqual([]);
  });

  it('is unreadable without its device key, and says so', async () => {
    const { file } = await cardOfAlice();
    await bob.sealdrop(['contact', 'add', 'Al', file]);
    const key = join(bob.folder, 'sealdrop/device.key');
    await writeFile(
      key,
      (await readFile(key)).map((byte) => byte ^ 1),
    );
    expect((await bob.sealdrop(['contact', 'list'])).code).toBe(38);
  });
});

describe('help', () => {
  it('stands behind every command, with examples', async () => {
    const { output } = await alice.sealdrop(['--help']);
    const names = [...output.matchAll(/^ {2}(\S+(?: \S+)?) {2,}/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      if (name === 'COMMAND --help' || name === 'open-legacy') continue;
      const help = await alice.sealdrop([...name.split(' '), '--help']);
      expect([help.code, help.output]).toEqual([0, expect.stringContaining('examples:\n  sealdrop ')]);
    }
  });

  it('is what wrong options get, with a code of their own, in JSON too', async () => {
    expect((await alice.sealdrop([])).code).toBe(2);
    expect((await alice.sealdrop(['key'])).error).toContain('key show');
    expect((await alice.sealdrop(['keygen', 'a', '--passphrase', 'b'])).code).toBe(2);
    const { code, output } = await alice.sealdrop(['keygen', '--json']);
    expect([code, JSON.parse(output)]).toMatchObject([2, { error: { code: 'usage', exit: 2 } }]);
  });
});
