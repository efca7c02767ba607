/**
 * The owner box: what the owner needs to manage a share, sealed to the owner's own card inside the header, so that
 * any device that holds the identity can. Always padded to a size that tells only the number of stanzas.
 * docs/format.md, "Owner box".
 */
import { type Bytes, bigEndian, concat } from '../bytes.ts';
import { hasCode, SealdropError } from '../errors.ts';
import { type Cbor, cborMap, decodeCbor, encodeCbor } from './cbor.ts';
import { asArray, asBytes, asRecord } from './fields.ts';
import { type OwnerBox, ownerBoxPlainSize } from './header.ts';
import { openHpke, sealHpke } from './hpke.ts';
import { contextLabel, type ShareContext } from './key-schedule.ts';
import type { PassphraseKey } from './stanza.ts';

export interface OwnerSecrets {
  /** Owner token, 32 bytes. */
  readonly token: Bytes;
  /** 16 bytes: opens ownerCommit. */
  readonly r: Bytes;
  /** Share secret of this epoch, 32 bytes. */
  readonly s: Bytes;
  /** Link secret, 32 bytes, or null where there is no link. */
  readonly link: Bytes | null;
  readonly argon: PassphraseKey | null;
  /** Fingerprints (32 bytes each) of everybody with a stanza; the list is complete. */
  readonly people: readonly Bytes[];
}

/** Length (4 bytes), CBOR, zeros. Throws bad-request where the CBOR does not fit. */
export async function sealOwnerBox(
  secrets: OwnerSecrets,
  encryptionKey: CryptoKey,
  context: ShareContext,
  stanzas: number,
): Promise<OwnerBox> {
  const { argon } = secrets;
  const cbor = encodeCbor(
    cborMap({ ...secrets, argon: argon ? [argon.salt, argon.output] : null, people: [...secrets.people] }),
  );
  const plain = new Uint8Array(ownerBoxPlainSize(stanzas));
  if (4 + cbor.length > plain.length) throw new SealdropError('bad-request');
  plain.set(concat(bigEndian(cbor.length, 4), cbor));
  return sealHpke(encryptionKey, plain, contextLabel('ownerBox', context));
}

/**
 * The secrets in a box, or null where it is not sealed to this key pair, or holds anything else: anybody can seal one to a
 * public key, so a box that is none says nothing of the share. The caller still checks commit, card, token and id before
 * believing it.
 */
export async function openOwnerBox(
  box: OwnerBox,
  keyPair: CryptoKeyPair,
  context: ShareContext,
  stanzas: number,
): Promise<OwnerSecrets | null> {
  const plain = await openHpke(keyPair, box.enc, box.ct, contextLabel('ownerBox', context));
  if (!plain) return null;
  try {
    return decodeSecrets(plain, stanzas);
  } catch (error) {
    if (hasCode(error, 'damaged', 'needs-newer')) return null;
    throw error;
  }
}

/** Throws damaged where frame, padding, keys or lengths are others. */
function decodeSecrets(plain: Bytes, stanzas: number): OwnerSecrets {
  const map = asRecord(decodeCbor(unpad(plain)), ['token', 'r', 's', 'link', 'argon', 'people']);
  const optional = (value: Cbor | undefined) => (value === null ? null : asBytes(value, 32));
  const argon = map.get('argon') === null ? null : asArray(map.get('argon'), 2, 2);
  return {
    token: asBytes(map.get('token'), 32),
    r: asBytes(map.get('r'), 16),
    s: asBytes(map.get('s'), 32),
    link: optional(map.get('link')),
    argon: argon && { salt: asBytes(argon[0], 16), output: asBytes(argon[1], 32) },
    people: asArray(map.get('people'), 0, stanzas).map((value) => asBytes(value, 32)),
  };
}

/** The CBOR of length(4) CBOR zeros. Throws damaged where the length lies or the padding is not zero. */
export function unpad(plain: Bytes): Bytes {
  const length = plain.length < 4 ? -1 : new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  if (length < 0 || 4 + length > plain.length) throw new SealdropError('damaged');
  if (plain.subarray(4 + length).some((byte) => byte !== 0)) throw new SealdropError('damaged');
  return plain.subarray(4, 4 + length);
}
