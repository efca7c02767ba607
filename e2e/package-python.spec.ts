/**
 * Packages and a reader of them that shares no code with Sealdrop: scripts/open-package.py, in Python. There is no skipping:
 * without Python and its package `cryptography` these tests fail. docs/package.md.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { canInstall, install } from '../scripts/debian.mjs';
import { type Bytes, random, utf8 } from '../shared/bytes.ts';
import { oneOffIdentity } from '../shared/crypto/identity.ts';
import { generatePkcs8, importKeyPair } from '../shared/crypto/key-pair.ts';
import { writeKeyPem } from '../shared/crypto/pem.ts';
import { packShare } from '../shared/package/pack-share.ts';
import { partSource } from '../shared/transfer/part-sender.ts';

const script = fileURLToPath(new URL('../scripts/open-package.py', import.meta.url));
const PASSPHRASE = 'of the key file';

const contents: Readonly<Record<string, Bytes>> = {
  'one.txt': utf8('One file.\n'),
  'folder/empty.bin': new Uint8Array(0),
  'folder/large.bin': random(9_000_001),
};

async function pack(folder: string): Promise<string> {
  const encryption = await generatePkcs8('ECDH');
  writeFileSync(join(folder, 'key.pem'), await writeKeyPem(encryption, PASSPHRASE));
  const { publicKey } = await importKeyPair(encryption, 'ECDH');
  const all = Buffer.concat(Object.values(contents));
  const { content, code } = await packShare({
    files: Object.entries(contents).map(([path, { length }]) => ({
      path,
      size: length,
      type: '',
      modified: null,
    })),
    parts: (geometry) =>
      partSource(geometry, async (target, offset) => {
        target.set(all.subarray(offset, offset + target.length));
        return target;
      }),
    note: 'a note',
    identity: await oneOffIdentity(1_750_000_000),
    people: [{ fingerprint: random(32), encryptionKey: publicKey }],
    code: { passphrase: null },
    now: 1_750_000_000,
    signal: new AbortController().signal,
  });
  const pieces: Bytes[] = [];
  for await (const piece of content) pieces.push(piece);
  writeFileSync(join(folder, 'package.zip'), Buffer.concat(pieces));
  return code ?? '';
}

const hasCryptography = () => spawnSync('python3', ['-c', 'import cryptography']).status === 0;

test.describe('a package', () => {
  let folder: string;
  let zip: string;
  let code: string;
  // Made here, not with the module: these hooks may run more than once in one process.
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sealdrop-python-'));
    zip = join(folder, 'package.zip');
    if (!hasCryptography() && canInstall()) install(['python3', 'python3-cryptography']);
    code = await pack(folder);
  });
  test.afterAll(() => rmSync(folder, { recursive: true }));

  const open = (zipped: string, out: string, ...parameters: readonly string[]) =>
    spawnSync('python3', [script, zipped, join(folder, out), ...parameters], {
      encoding: 'utf8',
      env: { ...process.env, KEY_PASSPHRASE: PASSPHRASE },
    });

  function expectOpened(out: string): void {
    for (const [path, bytes] of Object.entries(contents)) {
      expect(readFileSync(join(folder, out, path)).equals(bytes), path).toBe(true);
    }
  }

  test('opens in Python, by a private key of OpenSSL and by its code', () => {
    const byKey = open(zip, 'by-key', '--key', join(folder, 'key.pem'));
    expect(byKey.stderr).toBe('');
    expectOpened('by-key');
    const byCode = open(zip, 'by-code', '--code', code);
    expect(byCode.stderr).toBe('');
    expectOpened('by-code');
  });

  test('is refused in Python where a byte of a chunk is another one', () => {
    const changed = readFileSync(zip);
    changed[5_000_000] = (changed[5_000_000] as number) ^ 1;
    writeFileSync(join(folder, 'changed.zip'), changed);
    expect(open(join(folder, 'changed.zip'), 'changed', '--code', code).status).not.toBe(0);
  });

  test('unpacks by other programs, and sha256sum finds every entry as it is stated', () => {
    const out = join(folder, 'unzipped');
    execFileSync('python3', ['-m', 'zipfile', '-e', zip, out]);
    const checked = execFileSync('sha256sum', ['--strict', '--check', 'checksums.txt'], {
      cwd: out,
      encoding: 'utf8',
    });
    expect(checked.trim().split('\n')).toHaveLength(9 + 3);
    expect(JSON.parse(readFileSync(join(out, 'metadata.json'), 'utf8'))).toMatchObject({
      file_info: { chunk_size: 1_048_576, total_chunks: 9 },
      keys: { ephemeral_public_key: expect.stringContaining('BEGIN PUBLIC KEY') },
    });
    const { ephemeral_public_key: pem } = JSON.parse(readFileSync(join(out, 'metadata.json'), 'utf8')).keys;
    const text = execFileSync('openssl', ['pkey', '-pubin', '-noout', '-text'], {
      input: pem,
      encoding: 'utf8',
    });
    expect(text).toContain('secp384r1');
  });

  test('its reader is no longer than what somebody can read', () => {
    expect(readFileSync(script, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  });
});
