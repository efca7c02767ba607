/**
 * Encrypted PKCS#8 (RFC 5958 EncryptedPrivateKeyInfo with PBES2, RFC 8018), as `openssl pkey` writes and reads it.
 * There is no tag in it: a wrong passphrase shows only by what comes out. docs/format.md, "PEM".
 */
import { type Bytes, fromHex, random, toHex, utf8 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { contentOf, type Der, der, derInteger, integerOf, readDer, readOne, TAG } from './der.ts';

type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

const OID_PBES2 = '2a864886f70d01050d';
const OID_PBKDF2 = '2a864886f70d01050c';
const OID_HMAC_SHA256 = '2a864886f70d0209';
const OID_AES_256_CBC = '60864801650304012a';

/** Pseudo-random functions of PBKDF2, by object identifier. */
const HASHES: Readonly<Record<string, Hash>> = {
  '2a864886f70d0207': 'SHA-1',
  [OID_HMAC_SHA256]: 'SHA-256',
  '2a864886f70d020a': 'SHA-384',
  '2a864886f70d020b': 'SHA-512',
};

/** AES in CBC mode: bits of the key, by object identifier. */
const CIPHERS: Readonly<Record<string, number>> = {
  '608648016503040102': 128,
  '608648016503040116': 192,
  [OID_AES_256_CBC]: 256,
};

/** What Sealdrop writes. */
const ITERATIONS = 600_000;
const SALT_SIZE = 16;
/** More than this many is refused: a file could otherwise keep the program busy for hours. */
const ITERATIONS_MAX = 10_000_000;
const IV_SIZE = 16;

interface Parameters {
  readonly hash: Hash;
  readonly salt: Bytes;
  readonly iterations: number;
  /** Bits of the AES key. */
  readonly bits: number;
  readonly iv: Bytes;
}

/** PKCS#8 under a passphrase: PBKDF2 with HMAC-SHA-256, 600,000 iterations; AES-256-CBC. */
export async function encryptPkcs8(pkcs8: Bytes, passphrase: string): Promise<Bytes> {
  const [salt, iv] = [random(SALT_SIZE), random(IV_SIZE)];
  const key = await deriveKey(passphrase, { hash: 'SHA-256', salt, iterations: ITERATIONS, bits: 256, iv });
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, pkcs8);
  const oid = (hex: string) => der(TAG.oid, fromHex(hex));
  const prf = der(TAG.sequence, oid(OID_HMAC_SHA256), der(TAG.null));
  const pbkdf2 = der(TAG.sequence, der(TAG.octetString, salt), derInteger(ITERATIONS), prf);
  return der(
    TAG.sequence,
    der(
      TAG.sequence,
      oid(OID_PBES2),
      der(
        TAG.sequence,
        der(TAG.sequence, oid(OID_PBKDF2), pbkdf2),
        der(TAG.sequence, oid(OID_AES_256_CBC), der(TAG.octetString, iv)),
      ),
    ),
    der(TAG.octetString, new Uint8Array(encrypted)),
  );
}

/**
 * The PKCS#8 under a passphrase, as yet unread. Throws damaged where the shape does not hold, unsupported-key for other
 * ways of encryption and too many iterations, wrong-backup-passphrase where the padding shows it.
 */
export async function decryptPkcs8(bytes: Bytes, passphrase: string): Promise<Bytes> {
  const [algorithm, encrypted, ...others] = readDer(readOne(bytes, TAG.sequence));
  const ct = contentOf(encrypted, TAG.octetString);
  if (others.length > 0) throw new SealdropError('damaged');
  const parameters = readParameters(contentOf(algorithm, TAG.sequence));
  if (ct.length === 0 || ct.length % IV_SIZE !== 0) throw new SealdropError('damaged');
  const key = await deriveKey(passphrase, parameters);
  let plain: Bytes;
  try {
    plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: parameters.iv }, key, ct));
  } catch (error) {
    throw new SealdropError('wrong-backup-passphrase', { cause: error });
  }
  // One wrong passphrase in 256 gives a valid padding, and then bytes that are nothing.
  if (!isWhole(plain)) throw new SealdropError('wrong-backup-passphrase');
  return plain;
}

function readParameters(algorithm: Bytes): Parameters {
  const pbes2 = readAlgorithm(algorithm, { [OID_PBES2]: true });
  const [derivation, cipher, ...others] = readDer(contentOf(pbes2.parameters, TAG.sequence));
  if (others.length > 0) throw new SealdropError('damaged');
  // Others: scrypt, which no engine has.
  const pbkdf2 = readAlgorithm(contentOf(derivation, TAG.sequence), { [OID_PBKDF2]: true });
  const aes = readAlgorithm(contentOf(cipher, TAG.sequence), CIPHERS);
  const iv = contentOf(aes.parameters, TAG.octetString);
  if (iv.length !== IV_SIZE) throw new SealdropError('damaged');
  return { ...readPbkdf2(contentOf(pbkdf2.parameters, TAG.sequence), aes.known), bits: aes.known, iv };
}

/** PBKDF2-params: salt, iterations, length of the key (optional), pseudo-random function (SHA-1 where left out). */
function readPbkdf2(bytes: Bytes, bits: number): Pick<Parameters, 'hash' | 'salt' | 'iterations'> {
  const [saltItem, iterationsItem, ...optional] = readDer(bytes);
  // A salt may be named by an algorithm instead, which nobody does.
  const salt = contentOf(saltItem, TAG.octetString);
  const iterations = integerOf(iterationsItem);
  if (iterations === 0) throw new SealdropError('damaged');
  if (iterations > ITERATIONS_MAX) throw new SealdropError('unsupported-key');
  const length = optional[0]?.tag === TAG.integer ? integerOf(optional.shift()) : bits / 8;
  if (length !== bits / 8) throw new SealdropError('damaged');
  const prf = optional.shift();
  if (optional.length > 0) throw new SealdropError('damaged');
  if (!prf) return { hash: 'SHA-1', salt, iterations };
  const { known, parameters } = readAlgorithm(contentOf(prf, TAG.sequence), HASHES);
  if (parameters) contentOf(parameters, TAG.null);
  return { hash: known, salt, iterations };
}

/** An AlgorithmIdentifier that is one of those known. Throws unsupported-key for others. */
function readAlgorithm<T>(
  bytes: Bytes,
  knownByOid: Readonly<Record<string, T>>,
): { known: T; parameters: Der | undefined } {
  const [oid, parameters, ...others] = readDer(bytes);
  const hex = toHex(contentOf(oid, TAG.oid));
  if (others.length > 0) throw new SealdropError('damaged');
  const known = Object.hasOwn(knownByOid, hex) ? knownByOid[hex] : undefined;
  if (known === undefined) throw new SealdropError('unsupported-key');
  return { known, parameters };
}

async function deriveKey(
  passphrase: string,
  { hash, salt, iterations, bits }: Parameters,
): Promise<CryptoKey> {
  // The bytes as typed: OpenSSL takes them so, without any normal form.
  const secret = await crypto.subtle.importKey('raw', utf8(passphrase), 'PBKDF2', false, ['deriveBits']);
  const raw = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash, salt, iterations }, secret, bits);
  try {
    return await crypto.subtle.importKey('raw', raw, 'AES-CBC', false, ['encrypt', 'decrypt']);
  } catch (error) {
    // Chromium has no AES-192.
    throw new SealdropError('unsupported-key', { cause: error });
  }
}

/** Whether decrypted bytes have the outline of PKCS#8, which random ones as good as never have. */
function isWhole(plain: Bytes): boolean {
  try {
    const [version, algorithm, key] = readDer(readOne(plain, TAG.sequence));
    return version?.tag === TAG.integer && algorithm?.tag === TAG.sequence && key?.tag === TAG.octetString;
  } catch {
    return false;
  }
}
