/** Packages that earlier versions made, which every later one must open: e2e/golden/packages, made by scripts/make-golden-packages.mjs. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newUser, type User } from './sealdrop.test-data.ts';

interface Expected {
  readonly keyPassphrase: string;
  readonly code: string;
  readonly passphrase: string;
  readonly message: string;
  /** SHA-256 by path. */
  readonly files: Readonly<Record<string, string>>;
}

const golden = join(import.meta.dirname, '../e2e/golden/packages');
const formats = readdirSync(golden);

let folder: string;
let user: User;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-golden-'));
  user = await newUser();
});
afterAll(async () => {
  await user.remove();
  await rm(folder, { recursive: true });
});

test('there are golden packages', () => {
  expect(formats.length).toBeGreaterThan(0);
});

test.each(formats)('packages of format %s open', async (format) => {
  const at = (name: string) => join(golden, format, name);
  const { keyPassphrase, code, passphrase, message, files } = JSON.parse(
    readFileSync(at('expected.json'), 'utf8'),
  ) as Expected;
  const environment = { SEALDROP_KEY_PASSPHRASE: keyPassphrase, SEALDROP_PASSPHRASE: passphrase };
  const keyFile = join(folder, 'key-passphrase');
  writeFileSync(keyFile, keyPassphrase);
  const imported = ['key', 'import', at('golden.sealdrop-key'), '--passphrase-file', keyFile];
  expect(await user.sealdrop(imported)).toMatchObject({ code: 0 });

  const open = async (name: string, more: Readonly<Record<string, string>>) => {
    const out = join(folder, `${format}-${name}`);
    const opened = await user.sealdrop(['unpack', at(name), '--out', out], {
      environment: { ...environment, ...more },
    });
    expect([opened.code, opened.error.includes(message)], opened.error).toEqual([0, true]);
    for (const [path, digest] of Object.entries(files)) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, path)))
          .digest('hex'),
        path,
      ).toBe(digest);
    }
  };
  await open('for-key.zip', {});
  await open('by-code.zip', { SEALDROP_CODE: code });
});
