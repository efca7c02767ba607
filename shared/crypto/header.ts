/**
 * The header of a share: CBOR [core, proof, mac]. This file holds its shape alone, which the API checks too; what
 * the keys do with it stands in seal-header.ts and open-header.ts. docs/format.md, "Header".
 */
import type { Bytes } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { CARD_MAX, HEADER_ITEMS_MAX, HEADER_MAX, MANIFEST_MAX, STANZAS_MAX } from '../limits.ts';
import { cborMap, decodeCbor, encodeCbor } from './cbor.ts';
import { asArray, asBytes, asMap, asRecord, asUint, knownVersion } from './fields.ts';
import { MANIFEST_SEALED_MIN } from './manifest-size.ts';
import { type Stanza, stanzaFromCbor, stanzaToCbor } from './stanza-fields.ts';

export type Suite = 1 | 2;
const SUITES: readonly Suite[] = [1, 2];
/** Bytes of HPKE's encapsulated secret, by suite. */
const ENC_SIZE: Readonly<Record<Suite, number>> = { 1: 97, 2: 1665 };
const EPOCH_MAX = 2 ** 32 - 1;

export interface OwnerBox {
  readonly enc: Bytes;
  readonly ct: Bytes;
}

/** What is signed. Byte strings have the lengths of docs/format.md. */
export interface HeaderCore {
  readonly v: 1;
  readonly suite: Suite;
  readonly id: Bytes;
  readonly epoch: number;
  readonly rev: number;
  /** Unix seconds of the first issue. */
  readonly created: number;
  readonly deliver: 0 | 1;
  readonly commit: Bytes;
  readonly tokenHash: Bytes;
  /** SHA-256 of the sealed manifest. */
  readonly manifest: Bytes;
  readonly manifestSize: number;
  readonly stanzas: readonly Stanza[];
  readonly ownerBox: OwnerBox;
}

export interface Header {
  readonly core: HeaderCore;
  readonly coreBytes: Bytes;
  readonly proof: Bytes;
  readonly mac: Bytes;
}

const coreKeys = [
  'v',
  'suite',
  'id',
  'epoch',
  'rev',
  'created',
  'deliver',
  'commit',
  'tokenHash',
  'manifest',
  'manifestSize',
  'stanzas',
  'ownerBox',
  'x',
];

/** Plaintext of the owner box for this many stanzas, so that its size tells nothing of what it holds. */
export function ownerBoxPlainSize(stanzas: number): number {
  return 512 + 34 * stanzas;
}

export function encodeCore(core: HeaderCore): Bytes {
  return encodeCbor(
    cborMap({
      ...core,
      stanzas: core.stanzas.map(stanzaToCbor),
      ownerBox: cborMap({ ...core.ownerBox }),
      x: new Map(),
    }),
  );
}

/** The three parts as the bytes that are stored. Throws too-large above 1 MiB. */
export function encodeHeader(coreBytes: Bytes, proof: Bytes, mac: Bytes): Bytes {
  const header = encodeCbor([coreBytes, proof, mac]);
  if (header.length > HEADER_MAX) throw new SealdropError('too-large', { details: { limit: HEADER_MAX } });
  return header;
}

/** What the mac covers: CBOR [core, proof]. */
export function macInput(coreBytes: Bytes, proof: Bytes): Bytes {
  return encodeCbor([coreBytes, proof]);
}

/** Throws damaged where the bytes are no header, needs-newer where version or suite are not known. */
export function decodeHeader(bytes: Bytes): Header {
  if (bytes.length > HEADER_MAX) throw new SealdropError('damaged');
  const parts = asArray(decodeCbor(bytes, HEADER_ITEMS_MAX), 3, 3);
  const coreBytes = asBytes(parts[0], 1, HEADER_MAX);
  return {
    core: decodeCore(coreBytes),
    coreBytes,
    // IV, tag, and at least the card's and the signature's bytes; a card is 8 KiB at most.
    proof: asBytes(parts[1], 12 + 16 + 96, CARD_MAX + 512),
    mac: asBytes(parts[2], 32),
  };
}

function decodeCore(bytes: Bytes): HeaderCore {
  const value = decodeCbor(bytes, HEADER_ITEMS_MAX);
  knownVersion(value, SUITES);
  const map = asRecord(value, coreKeys);
  asMap(map.get('x'));
  const suite = map.get('suite') as Suite;
  const stanzas = asArray(map.get('stanzas'), 0, STANZAS_MAX).map(stanzaFromCbor);
  if (stanzas.filter(({ type }) => type === 3 || type === 4).length > 1) throw new SealdropError('damaged');
  // A classical stanza would be the weakest way into a share that promises the hybrid.
  if (suite === 2 && stanzas.some(({ type }) => type === 1)) throw new SealdropError('damaged');
  const epoch = asUint(map.get('epoch'), 1, EPOCH_MAX);
  const rev = asUint(map.get('rev'), 1, EPOCH_MAX);
  const deliver = asUint(map.get('deliver'), 0, 1) as 0 | 1;
  const [only, ...others] = stanzas;
  const isDelivery =
    epoch === 1 && rev === 1 && others.length === 0 && (only?.type === 1 || only?.type === 2);
  if (deliver === 1 && !isDelivery) throw new SealdropError('damaged');
  const box = asRecord(map.get('ownerBox'), ['enc', 'ct']);
  return {
    v: 1,
    suite,
    id: asBytes(map.get('id'), 16),
    epoch,
    rev,
    created: asUint(map.get('created'), 0, 2 ** 40),
    deliver,
    commit: asBytes(map.get('commit'), 32),
    tokenHash: asBytes(map.get('tokenHash'), 32),
    manifest: asBytes(map.get('manifest'), 32),
    manifestSize: asUint(map.get('manifestSize'), MANIFEST_SEALED_MIN, MANIFEST_MAX),
    stanzas,
    ownerBox: {
      enc: asBytes(box.get('enc'), ENC_SIZE[suite]),
      ct: asBytes(box.get('ct'), ownerBoxPlainSize(stanzas.length) + 16),
    },
  };
}
