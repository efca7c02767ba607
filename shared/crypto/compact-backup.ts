/**
 * The compact plaintext of a key backup, small enough for one QR code: CBOR [sig, enc, name, created, signature]. The
 * public keys stand in it, for not every engine computes them from the private ones; the card is put together again
 * from what is there, signature included, so that both devices show the same one. docs/format.md, "Key backup".
 */
import { type Bytes, concat, equal } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import type { Backup } from './backup.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { asArray, asBytes, asMap, asText, asUint } from './fields.ts';
import { encodeCardCore, SIGNATURE_SIZE } from './key-card.ts';
import { decodePkcs8, encodePkcs8, SCALAR_SIZE, spkiOf } from './pkcs8.ts';

/** Bytes of a key pair: private number, X, Y. */
const PAIR_SIZE = 3 * SCALAR_SIZE;

interface CardRest {
  readonly name: string;
  readonly created: number;
  readonly signature: Bytes;
}

/** Throws unsupported-key where the card cannot be put together again from these five. */
export function encodeCompact(backup: Backup): Bytes {
  const [core, signature] = asArray(decodeCbor(backup.card), 2, 2);
  const fields = asMap(decodeCbor(asBytes(core, 1, backup.card.length)));
  const rest = {
    name: asText(fields.get('name')),
    created: asUint(fields.get('created'), 0, 2 ** 40),
    signature: asBytes(signature, SIGNATURE_SIZE),
  };
  if (backup.seed || !equal(putTogether(backup.sig, backup.enc, rest), backup.card)) {
    throw new SealdropError('unsupported-key');
  }
  return encodeCbor([pairOf(backup.sig), pairOf(backup.enc), rest.name, rest.created, rest.signature]);
}

/** Throws damaged where it is anything else. */
export function decodeCompact(plain: Bytes): Backup {
  const parts = asArray(decodeCbor(plain), 5, 5);
  const [sig, enc] = [pkcs8Of(asBytes(parts[0], PAIR_SIZE)), pkcs8Of(asBytes(parts[1], PAIR_SIZE))];
  const rest = {
    name: asText(parts[2]),
    created: asUint(parts[3], 0, 2 ** 40),
    signature: asBytes(parts[4], SIGNATURE_SIZE),
  };
  return { sig, enc, seed: null, card: putTogether(sig, enc, rest) };
}

function putTogether(sig: Bytes, enc: Bytes, { name, created, signature }: CardRest): Bytes {
  const spki = (pkcs8: Bytes) => spkiOf(decodePkcs8(pkcs8).point);
  return encodeCbor([encodeCardCore({ name, created, sig: spki(sig), enc: spki(enc), pq: null }), signature]);
}

function pairOf(pkcs8: Bytes): Bytes {
  const { scalar, point } = decodePkcs8(pkcs8);
  return concat(scalar, point.subarray(1));
}

function pkcs8Of(pair: Bytes): Bytes {
  const point = concat(Uint8Array.of(4), pair.subarray(SCALAR_SIZE));
  return encodePkcs8({ scalar: pair.slice(0, SCALAR_SIZE), point });
}
