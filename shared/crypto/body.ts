/**
 * The arithmetic of a body: from the bytes of all files end to end to segments, parts and the stored object.
 * Every derived number is recomputed by whoever reads it. docs/format.md, "Body".
 */
import { SealdropError } from '../errors.ts';
import { PARTS_MAX, SEGMENTS_MAX } from '../limits.ts';
import { padme } from './padme.ts';

/** FLOE's ENC_SEG_LEN: a stored segment, in bytes. */
export const SEGMENT_SIZE = 262_144;
/** What FLOE adds to a segment: length word 4, IV 12, tag 16. */
export const SEGMENT_OVERHEAD = 32;
/** Plaintext of a full segment, in bytes. */
export const SEGMENT_PLAINTEXT = SEGMENT_SIZE - SEGMENT_OVERHEAD;
const BODY_MIN = 4_096;
const PART_SEGMENTS = 32;

/** The shape of one body. All sizes in bytes. */
export interface BodyGeometry {
  /** All files end to end. */
  readonly bodySize: number;
  /** With zero padding. */
  readonly paddedSize: number;
  readonly segments: number;
  /** Segments in every part but the last. */
  readonly partSegments: number;
  readonly parts: number;
  /** The stored object. */
  readonly objectSize: number;
}

/** The geometry for `bodySize` bytes (0 and up). Throws too-large above 2^22 segments. */
export function bodyGeometry(bodySize: number): BodyGeometry {
  const paddedSize = Math.max(BODY_MIN, padme(bodySize));
  const segments = Math.ceil(paddedSize / SEGMENT_PLAINTEXT);
  if (segments > SEGMENTS_MAX) {
    throw new SealdropError('too-large', { details: { limit: SEGMENTS_MAX * SEGMENT_PLAINTEXT } });
  }
  let partSegments = PART_SEGMENTS;
  while (Math.ceil(segments / partSegments) > PARTS_MAX) partSegments *= 2;
  return {
    bodySize,
    paddedSize,
    segments,
    partSegments,
    parts: Math.ceil(segments / partSegments),
    objectSize: paddedSize + SEGMENT_OVERHEAD * segments,
  };
}

/**
 * The geometry of a stored object, for those who know only its size; its bodySize is the padded one.
 * Throws bad-request where no body has this size.
 */
export function objectGeometry(objectSize: number): BodyGeometry {
  const segments = Math.ceil(objectSize / SEGMENT_SIZE);
  const paddedSize = objectSize - SEGMENT_OVERHEAD * segments;
  if (!Number.isSafeInteger(objectSize) || segments > SEGMENTS_MAX || paddedSize < BODY_MIN) {
    throw new SealdropError('bad-request');
  }
  const geometry = bodyGeometry(paddedSize);
  // Padmé is idempotent, so a padded size that pads to more is no padded size.
  if (geometry.objectSize !== objectSize) throw new SealdropError('bad-request');
  return geometry;
}

/** Stored bytes of part `index` (from 0): its offset in the object and its size. */
export function storedPart(geometry: BodyGeometry, index: number): { offset: number; size: number } {
  const full = geometry.partSegments * SEGMENT_SIZE;
  const offset = index * full;
  return { offset, size: Math.min(full, geometry.objectSize - offset) };
}

/** Plaintext bytes of part `index` (from 0): its offset in the padded body and its size. */
export function plainPart(geometry: BodyGeometry, index: number): { offset: number; size: number } {
  const full = geometry.partSegments * SEGMENT_PLAINTEXT;
  const offset = index * full;
  return { offset, size: Math.min(full, geometry.paddedSize - offset) };
}
