/**
 * The size of a sealed manifest, known at the drop from its CBOR length alone. docs/format.md, "Manifest".
 */
import { SEGMENT_OVERHEAD, SEGMENT_PLAINTEXT } from './body.ts';
import { padme } from './padme.ts';

/** Bytes of a FLOE header: parameters 10, IV 32, tag 32. */
export const FLOE_HEADER_SIZE = 74;
const MANIFEST_PLAIN_MIN = 4_096;

/** Plaintext bytes of a manifest, padded, for `cborLength` bytes of CBOR after its 4-byte length. */
export function manifestPlainSize(cborLength: number): number {
  return Math.max(MANIFEST_PLAIN_MIN, padme(4 + cborLength));
}

/** Bytes of the stored object for `cborLength` bytes of CBOR. */
export function manifestSealedSize(cborLength: number): number {
  const plain = manifestPlainSize(cborLength);
  return FLOE_HEADER_SIZE + plain + SEGMENT_OVERHEAD * Math.ceil(plain / SEGMENT_PLAINTEXT);
}

/** The smallest stored manifest. */
export const MANIFEST_SEALED_MIN = manifestSealedSize(0);
