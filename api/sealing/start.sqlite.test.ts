/** The program's start with its key: made, given, wrong, lost. What is wrong ends it in words and changes nothing. */
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { random, toHex } from '../../shared/bytes.ts';
import { buildProgram, type Program } from '../testing-program.ts';
import { keyFileIn } from './key-file.ts';

let program: Program;
let folder: string;
beforeAll(async () => {
  program = await buildProgram();
});
afterEach(async () => {
  program.killAll();
  await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await program.remove();
});

const newKey = () => Buffer.from(random(32)).toString('base64');

/** A data folder that a server has made, with its own key or with this one. */
async function used(environment: Record<string, string> = {}): Promise<string> {
  folder = join(tmpdir(), `sealdrop-key-${toHex(random(8))}`);
  await mkdir(folder);
  const { child, exit } = await program.start({ DATA_DIR: folder, ...environment });
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  return folder;
}

/** What a start with this environment ends with. */
async function refusal(environment: Record<string, string>): Promise<string> {
  const before = await databaseFile();
  const { exit, said } = program.run({ PORT: '1', DATA_DIR: folder, ...environment });
  expect(await exit).toBe(1);
  expect(said.out).toBe('');
  for (const key of Object.values(environment)) expect(said.err).not.toContain(key);
  expect(await databaseFile()).toEqual(before);
  return said.err;
}

const databaseFile = async () => await readFile(join(folder, 'sealdrop.db')).catch(() => null);

it('makes a key for the server’s user alone, and asks to move it', async () => {
  folder = join(tmpdir(), `sealdrop-key-${toHex(random(8))}`);
  await mkdir(folder);
  const { said } = await program.start({ DATA_DIR: folder });
  expect((await stat(keyFileIn(folder))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(folder, 'keys'))).toEqual(['file-key']);
  const key = await readFile(keyFileIn(folder), 'utf8');
  expect(key).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  expect(said.err).toContain('move it into FILE_KEY_BASE64');
  expect(said.err).not.toContain(key.trim());
});

it('starts with its key in the environment in place of the file, and asks for nothing', async () => {
  const key = (await readFile(keyFileIn(await used()), 'utf8')).trim();
  await rm(join(folder, 'keys'), { recursive: true });
  const { said } = await program.start({ DATA_DIR: folder, FILE_KEY_BASE64: key });
  expect(said.err).not.toContain('FILE_KEY');
  expect(await readdir(folder)).not.toContain('keys');
});

it('refuses another key', async () => {
  await used({ FILE_KEY_BASE64: newKey() });
  const words = 'is not the key that the records in the database are sealed with';
  expect(await refusal({ FILE_KEY_BASE64: newKey() })).toContain(words);
  expect(await refusal({ FILE_KEY_BASE64: newKey(), FILE_KEY_BASE64_PREVIOUS: newKey() })).toContain(words);
});

it('makes no new key where the one in use is lost', async () => {
  await used();
  await rm(join(folder, 'keys'), { recursive: true });
  expect(await refusal({})).toContain('is not here');
  expect(await readdir(folder)).not.toContain('keys');
});

it('refuses a file that holds no key, and one of another environment', async () => {
  const copy = `${await used()}-copy`;
  await cp(keyFileIn(folder), copy);
  for (const text of [
    '',
    'x',
    newKey().slice(0, -1),
    newKey().replace(/.=$/, '/='),
    `${newKey()}\n${newKey()}`,
  ]) {
    await writeFile(keyFileIn(folder), text);
    expect(await refusal({})).toContain('holds no key');
  }
  await writeFile(keyFileIn(folder), newKey());
  expect(await refusal({})).toContain('is not the key');
  await rm(keyFileIn(folder));
  await cp(copy, keyFileIn(folder));
  await rm(copy);
  await program.start({ DATA_DIR: folder });
});

it.each(['', 'x', 'AAAA', 'A'.repeat(44), `${'A'.repeat(42)}B=`, `${'_'.repeat(43)}=`])(
  'a key %j is none',
  async (key) => {
    folder = join(tmpdir(), `sealdrop-key-${toHex(random(8))}`);
    const { exit, said } = program.run({
      DATA_DIR: folder,
      FILE_KEY_BASE64_PREVIOUS: key,
      FILE_KEY_BASE64: key || 'no',
    });
    expect(await exit).toBe(1);
    expect(said.err).toContain('FILE_KEY_BASE64: wanted 32 bytes in standard base64');
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  },
);
