/**
 * Private keys on P-384 as bytes: the one PKCS#8 form that Sealdrop writes and keeps, and what it reads of others
 * (PKCS#8 of RFC 5208, SEC1 of RFC 5915), which it turns into that form. docs/format.md, "Key backup" and "PEM".
 */
import { type Bytes, concat, equal, fromBase64Url, fromHex } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { contentOf, type Der, der, derInteger, integerOf, isOid, readDer, readOne, TAG } from './der.ts';

/** Bytes of a private number, and of a coordinate. */
export const SCALAR_SIZE = 48;
/** Bytes of a point: 04 X Y. */
const POINT_SIZE = 97;
/** The one form: prefix, private number, five bytes, point. */
export const PKCS8_SIZE = 185;

const PREFIX = fromHex('3081b6020100301006072a8648ce3d020106052b8104002204819e30819b0201010430');
const MIDDLE = fromHex('a164036200');
const SPKI_PREFIX = fromHex('3076301006072a8648ce3d020106052b81040022036200');

const EMPTY = new Uint8Array(0);

const OID_EC_PUBLIC_KEY = fromHex('2a8648ce3d0201');
const OID_P384 = fromHex('2b81040022');

export interface PrivateKeyNumbers {
  /** 48 bytes, secret. */
  readonly scalar: Bytes;
  /** 04 X Y, 97 bytes. Nothing here checks that it belongs to the private number. */
  readonly point: Bytes;
}

/** PKCS#8 in the one form, 185 bytes. */
export function encodePkcs8({ scalar, point }: PrivateKeyNumbers): Bytes {
  return concat(PREFIX, scalar, MIDDLE, point);
}

/** The numbers of PKCS#8 in the one form. Throws damaged for every other. */
export function decodePkcs8(bytes: Bytes): PrivateKeyNumbers {
  const scalar = bytes.slice(PREFIX.length, PREFIX.length + SCALAR_SIZE);
  const point = bytes.slice(PKCS8_SIZE - POINT_SIZE);
  if (bytes.length !== PKCS8_SIZE || point[0] !== 4 || !equal(encodePkcs8({ scalar, point }), bytes)) {
    throw new SealdropError('damaged');
  }
  return { scalar, point };
}

/** SPKI of a point, 120 bytes. */
export function spkiOf(point: Bytes): Bytes {
  return concat(SPKI_PREFIX, point);
}

/**
 * PKCS#8 as other programs write it, in the one form. Throws damaged where it is no PKCS#8, unsupported-key where it
 * holds another kind of key, or no public key and this engine does not compute it.
 */
export async function readPkcs8(bytes: Bytes): Promise<Bytes> {
  const [version, algorithm, key, attributes, ...others] = readDer(readOne(bytes, TAG.sequence));
  const sec1 = contentOf(key, TAG.octetString);
  // Version 1 (RFC 5958) puts the public key elsewhere.
  if (integerOf(version) !== 0) throw new SealdropError('unsupported-key');
  const [oid, parameters, ...more] = readDer(contentOf(algorithm, TAG.sequence));
  if (!isOid(oid, OID_EC_PUBLIC_KEY)) throw new SealdropError('unsupported-key');
  requireP384(parameters);
  if (more.length > 0 || others.length > 0) throw new SealdropError('damaged');
  // Some systems write what the key may be used for; it changes nothing about the key.
  if (attributes) readDer(contentOf(attributes, TAG.context0));
  return complete(readEcPrivateKey(sec1, false));
}

/** SEC1 (ECPrivateKey), in the one form. Throws as `readPkcs8` does; the curve must be named in it. */
export function readSec1(bytes: Bytes): Promise<Bytes> {
  return complete(readEcPrivateKey(bytes, true));
}

function requireP384(parameters: Der | undefined): void {
  // Explicit parameters are a SEQUENCE: a curve of one's own making.
  if (parameters?.tag !== TAG.oid || !isOid(parameters, OID_P384)) throw new SealdropError('unsupported-key');
}

function readEcPrivateKey(bytes: Bytes, needsCurve: boolean): { scalar: Bytes; point: Bytes | null } {
  const [version, key, ...optional] = readDer(readOne(bytes, TAG.sequence));
  if (integerOf(version) !== 1) throw new SealdropError('damaged');
  const number = contentOf(key, TAG.octetString);
  const parameters = optional[0]?.tag === TAG.context0 ? optional.shift() : undefined;
  const publicKey = optional.shift();
  if (optional.length > 0) throw new SealdropError('damaged');
  if (parameters) requireP384(readDer(parameters.content)[0]);
  else if (needsCurve) throw new SealdropError('unsupported-key');
  if (number.length > SCALAR_SIZE) throw new SealdropError('damaged');
  // RFC 5915 asks for all 48 bytes; old programs left zeros at the front out.
  const scalar = concat(new Uint8Array(SCALAR_SIZE - number.length), number);
  return {
    scalar,
    point: publicKey ? readPoint(readOne(contentOf(publicKey, TAG.context1), TAG.bitString)) : null,
  };
}

/** The point of a BIT STRING's content, whose first byte counts unused bits. */
function readPoint(bits: Bytes): Bytes {
  const point = bits.slice(1);
  if (bits[0] !== 0) throw new SealdropError('damaged');
  if (point[0] === 2 || point[0] === 3) throw new SealdropError('unsupported-key');
  if (point.length !== POINT_SIZE || point[0] !== 4) throw new SealdropError('damaged');
  return point;
}

async function complete({ scalar, point }: { scalar: Bytes; point: Bytes | null }): Promise<Bytes> {
  return encodePkcs8({ scalar, point: point ?? (await computePoint(scalar)) });
}

/** RFC 5915 lets the public key be left out. WebCrypto alone can compute it, by an import that not every engine does. */
async function computePoint(scalar: Bytes): Promise<Bytes> {
  const bare = der(
    TAG.sequence,
    derInteger(0),
    der(TAG.sequence, der(TAG.oid, OID_EC_PUBLIC_KEY), der(TAG.oid, OID_P384)),
    der(TAG.octetString, der(TAG.sequence, derInteger(1), der(TAG.octetString, scalar))),
  );
  try {
    const key = await crypto.subtle.importKey('pkcs8', bare, { name: 'ECDH', namedCurve: 'P-384' }, true, [
      'deriveBits',
    ]);
    const { x, y } = await crypto.subtle.exportKey('jwk', key);
    const point = concat(Uint8Array.of(4), fromBase64Url(x ?? '') ?? EMPTY, fromBase64Url(y ?? '') ?? EMPTY);
    if (point.length === POINT_SIZE) return point;
  } catch (error) {
    throw new SealdropError('unsupported-key', { cause: error });
  }
  throw new SealdropError('unsupported-key');
}
