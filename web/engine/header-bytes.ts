/** Numbers and words in the first bytes of a file that anybody may have made: beyond its end stands NaN, which equals nothing. */
import type { Bytes } from '../../shared/bytes.ts';

/** Whole numbers of up to six bytes. */
export function bigEndianAt(bytes: Bytes, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[at + i] ?? Number.NaN);
  return value;
}

export function littleEndianAt(bytes: Bytes, at: number, length: number): number {
  let value = 0;
  for (let i = length - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? Number.NaN);
  return value;
}

/** Whether this stands there, a byte for each character. */
export function standsAt(bytes: Bytes, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Four characters that name a piece of a file. */
export function wordAt(bytes: Bytes, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
