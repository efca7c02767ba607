/**
 * A person whom this person knows: their card as it was checked against its fingerprint, the name that this person gives
 * them, whether fingerprints were compared. Where the record lies, and under which key, is the device's.
 */
import type { Bytes } from '../bytes.ts';
import { cborMap, decodeCbor, encodeCbor } from '../crypto/cbor.ts';
import { asBytes, asRecord, asText, asUint } from '../crypto/fields.ts';
import { SealdropError } from '../errors.ts';
import { CARD_MAX, NAME_MAX_CHARACTERS } from '../limits.ts';

export interface PersonRecord {
  /** 32 bytes. */
  readonly fingerprint: Bytes;
  readonly card: Bytes;
  /** What this person calls them; never leaves this device. */
  readonly petname: string;
  /** Whether this person has compared the fingerprint. */
  readonly verified: boolean;
  /** Of the contact link that they were added by, 16 bytes; null where it had none. */
  readonly inboxToken: Bytes | null;
  /** Unix seconds. */
  readonly added: number;
}

const KEYS = ['v', 'card', 'petname', 'verified', 'inboxToken', 'added'];

export function encodePerson({ fingerprint: _fingerprint, verified, ...rest }: PersonRecord): Bytes {
  return encodeCbor(cborMap({ v: 1, ...rest, verified: verified ? 1 : 0 }));
}

/** Throws damaged where it is none. */
export function decodePerson(fingerprint: Bytes, plain: Bytes): PersonRecord {
  const map = asRecord(decodeCbor(plain), KEYS);
  asUint(map.get('v'), 1, 1);
  const inboxToken = map.get('inboxToken');
  return {
    fingerprint,
    card: asBytes(map.get('card'), 1, CARD_MAX),
    petname: asText(map.get('petname')),
    verified: asUint(map.get('verified'), 0, 1) === 1,
    inboxToken: inboxToken === null ? null : asBytes(inboxToken, 16),
    added: asUint(map.get('added'), 0, 2 ** 40),
  };
}

/** The name without spaces around it. Throws bad-request above 64 characters. */
export function checkPetname(petname: string): string {
  const name = petname.trim();
  if ([...name].length > NAME_MAX_CHARACTERS) throw new SealdropError('bad-request');
  return name;
}
