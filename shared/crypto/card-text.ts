/**
 * A key card as text, for mails and files: a block of RFC 7468 around the card's bytes, whose own signature says whether they
 * are whole. docs/format.md, "Identities and cards".
 */
import type { Bytes } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { CARD_MAX } from '../limits.ts';
import { decodeBase64, pem } from './pem.ts';

const LABEL = 'SEALDROP KEY CARD';
/** A card in base64, with room for the text around it. */
export const CARD_TEXT_MAX = 8 * CARD_MAX;

export function formatCardText(card: Bytes): string {
  return pem(LABEL, card);
}

/**
 * The card's bytes, from its text or as they are; openKeyCard is still to look at them. Throws unsupported-key where
 * there is no card, damaged where there is half of one.
 */
export function readCardFile(bytes: Bytes): Bytes {
  if (bytes.length > CARD_TEXT_MAX) throw new SealdropError('unsupported-key');
  // A CBOR array of two, which no text begins with.
  if (bytes[0] === 0x82) return bytes;
  const text = new TextDecoder().decode(bytes);
  const [, after] = text.split(`-----BEGIN ${LABEL}-----`);
  if (after === undefined) throw new SealdropError('unsupported-key');
  const end = after.indexOf(`-----END ${LABEL}-----`);
  if (end < 0) throw new SealdropError('damaged');
  return decodeBase64(after.slice(0, end));
}
