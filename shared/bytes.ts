/**
 * Byte strings: the one type, and the few conversions that every side needs. Encodings are those of
 * docs/format.md, "Encodings": base64url without padding, hex in lower case, integers big-endian.
 */
import { base64urlnopad } from '@scure/base';
import { SealdropError } from './errors.ts';

/** A byte string that owns an ordinary ArrayBuffer, which is what WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Joins byte strings into a new one. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** The text of UTF-8 bytes. Throws TypeError where they are not valid UTF-8; a leading U+FEFF is kept. */
export function fromUtf8(bytes: Uint8Array): string {
  return strictDecoder.decode(bytes);
}

/** An unsigned integer as `length` big-endian bytes (1 to 8). `value` must be a safe integer that fits. */
export function bigEndian(value: number, length: number): Bytes {
  const bytes = new Uint8Array(length);
  let rest = value;
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  if (rest !== 0 || !Number.isSafeInteger(value) || value < 0) throw new RangeError('integer does not fit');
  return bytes;
}

/** Whether two byte strings are equal, in time that depends on their lengths only. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}

/** `length` random bytes from the platform's generator; any length. */
export function random(length: number): Bytes {
  const bytes = new Uint8Array(length);
  // getRandomValues refuses more than 65,536 bytes a call.
  for (let i = 0; i < length; i += 65_536) crypto.getRandomValues(bytes.subarray(i, i + 65_536));
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Bytes of lower- or upper-case hex. Throws bad-request where the text is not hex of whole bytes. */
export function fromHex(text: string): Bytes {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) throw new SealdropError('bad-request');
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** base64url without padding (RFC 4648, section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/** Bytes of unpadded base64url with zero trailing bits, or null where the text is anything else. */
export function fromBase64Url(text: string): Bytes | null {
  try {
    const bytes = new Uint8Array(base64urlnopad.decode(text));
    // Some decoders take several spellings of the same bytes; only the canonical one is ours.
    return base64urlnopad.encode(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** SHA-256 (FIPS 180-4): 32 bytes. */
export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
