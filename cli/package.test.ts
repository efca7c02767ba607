/** `sealdrop pack`, `unpack` and `verify`, and what bad packages get. docs/package.md. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newUser, type User } from './sealdrop.test-data.ts';

const PASSPHRASE = 'of Bob';
const keys = { SEALDROP_KEY_PASSPHRASE: PASSPHRASE };

let alice: User;
let bob: User;
let folder: string;
let zipped: string;
const contents = { 'a.txt': 'for Bob\n', 'empty.bin': '', 'deep/b.bin': 'x'.repeat(1_500_000) };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-package-'));
  [alice, bob] = [await newUser(), await newUser()];
  for (const [user, name] of [
    [alice, 'Alice'],
    [bob, 'Bob'],
  ] as const) {
    expect(await user.sealdrop(['keygen', name], { environment: keys })).toMatchObject({ code: 0 });
  }
  writeFileSync(join(folder, 'bob.card'), (await bob.sealdrop(['card'])).output);
  expect(await alice.sealdrop(['contact', 'add', 'Bob', join(folder, 'bob.card')])).toMatchObject({
    code: 0,
  });
  mkdirSync(join(folder, 'files/deep'), { recursive: true });
  for (const [path, text] of Object.entries(contents)) writeFileSync(join(folder, 'files', path), text);
  zipped = join(folder, 'package.zip');
  const made = await alice.sealdrop(['pack', join(folder, 'files'), '--to', 'Bob', '--out', zipped], {
    environment: keys,
  });
  expect(made).toMatchObject({ code: 0, output: `${zipped}\n` });
});
afterAll(async () => {
  await Promise.all([alice.remove(), bob.remove(), rm(folder, { recursive: true })]);
});

const unpack = (path: string, out: string, user = bob) =>
  user.sealdrop(['unpack', path, '--out', join(folder, out)], { environment: keys });

function expectFiles(out: string): void {
  for (const [path, text] of Object.entries(contents)) {
    expect(readFileSync(join(folder, out, 'files', path), 'utf8'), path).toBe(text);
  }
}

/** Nothing under DIR, finished or not. */
function expectNothing(out: string): void {
  const there = existsSync(join(folder, out)) ? readdirSync(join(folder, out), { recursive: true }) : [];
  expect(there).toEqual([]);
}

describe('a package for somebody', () => {
  test('opens for them, and for its sender', async () => {
    const { code, error, output } = await unpack(zipped, 'bob');
    expect([code, error.includes('Alice')]).toEqual([0, true]);
    expect(output.split('\n').filter(Boolean)).toHaveLength(3);
    expectFiles('bob');
    expect(await unpack(zipped, 'alice', alice)).toMatchObject({ code: 0 });
    expectFiles('alice');
  });

  test('is not opened by others, and not over what is there', async () => {
    const eve = await newUser();
    expect(await unpack(zipped, 'eve', eve)).toMatchObject({ code: 34 });
    await eve.sealdrop(['keygen', 'Eve'], { environment: keys });
    expect(await unpack(zipped, 'eve', eve)).toMatchObject({ code: 34 });
    expectNothing('eve');
    await eve.remove();
    await unpack(zipped, 'twice');
    writeFileSync(join(folder, 'twice/files/a.txt'), 'mine');
    expect(await unpack(zipped, 'twice')).toMatchObject({ code: 17 });
    expect(readFileSync(join(folder, 'twice/files/a.txt'), 'utf8')).toBe('mine');
  });

  test('needs the right passphrase of the key pair', async () => {
    const parameters = ['unpack', zipped, '--out', join(folder, 'wrong')];
    const environment = { SEALDROP_KEY_PASSPHRASE: 'another' };
    expect(await bob.sealdrop(parameters, { environment })).toMatchObject({ code: 36 });
    expect(await bob.sealdrop(parameters)).toMatchObject({ code: 37 });
    expectNothing('wrong');
  });

  test('can be for a card in a file, and for a key pair of one’s own', async () => {
    const zip = join(folder, 'both.zip');
    const to = ['--to', join(folder, 'bob.card'), '--to', 'Alice', '--to', 'Bob'];
    const made = await alice.sealdrop(
      ['pack', join(folder, 'files'), ...to, '--out', zip, '--message', 'Hello'],
      {
        environment: keys,
      },
    );
    expect(made).toMatchObject({ code: 0 });
    const opened = await unpack(zip, 'both');
    expect([opened.code, opened.error.includes('Hello')]).toEqual([0, true]);
    expectFiles('both');
  });

  test('is checked without a key, and with one', async () => {
    const without = await bob.sealdrop(['verify', zipped, '--json']);
    expect(JSON.parse(without.output)).toMatchObject({ checked: 'without-key', chunks: 2 });
    const parameters = ['verify', zipped, '--json', '--key', 'Bob'];
    const all = await bob.sealdrop(parameters, { environment: keys });
    expect(JSON.parse(all.output)).toMatchObject({ checked: 'everything', files: expect.any(Array) });
  });

  test('opens from the folder that another program unpacked it to', async () => {
    const out = join(folder, 'unzipped');
    execFileSync('python3', ['-m', 'zipfile', '-e', zipped, out]);
    expect(await unpack(out, 'from-folder')).toMatchObject({ code: 0 });
    expectFiles('from-folder');
  });
});

test('the name of a sender moves no cursor, wherever it is shown', async () => {
  const eve = await newUser();
  await eve.sealdrop(['keygen', 'E\u001B[2Jve'], { environment: keys });
  const zip = join(folder, 'eve.zip');
  const pack = ['pack', join(folder, 'files'), '--to', join(folder, 'bob.card'), '--out', zip];
  expect(await eve.sealdrop(pack, { environment: keys })).toMatchObject({ code: 0 });
  const verified = await bob.sealdrop(['verify', zip, '--key', 'Bob'], { environment: keys });
  const unpacked = await unpack(zip, 'from-eve');
  for (const { code, output, error } of [verified, unpacked]) {
    expect([code, /[^\P{Cc}\n]/u.test(output + error)]).toEqual([0, false]);
    expect(output + error).toContain('[2Jve');
  }
  await eve.remove();
});

test('a package with a code and a passphrase', async () => {
  const zip = join(folder, 'code.zip');
  const made = await alice.sealdrop(['pack', join(folder, 'files'), '--passphrase', '--out', zip], {
    environment: { ...keys, SEALDROP_PASSPHRASE: 'of the package' },
  });
  expect(made.code).toBe(0);
  writeFileSync(join(folder, 'code.txt'), made.output);
  const open = (environment: Record<string, string>) =>
    bob.sealdrop(['unpack', zip, '--code-file', join(folder, 'code.txt'), '--out', join(folder, 'code')], {
      environment,
    });
  expect(await open({ SEALDROP_PASSPHRASE: 'another' })).toMatchObject({ code: 35 });
  expectNothing('code');
  expect(await bob.sealdrop(['unpack', zip, '--out', join(folder, 'code')])).toMatchObject({ code: 69 });
  expect(await open({ SEALDROP_PASSPHRASE: 'of the package' })).toMatchObject({ code: 0 });
  expectFiles('code');
});

test('open-legacy leaves a package alone, and says how it opens', async () => {
  const ran = await bob.sealdrop(['open-legacy', zipped, '--out', join(folder, 'legacy')]);
  expect([ran.code, ran.error.includes('sealdrop unpack')]).toEqual([3, true]);
  expectNothing('legacy');
});

test('a message that an editor has begun with a byte order mark comes without it', async () => {
  const zip = join(folder, 'marked.zip');
  const pack = ['pack', join(folder, 'files'), '--to', 'Bob', '--out', zip, '--message', '\uFEFFHello'];
  expect(await alice.sealdrop(pack, { environment: keys })).toMatchObject({ code: 0 });
  const { output } = await bob.sealdrop(['verify', zip, '--key', 'Bob', '--json'], { environment: keys });
  expect(JSON.parse(output)).toMatchObject({ note: 'Hello' });
});

test('what cannot be made is not there', async () => {
  const out = join(folder, 'none.zip');
  const pack = (...parameters: string[]) =>
    alice.sealdrop(['pack', ...parameters, '--out', out], { environment: keys });
  expect(await pack(join(folder, 'missing'))).toMatchObject({ code: 18 });
  expect(await pack(join(folder, 'files'), '--to', 'Nobody')).toMatchObject({ code: 50 });
  mkdirSync(join(folder, 'nothing'), { recursive: true });
  expect(await pack(join(folder, 'nothing'), '--to', 'Bob')).toMatchObject({ code: 2 });
  expect(existsSync(out)).toBe(false);
  const again = ['pack', join(folder, 'files'), '--to', 'Bob', '--out', zipped];
  expect(await alice.sealdrop(again, { environment: keys })).toMatchObject({ code: 17 });
});

/** Python's zipfile makes what nobody should: PROGRAM has `source`, the entries of a good one, and writes to `target`. */
function forged(name: string, program: string): string {
  const target = join(folder, name);
  const script = `
import zipfile, sys
from zipfile import ZipFile, ZIP_DEFLATED
import warnings
warnings.simplefilter("ignore")
source = ZipFile(sys.argv[1])
entries = [(i.filename, source.read(i)) for i in source.infolist()]
target = ZipFile(sys.argv[2], "w")
def write(entries, method=0):
    for one, data in entries:
        target.writestr(one, data, method)
${program}
target.close()
`;
  execFileSync('python3', ['-c', script, zipped, target]);
  return target;
}

describe('a bad package gets a code of its own, and leaves nothing', () => {
  test.each([
    ['zipped anew', 'write(entries)', 62],
    ['compressed', 'write(entries, ZIP_DEFLATED)', 62],
    ['a bomb', 'write([("Chunks/chunk_1.enc", bytes(60_000_000))] + entries[1:], ZIP_DEFLATED)', 15],
    ['a name that leads up', 'write([("../up.txt", b"x")] + entries)', 63],
    ['an absolute name', 'write([("/tmp/up.txt", b"x")] + entries)', 63],
    ['an entry twice', 'write(entries[:1] + entries)', 64],
    ['without a chunk', 'write(entries[1:])', 65],
    ['without its checksums', 'write(entries[:-1])', 65],
    ['with something more', 'write(entries + [("readme.txt", b"x")])', 66],
    ['something else', 'write([("a.txt", b"a")])', 60],
  ])('%s', async (name, program, code) => {
    const path = forged(`${name}.zip`, program);
    const ran = await unpack(path, name);
    expect([ran.code, ran.output]).toEqual([code, '']);
    expect(ran.error.length).toBeGreaterThan(40);
    expectNothing(name);
    expect((await bob.sealdrop(['verify', path])).code).toBe(code);
  });

  test('cut off, changed, and no file at all', async () => {
    const good = readFileSync(zipped);
    const bad = (name: string, bytes: Buffer) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    expect(await unpack(bad('cut.zip', good.subarray(0, 1_000_000)), 'cut')).toMatchObject({ code: 61 });
    const changed = Buffer.from(good);
    changed[1_200_000] = (changed[1_200_000] as number) ^ 1;
    expect(await unpack(bad('changed.zip', changed), 'changed')).toMatchObject({ code: 62 });
    expect(await unpack(join(folder, 'nowhere.zip'), 'nowhere')).toMatchObject({ code: 18 });
    expect(await unpack(bad('empty.zip', Buffer.alloc(0)), 'empty')).toMatchObject({ code: 60 });
    for (const out of ['cut', 'changed', 'nowhere', 'empty']) expectNothing(out);
  });

  test('swapped chunks, of a package that was unpacked', async () => {
    const out = join(folder, 'swapped-in');
    execFileSync('python3', ['-m', 'zipfile', '-e', zipped, out]);
    const big = join(out, 'Chunks/chunk_1.enc');
    const bytes = readFileSync(big);
    writeFileSync(big, Buffer.concat([bytes.subarray(262_144), bytes.subarray(0, 262_144)]));
    expect(await unpack(out, 'swapped')).toMatchObject({ code: 67 });
    expectNothing('swapped');
  });
});

test('a disk that is full', async () => {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  try {
    expect(await unpack(zipped, 'disk/out')).toMatchObject({ code: 19 });
    expectNothing('disk/out');
    const pack = ['pack', join(folder, 'files'), '--to', 'Bob', '--out', join(disk, 'package.zip')];
    expect(await alice.sealdrop(pack, { environment: keys })).toMatchObject({ code: 19 });
    expect(readdirSync(disk)).toEqual(['out']);
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
});

test('a process that is killed leaves nothing under the final name', async () => {
  writeFileSync(join(folder, 'large.bin'), Buffer.alloc(100_000_000, 7));
  const zip = join(folder, 'large.zip');
  const environment = { ...process.env, ...keys, XDG_CONFIG_HOME: alice.folder };
  const run = async (parameters: string[], isThere: () => boolean) => {
    const child = spawn(process.execPath, ['scripts/sealdrop.mjs', ...parameters], {
      env: environment,
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
    while (!isThere() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    return await ended;
  };
  const parts = (at: string) => existsSync(at) && readdirSync(at).some((name) => name.endsWith('.part'));
  const pack = ['pack', join(folder, 'large.bin'), '--to', 'Bob', '--out', zip];
  expect(await run(pack, () => parts(folder))).toBeNull();
  expect(existsSync(zip)).toBe(false);
  for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(join(folder, name));
  expect((await alice.sealdrop(pack, { environment: keys })).code).toBe(0);
  const out = join(folder, 'killed');
  expect(await run(['unpack', zip, '--out', out], () => parts(out))).toBeNull();
  expect(readdirSync(out).filter((name) => !name.endsWith('.part'))).toEqual([]);
});
