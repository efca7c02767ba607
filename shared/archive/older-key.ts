/**
 * The keys of older systems: a private key on P-384 as PEM, and a key of 16, 24 or 32 bytes in base64. Both come from
 * a person, so what is wrong with them is said. docs/older-files.md, "Keys".
 */
import { base64 } from '@scure/base';
import { type Bytes, equal } from '../bytes.ts';
import { hkdfSha256 } from '../crypto/hkdf.ts';
import { readKeyPem } from '../crypto/pem.ts';
import { spkiOf } from '../crypto/pkcs8.ts';
import { hasCode, SealdropError } from '../errors.ts';
import { olderError } from './stored-file.ts';

/** What a person has given; null what they have not. */
export interface OlderKeys {
  /** ECDH on P-384, to derive bits with. */
  readonly privateKey: CryptoKey | null;
  /** 16, 24 or 32 bytes. */
  readonly fileKey: Bytes | null;
}

/** Characters of a PEM file at most. */
export const KEY_TEXT_MAX = 65_536;

const FILE_KEY_SIZES = [16, 24, 32];
const P384 = { name: 'ECDH', namedCurve: 'P-384' };
/** Bytes of a point on P-384 as systems write it, and the first of them. */
const POINT_SIZE = 97;
const UNCOMPRESSED = 4;
const EMPTY = new Uint8Array(0);

/** The private key in a PEM text: PKCS#8 or SEC1, not encrypted. Throws older-key-unusable. */
export async function readPrivateKey(pem: string): Promise<CryptoKey> {
  const unusable = (cause?: unknown) => new SealdropError('older-key-unusable', { cause });
  if (pem.length > KEY_TEXT_MAX) throw unusable();
  const pkcs8 = await readKeyPem(pem, null).catch((error: unknown) => {
    throw hasCode(error, 'unsupported-key', 'damaged') ? unusable(error) : error;
  });
  if (pkcs8 === 'locked') throw unusable();
  return await crypto.subtle.importKey('pkcs8', pkcs8, P384, false, ['deriveBits']);
}

/** The bytes of FILE_KEY_BASE64, white space around it aside. Throws older-key-unusable. */
export function readFileKey(text: string): Bytes {
  try {
    const key = new Uint8Array(base64.decode(text.trim()));
    if (FILE_KEY_SIZES.includes(key.length)) return key;
  } catch (cause) {
    throw new SealdropError('older-key-unusable', { cause });
  }
  throw new SealdropError('older-key-unusable');
}

/**
 * A key of 32 bytes for each `info`: HKDF-SHA-256, without salt, of the x coordinate that the private key and the
 * public key in a PEM text share. `path` is where the public key stands. Throws older-malformed.
 */
export async function agreedKeys(
  privateKey: CryptoKey,
  publicPem: string,
  { infos, path }: { readonly infos: readonly Bytes[]; readonly path: string },
): Promise<readonly Bytes[]> {
  const point = await readPublicKey(publicPem, path);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: point }, privateKey, 384);
  return Promise.all(infos.map((info) => hkdfSha256(new Uint8Array(shared), EMPTY, info, 32)));
}

async function readPublicKey(pem: string, path: string): Promise<CryptoKey> {
  // Nothing stands around it: no version writes that, and a changed byte would.
  const block = /^\s*-----BEGIN PUBLIC KEY-----([^-]{1,4096})-----END PUBLIC KEY-----\s*$/.exec(pem);
  try {
    if (!block) throw new SealdropError('damaged');
    const spki = new Uint8Array(base64.decode((block[1] as string).replace(/[\t\n\r ]/g, '')));
    // Engines differ in what else they take for the same key: Node.js other forms of a point, and other counts of unused bits.
    const point = spki.slice(-POINT_SIZE);
    if (point[0] !== UNCOMPRESSED || !equal(spki, spkiOf(point))) throw new SealdropError('damaged');
    return await crypto.subtle.importKey('spki', spki, P384, false, []);
  } catch (cause) {
    throw olderError('older-malformed', path, cause);
  }
}
