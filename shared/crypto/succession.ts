/**
 * Successions: an identity's word that another has taken its place, signed by both, so that neither can be named
 * without its will. docs/format.md, "Succession".
 */
import { type Bytes, equal } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { SUCCESSION_MAX } from '../limits.ts';
import { cborMap, decodeCbor, encodeCbor } from './cbor.ts';
import { asArray, asBytes, asMap, asRecord, asUint, knownVersion } from './fields.ts';
import { FINGERPRINT_SIZE } from './fingerprint.ts';
import type { Identity } from './identity.ts';
import { type KeyCard, SIGNATURE, SIGNATURE_SIZE } from './key-card.ts';
import { labelled } from './labels.ts';

export interface Succession {
  /** Fingerprint of the identity that was, 32 bytes. */
  readonly old: Bytes;
  /** Fingerprint of the identity that takes its place, 32 bytes; never the same. */
  readonly new: Bytes;
  /** Unix seconds. */
  readonly created: number;
}

/** The succession's bytes, signed by both identities. `now` in Unix seconds. Throws bad-request for one identity twice. */
export async function sealSuccession(old: Identity, successor: Identity, now: number): Promise<Bytes> {
  if (equal(old.fingerprint, successor.fingerprint)) throw new SealdropError('bad-request');
  const fields = { old: old.fingerprint, new: successor.fingerprint, created: now };
  const core = encodeCbor(cborMap({ v: 1, ...fields, x: new Map() }));
  const sign = async ({ signing }: Identity) =>
    new Uint8Array(await crypto.subtle.sign(SIGNATURE, signing.privateKey, labelled('succession', core)));
  return encodeCbor([core, await sign(old), await sign(successor)]);
}

/**
 * Whom a succession names. Nothing is verified: it says which cards to fetch for `openSuccession`. Throws damaged where
 * the shape does not hold, needs-newer for other versions.
 */
export function namedInSuccession(bytes: Bytes): Succession {
  return decode(bytes).succession;
}

/**
 * The succession, once both signatures hold under the cards. Throws sender-changed where a card is not the one named or
 * its signature does not hold, and as `namedInSuccession` does.
 */
export async function openSuccession(bytes: Bytes, old: KeyCard, successor: KeyCard): Promise<Succession> {
  const { succession, signed, sigOld, sigNew } = decode(bytes);
  const holds = async (card: KeyCard, fingerprint: Bytes, sig: Bytes) =>
    equal(card.fingerprint, fingerprint) &&
    (await crypto.subtle.verify(SIGNATURE, card.verifyKey, sig, signed));
  if (!(await holds(old, succession.old, sigOld)) || !(await holds(successor, succession.new, sigNew))) {
    throw new SealdropError('sender-changed');
  }
  return succession;
}

function decode(bytes: Bytes): { succession: Succession; signed: Bytes; sigOld: Bytes; sigNew: Bytes } {
  if (bytes.length > SUCCESSION_MAX) throw new SealdropError('damaged');
  const parts = asArray(decodeCbor(bytes), 3, 3);
  const core = asBytes(parts[0], 1, SUCCESSION_MAX);
  const value = decodeCbor(core);
  knownVersion(value);
  const map = asRecord(value, ['v', 'old', 'new', 'created', 'x']);
  asMap(map.get('x'));
  const succession = {
    old: asBytes(map.get('old'), FINGERPRINT_SIZE),
    new: asBytes(map.get('new'), FINGERPRINT_SIZE),
    created: asUint(map.get('created'), 0, 2 ** 40),
  };
  if (equal(succession.old, succession.new)) throw new SealdropError('damaged');
  return {
    succession,
    signed: labelled('succession', core),
    sigOld: asBytes(parts[1], SIGNATURE_SIZE),
    sigNew: asBytes(parts[2], SIGNATURE_SIZE),
  };
}
