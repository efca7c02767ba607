/**
 * What a person's own devices know of a request link that they gave out: its token and the name they gave it. Sealed to
 * the person's own card and kept by the server, which sees neither. docs/format.md, "Request links".
 */
import { type Bytes, bigEndian, concat } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';
import { cborMap, decodeCbor, encodeCbor } from './cbor.ts';
import { asBytes, asRecord, asText } from './fields.ts';
import { openHpke, sealHpke } from './hpke.ts';
import type { Identity } from './identity.ts';
import { labelled } from './labels.ts';
import { unpad } from './owner-box.ts';

/** 64 characters of four bytes, the token, and what CBOR needs: one size for every name. */
const PLAIN_SIZE = 320;
const ENC_SIZE = 97;

export interface RequestBox {
  /** Inbox token, 16 bytes. */
  readonly token: Bytes;
  /** At most 64 code points; empty for the contact link. */
  readonly name: string;
}

/** 433 bytes: enc, then ciphertext. Throws bad-request for a name that is too long. */
export async function sealRequestBox({ token, name }: RequestBox, identity: Identity): Promise<Bytes> {
  if ([...name].length > NAME_MAX_CHARACTERS) throw new SealdropError('bad-request');
  const cbor = encodeCbor(cborMap({ token, name }));
  const plain = new Uint8Array(PLAIN_SIZE);
  plain.set(concat(bigEndian(cbor.length, 4), cbor));
  const { enc, ct } = await sealHpke(identity.encryption.publicKey, plain, infoOf(identity));
  return concat(enc, ct);
}

/** Throws damaged where the box is not this identity's, or holds anything else. The caller compares the token's hash. */
export async function openRequestBox(box: Bytes, identity: Identity): Promise<RequestBox> {
  if (box.length !== ENC_SIZE + PLAIN_SIZE + 16) throw new SealdropError('damaged');
  const [enc, ct] = [box.slice(0, ENC_SIZE), box.slice(ENC_SIZE)];
  const plain = await openHpke(identity.encryption, enc, ct, infoOf(identity));
  if (!plain) throw new SealdropError('damaged');
  const map = asRecord(decodeCbor(unpad(plain)), ['token', 'name']);
  const name = asText(map.get('name'));
  if ([...name].length > NAME_MAX_CHARACTERS) throw new SealdropError('damaged');
  return { token: asBytes(map.get('token'), 16), name };
}

function infoOf({ fingerprint }: Identity): Bytes {
  return labelled('requestBox', fingerprint);
}
