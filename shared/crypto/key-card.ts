/**
 * Key cards: the signed public side of an identity, and its fingerprint. Every field has one encoding: an SPKI is
 * 120 bytes with one prefix, uncompressed. docs/format.md, "Identities and cards".
 */
import { type Bytes, concat, fromHex, sha256 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { CARD_MAX, NAME_MAX_CHARACTERS } from '../limits.ts';
import { type Cbor, cborMap, decodeCbor, encodeCbor } from './cbor.ts';
import { asArray, asBytes, asMap, asRecord, asText, asUint, knownVersion } from './fields.ts';
import { labelled } from './labels.ts';

/** ML-KEM-1024 encapsulation key, in bytes. */
const PQ_KEY_SIZE = 1_568;
const SPKI_SIZE = 120;
const SPKI_PREFIX = fromHex('3076301006072a8648ce3d020106052b8104002203620004');
/** ECDSA P-384 in P1363 form, in bytes. */
export const SIGNATURE_SIZE = 96;
export const SIGNATURE = { name: 'ECDSA', hash: 'SHA-384' } as const;

/** A card whose own signature holds. */
export interface KeyCard {
  /** May be empty. Never shown as proof of anything. */
  readonly name: string;
  /** Unix seconds. */
  readonly created: number;
  readonly verifyKey: CryptoKey;
  readonly encryptionKey: CryptoKey;
  readonly pq: Bytes | null;
  /** 32 bytes. */
  readonly fingerprint: Bytes;
}

/** SHA-256 over both public keys as SPKI and the ML-KEM key where there is one: 32 bytes. */
export function fingerprintOf(spkiSign: Bytes, spkiEncrypt: Bytes, pq: Bytes | null): Promise<Bytes> {
  return sha256(labelled('identity', spkiSign, spkiEncrypt, pq ?? new Uint8Array(0)));
}

/** What stands on a card. Keys as SPKI (120 bytes each). */
export interface CardFields {
  readonly name: string;
  readonly created: number;
  readonly sig: Bytes;
  readonly enc: Bytes;
  readonly pq: Bytes | null;
}

/** What a card's signature is over. */
export function encodeCardCore(fields: CardFields): Bytes {
  return encodeCbor(cborMap({ v: 1, ...fields, x: new Map() }));
}

/** The card's bytes, signed by `signingKey`. */
export async function sealKeyCard(fields: CardFields, signingKey: CryptoKey): Promise<Bytes> {
  const core = encodeCardCore(fields);
  const sig = await crypto.subtle.sign(SIGNATURE, signingKey, labelled('signCard', core));
  return encodeCbor([core, new Uint8Array(sig)]);
}

/**
 * The card of these bytes. Throws damaged where shape or keys do not hold, sender-changed where its own signature does
 * not, needs-newer for other versions.
 */
export async function openKeyCard(bytes: Bytes): Promise<KeyCard> {
  if (bytes.length > CARD_MAX) throw new SealdropError('damaged');
  const parts = asArray(decodeCbor(bytes), 2, 2);
  const core = asBytes(parts[0], 1, CARD_MAX);
  const sig = asBytes(parts[1], SIGNATURE_SIZE);

  const value = decodeCbor(core);
  knownVersion(value);
  const map = asRecord(value, ['v', 'name', 'created', 'sig', 'enc', 'pq', 'x']);
  asMap(map.get('x'));
  const name = asText(map.get('name'));
  if ([...name].length > NAME_MAX_CHARACTERS) throw new SealdropError('damaged');
  const pqField: Cbor | undefined = map.get('pq');
  const pq = pqField === null ? null : asBytes(pqField, PQ_KEY_SIZE);
  const spkiSign = asSpki(map.get('sig'));
  const spkiEncrypt = asSpki(map.get('enc'));
  const verifyKey = await importSpki(spkiSign, 'ECDSA', ['verify']);
  const encryptionKey = await importSpki(spkiEncrypt, 'ECDH', []);
  if (!(await crypto.subtle.verify(SIGNATURE, verifyKey, sig, labelled('signCard', core)))) {
    throw new SealdropError('sender-changed');
  }
  return {
    name,
    created: asUint(map.get('created'), 0, 2 ** 40),
    verifyKey,
    encryptionKey,
    pq,
    fingerprint: await fingerprintOf(spkiSign, spkiEncrypt, pq),
  };
}

function asSpki(value: Cbor | undefined): Bytes {
  const spki = asBytes(value, SPKI_SIZE);
  if (SPKI_PREFIX.some((byte, i) => spki[i] !== byte)) throw new SealdropError('damaged');
  return spki;
}

async function importSpki(spki: Bytes, name: 'ECDSA' | 'ECDH', usages: KeyUsage[]): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('spki', spki, { name, namedCurve: 'P-384' }, true, usages);
  } catch (error) {
    // The right prefix with a point that is not on the curve.
    throw new SealdropError('damaged', { cause: error });
  }
}

/** What a header's signature covers: label, 00, the signer's fingerprint (32), core. */
export function headerSignatureInput(fingerprint: Bytes, coreBytes: Bytes): Bytes {
  return concat(labelled('signHeader', fingerprint), coreBytes);
}
