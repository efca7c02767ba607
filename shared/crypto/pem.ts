/**
 * Keys as PEM (RFC 7468), for exchange with OpenSSL and what reads its files: private keys on P-384 come in as PKCS#8,
 * encrypted PKCS#8 or SEC1; they go out as encrypted PKCS#8, public keys as SPKI. docs/format.md, "PEM".
 */
import { base64 } from '@scure/base';
import type { Bytes } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { importKeyPair } from './key-pair.ts';
import { decryptPkcs8, encryptPkcs8 } from './pbes2.ts';
import { readPkcs8, readSec1 } from './pkcs8.ts';

const PLAIN = 'PRIVATE KEY';
const ENCRYPTED = 'ENCRYPTED PRIVATE KEY';
const SEC1 = 'EC PRIVATE KEY';
const LINE = 64;

interface Block {
  readonly label: string;
  readonly content: string;
}

/**
 * The private key in a PEM text, as PKCS#8 in the one form (185 bytes), after a trial that its public key belongs to
 * it; "locked" where a passphrase is needed and none was given. Throws unsupported-key, wrong-backup-passphrase,
 * damaged. The caller caps the length of `text`.
 */
export async function readKeyPem(text: string, passphrase: string | null): Promise<Bytes | 'locked'> {
  const block = privateBlock(text);
  // The old encryption of OpenSSL: one round of MD5.
  if (/^Proc-Type:/m.test(block.content)) throw new SealdropError('unsupported-key');
  const bytes = decodeBase64(block.content);
  if (block.label === ENCRYPTED && passphrase === null) return 'locked';
  const pkcs8 = await readBlock(block.label, bytes, passphrase ?? '');
  await importKeyPair(pkcs8, 'ECDH');
  return pkcs8;
}

async function readBlock(label: string, bytes: Bytes, passphrase: string): Promise<Bytes> {
  if (label === SEC1) return readSec1(bytes);
  if (label === PLAIN) return readPkcs8(bytes);
  return readPkcs8(await decryptPkcs8(bytes, passphrase));
}

/** The one block with a private key; other blocks (EC PARAMETERS, certificates) and text around them do not count. */
function privateBlock(text: string): Block {
  const [block, ...others] = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----/g)].map(
    ({ 0: begin, 1: label = '', index }) => {
      const start = index + begin.length;
      const end = text.indexOf(`-----END ${label}-----`, start);
      return { label, content: end < 0 ? null : text.slice(start, end) };
    },
  );
  if (!block || others.length > 0 || ![PLAIN, ENCRYPTED, SEC1].includes(block.label)) {
    throw new SealdropError('unsupported-key');
  }
  if (block.content === null) throw new SealdropError('damaged');
  return { label: block.label, content: block.content };
}

/** A private key in the one form as `openssl pkey` reads it under the passphrase. */
export async function writeKeyPem(pkcs8: Bytes, passphrase: string): Promise<string> {
  return pem(ENCRYPTED, await encryptPkcs8(pkcs8, passphrase));
}

/** A public key (SPKI, 120 bytes). */
export function writePublicKeyPem(spki: Bytes): string {
  return pem('PUBLIC KEY', spki);
}

/** Bytes as a block of this label. */
export function pem(label: string, bytes: Bytes): string {
  const lines = base64.encode(bytes).match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** Bytes of a block's text. Throws damaged where it is no base64. */
export function decodeBase64(content: string): Bytes {
  try {
    return new Uint8Array(base64.decode(content.replace(/[\t\n\r ]/g, '')));
  } catch (error) {
    throw new SealdropError('damaged', { cause: error });
  }
}
