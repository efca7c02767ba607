/**
 * One part of a body: its segments sealed from plaintext, or opened again, after the digest of the whole, both in the
 * memory in which it stands. A part that is sealed twice is the same bytes, or another file's, which is refused.
 * docs/format.md, "Body" and "Sending".
 */
import { type Bytes, equal, random, sha256 } from '../bytes.ts';
import { type BodyGeometry, plainPart, SEGMENT_PLAINTEXT, SEGMENT_SIZE } from '../crypto/body.ts';
import {
  type FloeMessage,
  floeOpener,
  floeSealer,
  knownFloeMessage,
  newFloeMessage,
} from '../crypto/floe.ts';
import { hkdfSha256 } from '../crypto/hkdf.ts';
import { labelled } from '../crypto/labels.ts';
import { SHARE_FLOE } from '../crypto/manifest.ts';
import { SealdropError } from '../errors.ts';
import { inLanes } from './lanes.ts';

/** A body as whoever seals or opens its parts knows it. Survives structured clone, and holds no readable key. */
export interface Body {
  readonly geometry: BodyGeometry;
  readonly message: FloeMessage;
}

/** How a part was sealed: enough to seal the same plaintext into the same bytes, and to tell another one. */
export interface PartSeal {
  /** 32 random bytes that the IVs of its segments were expanded from; the IVs stand in the stored part. */
  readonly seed: Bytes;
  /** SHA-256 of the part as it is stored. */
  readonly sha256: Bytes;
}

/** A sealed part, ready to put. */
export interface SealedPart extends PartSeal {
  /** From 1. */
  readonly number: number;
  readonly bytes: Bytes;
}

/** Segments being sealed or opened at once within a part. */
const AT_ONCE = 4;
const SEED_SIZE = 32;
const IV_SIZE = 12;

/** A new body under `key` (32 bytes), and its FLOE header (74 bytes), which goes into the manifest. */
export async function newBody(
  key: Bytes,
  shareId: Bytes,
  geometry: BodyGeometry,
): Promise<{ readonly bodyHeader: Bytes; readonly body: Body }> {
  const { header, message } = await newFloeMessage(floeOptions(key, shareId));
  return { bodyHeader: header, body: { geometry, message } };
}

/** The body with this header. Throws damaged where it is not one of this key and share. */
export async function knownBody(
  { bodyKey, bodyHeader, geometry }: { bodyKey: Bytes; bodyHeader: Bytes; geometry: BodyGeometry },
  shareId: Bytes,
): Promise<Body> {
  return { geometry, message: await knownFloeMessage(floeOptions(bodyKey, shareId), bodyHeader) };
}

function floeOptions(key: Bytes, shareId: Bytes) {
  return { key, aad: labelled('body', shareId), parameters: SHARE_FLOE };
}

/**
 * Where the plaintext of part `index` (from 0) stands in the memory of that part, `part`, before it is sealed: at its end. A
 * sealed segment is longer than its plaintext, so from there each is written over what was sealed already, and never
 * over what is still to be read.
 */
export function plaintextIn(geometry: BodyGeometry, index: number, part: Bytes): Bytes {
  return part.subarray(part.length - plainPart(geometry, index).size);
}

/**
 * Seals part `index` (from 0) in its memory, `part`, of the stored size, in which its plaintext stands (plaintextIn), with
 * IVs of its own. `before`: how it was sealed earlier; from the same plaintext come the same bytes, and another throws
 * file-changed, so that no IV is ever sent with two plaintexts and one share never mixes two versions of a file.
 */
export async function sealPart(
  { geometry, message }: Body,
  index: number,
  part: Bytes,
  before: PartSeal | null,
): Promise<SealedPart> {
  const plain = plaintextIn(geometry, index, part);
  const first = index * geometry.partSegments;
  const segments = Math.ceil(plain.length / SEGMENT_PLAINTEXT);
  const seed = before?.seed ?? random(SEED_SIZE);
  const ivs = await hkdfSha256(seed, new Uint8Array(0), labelled('segmentIvs'), IV_SIZE * segments);
  const sealInto = await floeSealer(message, first, segments);
  await inLanes(AT_ONCE, Array(segments).keys(), async (i) => {
    await sealInto(part, i * SEGMENT_SIZE, {
      plaintext: plain.subarray(i * SEGMENT_PLAINTEXT, (i + 1) * SEGMENT_PLAINTEXT),
      position: first + i,
      final: first + i === geometry.segments - 1,
      iv: ivs.subarray(i * IV_SIZE, (i + 1) * IV_SIZE),
    });
  });
  const digest = await sha256(part);
  if (before && !equal(before.sha256, digest)) throw new SealdropError('file-changed');
  return { number: index + 1, bytes: part, seed, sha256: digest };
}

/**
 * The plaintext of part `index` (from 0) from its stored bytes, whose size and SHA-256 are those of the manifest: whoever
 * fetched them has looked. It takes their place in memory. Throws damaged where a segment does not open, or where
 * padding is not zero.
 */
export async function openPart({ geometry, message }: Body, index: number, stored: Bytes): Promise<Bytes> {
  // Each plaintext ends before its sealed segment does, and so touches none that is still to be read.
  const plain = stored.subarray(0, plainPart(geometry, index).size);
  const first = index * geometry.partSegments;
  const segments = Math.ceil(stored.length / SEGMENT_SIZE);
  const open = await floeOpener(message, first, segments);
  await inLanes(AT_ONCE, Array(segments).keys(), async (i) => {
    const segment = stored.subarray(i * SEGMENT_SIZE, (i + 1) * SEGMENT_SIZE);
    plain.set(await open(segment, first + i, first + i === geometry.segments - 1), i * SEGMENT_PLAINTEXT);
  });
  checkPadding(geometry, index, plain);
  return plain;
}

/** Behind the last file stand zeros alone, or the sender's client has hidden something there. */
function checkPadding(geometry: BodyGeometry, index: number, plain: Bytes): void {
  const padding = Math.max(0, geometry.bodySize - plainPart(geometry, index).offset);
  if (plain.subarray(padding).some((byte) => byte !== 0)) throw new SealdropError('damaged');
}
