/**
 * The manifest: what a share holds (paths, sizes, note) and what opens its body (key, header, digests), sealed under
 * the manifest key of the epoch. Every derived number is recomputed at reading. docs/format.md, "Manifest".
 */
import { type Bytes, bigEndian, concat, equal, sha256, utf8 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { FILES_MAX, MANIFEST_MAX, NOTE_MAX, PARTS_MAX, SEGMENTS_MAX } from '../limits.ts';
import { checkPaths } from '../paths.ts';
import { type BodyGeometry, bodyGeometry, SEGMENT_PLAINTEXT, SEGMENT_SIZE } from './body.ts';
import { type Cbor, type CborMap, cborMap, decodeCbor, encodeCbor } from './cbor.ts';
import { asArray, asBytes, asMap, asRecord, asText, asUint, knownVersion } from './fields.ts';
import { FLOE_ROTATION_MASK, type FloeParameters, floeDecryptAll, floeEncryptAll } from './floe.ts';
import { contextLabel, type ShareContext } from './key-schedule.ts';
import { FLOE_HEADER_SIZE, manifestPlainSize, manifestSealedSize } from './manifest-size.ts';
import { unpad } from './owner-box.ts';

/** FLOE as the format uses it, for manifest and body. */
export const SHARE_FLOE: FloeParameters = { segmentSize: SEGMENT_SIZE, rotationMask: FLOE_ROTATION_MASK };

export interface ManifestFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The sender's word for it, never trusted. */
  readonly type: string;
  /** Unix milliseconds, null where not known or before 1970. */
  readonly modified: number | null;
  /** What a later version has added, kept as it is when the manifest is sealed again. */
  readonly x?: CborMap;
}

export interface Manifest {
  /** 32 bytes. */
  readonly bodyKey: Bytes;
  /** FLOE header of the body, 74 bytes. */
  readonly bodyHeader: Bytes;
  readonly geometry: BodyGeometry;
  /** SHA-256 of every stored part, one after another. */
  readonly digests: Bytes;
  readonly files: readonly ManifestFile[];
  /** Shown as text only; empty for none. */
  readonly note: string;
  /** As in a file. */
  readonly x?: CborMap;
}

const keys = [
  'v',
  'bodyKey',
  'bodyHeader',
  'bodySize',
  'paddedSize',
  'partSegments',
  'digests',
  'files',
  'note',
  'x',
];

/** Bytes of the stored object, before digests are known. Throws too-large above 16 MiB. */
export function sealedManifestSize(manifest: Pick<Manifest, 'files' | 'note' | 'geometry'>): number {
  const cbor = encodeManifest({
    ...manifest,
    bodyKey: new Uint8Array(32),
    bodyHeader: new Uint8Array(FLOE_HEADER_SIZE),
    digests: new Uint8Array(32 * manifest.geometry.parts),
  });
  return checkSize(manifestSealedSize(cbor.length));
}

/** The sealed manifest: FLOE header and segments. Throws too-large above 16 MiB. */
export async function sealManifest(manifest: Manifest, key: Bytes, context: ShareContext): Promise<Bytes> {
  const cbor = encodeManifest(manifest);
  checkSize(manifestSealedSize(cbor.length));
  const plain = new Uint8Array(manifestPlainSize(cbor.length));
  plain.set(concat(bigEndian(cbor.length, 4), cbor));
  return floeEncryptAll(floeOptions(key, context), plain);
}

/**
 * The manifest of a sealed object. Throws damaged where size, SHA-256, FLOE, padding or anything inside does not
 * hold, needs-newer where its version is not known.
 */
export async function openManifest(
  sealed: Bytes,
  expected: { readonly hash: Bytes; readonly size: number },
  key: Bytes,
  context: ShareContext,
): Promise<Manifest> {
  if (sealed.length !== expected.size || !equal(await sha256(sealed), expected.hash)) {
    throw new SealdropError('damaged');
  }
  const plain = await floeDecryptAll(floeOptions(key, context), sealed);
  const cbor = unpad(plain);
  if (plain.length !== manifestPlainSize(cbor.length)) throw new SealdropError('damaged');
  return decodeManifest(cbor);
}

function floeOptions(key: Bytes, context: ShareContext) {
  return { key, aad: contextLabel('manifestAad', context), parameters: SHARE_FLOE };
}

function checkSize(size: number): number {
  if (size > MANIFEST_MAX) throw new SealdropError('too-many-files', { details: { limit: FILES_MAX } });
  return size;
}

function encodeManifest(manifest: Manifest): Bytes {
  const { geometry } = manifest;
  return encodeCbor(
    cborMap({
      v: 1,
      bodyKey: manifest.bodyKey,
      bodyHeader: manifest.bodyHeader,
      bodySize: geometry.bodySize,
      paddedSize: geometry.paddedSize,
      partSegments: geometry.partSegments,
      digests: manifest.digests,
      files: manifest.files.map((file) => cborMap({ ...file, x: file.x ?? new Map() })),
      note: manifest.note,
      x: manifest.x ?? new Map(),
    }),
  );
}

function decodeManifest(bytes: Bytes): Manifest {
  const value = decodeCbor(bytes);
  knownVersion(value);
  const map = asRecord(value, keys);
  const files = asArray(map.get('files'), 0, FILES_MAX).map(decodeFile);
  checkPaths(files.map(({ path }) => path));
  const bodyMax = SEGMENTS_MAX * SEGMENT_PLAINTEXT;
  const bodySize = asUint(map.get('bodySize'), 0, bodyMax);
  if (files.reduce((sum, { size }) => sum + size, 0) !== bodySize) throw new SealdropError('damaged');
  const geometry = readGeometry(bodySize);
  const same =
    asUint(map.get('paddedSize'), 0, bodyMax) === geometry.paddedSize &&
    asUint(map.get('partSegments'), 1, 512) === geometry.partSegments;
  const note = asText(map.get('note'));
  if (!same || utf8(note).length > NOTE_MAX) throw new SealdropError('damaged');
  return {
    bodyKey: asBytes(map.get('bodyKey'), 32),
    bodyHeader: asBytes(map.get('bodyHeader'), FLOE_HEADER_SIZE),
    geometry,
    digests: asBytes(map.get('digests'), 32 * Math.min(geometry.parts, PARTS_MAX)),
    files,
    note,
    x: asMap(map.get('x')),
  };
}

function readGeometry(bodySize: number): BodyGeometry {
  try {
    return bodyGeometry(bodySize);
  } catch (error) {
    throw new SealdropError('damaged', { cause: error });
  }
}

function decodeFile(value: Cbor): ManifestFile {
  const map = asRecord(value, ['path', 'size', 'type', 'modified', 'x']);
  const path = asText(map.get('path'));
  const modified = map.get('modified');
  return {
    path,
    size: asUint(map.get('size'), 0, Number.MAX_SAFE_INTEGER),
    type: asText(map.get('type')),
    modified: modified === null ? null : asUint(modified, 0, Number.MAX_SAFE_INTEGER),
    x: asMap(map.get('x')),
  };
}
