/**
 * The two spellings of a fingerprint: digits, which people compare, and base64url, which stands in addresses. The
 * hash itself is made in key-card.ts. docs/format.md, "Identities and cards".
 */
import { type Bytes, fromBase64Url } from '../bytes.ts';
import { SealdropError } from '../errors.ts';

export const FINGERPRINT_SIZE = 32;
const CHARACTERS = 43;

/** Eight groups of five digits, for a fingerprint of 32 bytes. */
export function fingerprintDigits(fingerprint: Bytes): readonly string[] {
  const view = new DataView(fingerprint.buffer, fingerprint.byteOffset, FINGERPRINT_SIZE);
  return Array.from({ length: FINGERPRINT_SIZE / 4 }, (_, i) =>
    String(view.getUint32(4 * i) % 100_000).padStart(5, '0'),
  );
}

/** The fingerprint (32 bytes) of its 43 characters. Throws link-cut where they are not one. */
export function parseFingerprint(text: string): Bytes {
  const fingerprint = text.length === CHARACTERS ? fromBase64Url(text) : null;
  if (fingerprint?.length !== FINGERPRINT_SIZE) throw new SealdropError('link-cut');
  return fingerprint;
}
