/**
 * Key files between Sealdrop and the real `openssl`, both ways. Here, for it needs a program to run: Node alone. There
 * is no skipping: without `openssl` these tests fail. docs/format.md, "PEM".
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Bytes, toHex } from '../shared/bytes.ts';
import { exportSpki, generatePkcs8, importKeyPair } from '../shared/crypto/key-pair.ts';
import { readKeyPem, writeKeyPem, writePublicKeyPem } from '../shared/crypto/pem.ts';
import { decodePkcs8, spkiOf } from '../shared/crypto/pkcs8.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealdrop-openssl-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PASSPHRASE = 'Grün, with spaces';

function openssl(...parameters: readonly string[]): string {
  return execFileSync('openssl', parameters, {
    encoding: 'utf8',
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const genpkey = ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'];
const plain = file('plain.pem', openssl(...genpkey));
const plainDer = Buffer.from(read(plain).replaceAll(/-----.*-----|\n/g, ''), 'base64').toString('hex');
const publicPem = openssl('pkey', '-in', plain, '-pubout');

async function readHere(pem: string, passphrase: string | null = null): Promise<Bytes> {
  const pkcs8 = await readKeyPem(pem, passphrase);
  if (pkcs8 === 'locked') throw new Error('locked');
  return pkcs8;
}

async function expectKey(pem: string, passphrase: string | null = null): Promise<void> {
  const pkcs8 = await readHere(pem, passphrase);
  expect(writePublicKeyPem(spkiOf(decodePkcs8(pkcs8).point))).toBe(publicPem);
  expect(toHex(pkcs8)).toBe(plainDer);
}

describe('what OpenSSL writes is read', () => {
  test('PKCS#8 of genpkey', () => expectKey(read(plain)));

  test('SEC1 of ec, and of ecparam with EC PARAMETERS before it', async () => {
    await expectKey(openssl('ec', '-in', plain));
    const pem = openssl('ecparam', '-name', 'secp384r1', '-genkey');
    expect(pem).toContain('-----BEGIN EC PARAMETERS-----');
    const expected = openssl('pkey', '-in', file('ecparam.pem', pem), '-pubout');
    expect(writePublicKeyPem(spkiOf(decodePkcs8(await readHere(pem)).point))).toBe(expected);
  });

  test('a key without its public key: RFC 5915 allows that', async () => {
    await expectKey(openssl('ec', '-in', plain, '-no_public'));
  });

  test.each([
    ['pkey', ['-aes256']],
    ['pkey', ['-aes128']],
    ['pkcs8', ['-topk8']],
    ['pkcs8', ['-topk8', '-v2', 'aes-128-cbc']],
    ['pkcs8', ['-topk8', '-v2', 'aes-192-cbc']],
    ['pkcs8', ['-topk8', '-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA1']],
    ['pkcs8', ['-topk8', '-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA384']],
    ['pkcs8', ['-topk8', '-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA512', '-iter', '100000']],
  ])('encrypted by %s %j', async (command, options) => {
    const pem = openssl(command, '-in', plain, ...options, '-passout', `pass:${PASSPHRASE}`);
    expect(pem).toContain('-----BEGIN ENCRYPTED PRIVATE KEY-----');
    expect(await readKeyPem(pem, null)).toBe('locked');
    await expectKey(pem, PASSPHRASE);
    await expect(readKeyPem(pem, `${PASSPHRASE} `)).rejects.toThrowError(/^wrong-backup-passphrase$/);
  });
});

describe('what is no key of ours is refused', () => {
  test.each([
    ['another curve', () => openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256')],
    ['another curve, SEC1', () => openssl('ecparam', '-name', 'prime256v1', '-genkey')],
    ['explicit parameters', () => openssl(...genpkey, '-pkeyopt', 'ec_param_enc:explicit')],
    ['a compressed point', () => openssl('ec', '-in', plain, '-conv_form', 'compressed')],
    ['RSA', () => openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048')],
    ['Ed25519', () => openssl('genpkey', '-algorithm', 'ED25519')],
    ['X25519', () => openssl('genpkey', '-algorithm', 'X25519')],
    ['a public key', () => publicPem],
    ['the encryption of old', () => openssl('ec', '-in', plain, '-aes256', '-passout', `pass:${PASSPHRASE}`)],
    ['scrypt', () => openssl('pkcs8', '-topk8', '-in', plain, '-scrypt', '-passout', `pass:${PASSPHRASE}`)],
    [
      'PBES1 with triple DES',
      () =>
        openssl('pkcs8', '-topk8', '-in', plain, '-v1', 'PBE-SHA1-3DES', '-passout', `pass:${PASSPHRASE}`),
    ],
    [
      'triple DES',
      () => openssl('pkcs8', '-topk8', '-in', plain, '-v2', 'des3', '-passout', `pass:${PASSPHRASE}`),
    ],
  ])('%s', async (_, make) => {
    await expect(readKeyPem(make(), PASSPHRASE)).rejects.toThrowError(/^unsupported-key$/);
  });
});

describe('what Sealdrop writes is read by OpenSSL', () => {
  test.each(['ECDSA', 'ECDH'] as const)('a private key for %s, and its public key', async (use) => {
    const pkcs8 = await generatePkcs8(use);
    const name = file(`${use}.pem`, await writeKeyPem(pkcs8, PASSPHRASE));
    const unlocked = openssl('pkey', '-in', name, '-passin', `pass:${PASSPHRASE}`);
    expect(toHex(await readHere(unlocked))).toBe(toHex(pkcs8));
    expect(() => openssl('pkey', '-in', name, '-passin', 'pass:not this one', '-noout')).toThrow();

    const opened = file('unlocked.pem', unlocked);
    openssl('pkey', '-in', opened, '-check', '-noout');
    const { publicKey } = await importKeyPair(pkcs8, use);
    const publicKeyPem = writePublicKeyPem(await exportSpki(publicKey));
    expect(openssl('pkey', '-in', opened, '-pubout')).toBe(publicKeyPem);
    expect(openssl('pkey', '-pubin', '-in', file('public.pem', publicKeyPem), '-pubout')).toBe(publicKeyPem);

    const structure = openssl('asn1parse', '-in', name);
    for (const part of ['PBES2', 'PBKDF2', ':0927C0', 'hmacWithSHA256', 'aes-256-cbc']) {
      expect(structure).toContain(part);
    }
  });
});
