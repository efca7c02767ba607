/**
 * P-384 key pairs between PKCS#8 and CryptoKeys. A private key comes in only with a trial that its public key belongs
 * to it, for engines differ in whether they look. docs/format.md, "Key backup".
 */
import { type Bytes, equal, random } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { SIGNATURE } from './key-card.ts';
import { decodePkcs8, readPkcs8, spkiOf } from './pkcs8.ts';

/** What a pair is for: signing, or receiving. */
export type KeyUse = 'ECDSA' | 'ECDH';

/** A fresh private key as PKCS#8 in the one form (185 bytes), for keys that cannot be read out have no backup. */
export async function generatePkcs8(use: KeyUse): Promise<Bytes> {
  const usages: KeyUsage[] = use === 'ECDSA' ? ['sign', 'verify'] : ['deriveBits'];
  const algorithm = { name: use, namedCurve: 'P-384' };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, usages);
  const exported = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
  const pkcs8 = await readPkcs8(exported);
  exported.fill(0);
  return pkcs8;
}

/**
 * The pair of a private key in the one form: the private key cannot be read out again, the public one can. Throws
 * damaged where the two do not belong together or are no keys.
 */
export async function importKeyPair(pkcs8: Bytes, use: KeyUse): Promise<CryptoKeyPair> {
  const { point, scalar } = decodePkcs8(pkcs8);
  scalar.fill(0);
  const algorithm = { name: use, namedCurve: 'P-384' };
  const signs = use === 'ECDSA';
  let pair: CryptoKeyPair;
  try {
    const [privateKey, publicKey] = await Promise.all([
      crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, [signs ? 'sign' : 'deriveBits']),
      crypto.subtle.importKey('spki', spkiOf(point), algorithm, true, signs ? ['verify'] : []),
    ]);
    pair = { privateKey, publicKey };
  } catch (error) {
    throw new SealdropError('damaged', { cause: error });
  }
  if (!(await (signs ? signsForItself(pair) : receivesForItself(pair)))) throw new SealdropError('damaged');
  return pair;
}

async function signsForItself({ privateKey, publicKey }: CryptoKeyPair): Promise<boolean> {
  const message = random(32);
  const signature = await crypto.subtle.sign(SIGNATURE, privateKey, message);
  return crypto.subtle.verify(SIGNATURE, publicKey, signature, message);
}

async function receivesForItself({ privateKey, publicKey }: CryptoKeyPair): Promise<boolean> {
  const other = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-384' }, false, ['deriveBits']);
  const [here, there] = await Promise.all([
    crypto.subtle.deriveBits({ name: 'ECDH', public: other.publicKey }, privateKey, 384),
    crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, other.privateKey, 384),
  ]);
  return equal(new Uint8Array(here), new Uint8Array(there));
}

/** SPKI of a public key, 120 bytes. */
export async function exportSpki(publicKey: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
}
