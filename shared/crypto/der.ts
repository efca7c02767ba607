/**
 * DER (X.690) as far as key files need it: definite lengths in their shortest form, tags of one byte, nothing after
 * the last item. docs/format.md, "PEM".
 */
import { type Bytes, concat, equal } from '../bytes.ts';
import { SealdropError } from '../errors.ts';

export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  /** Context-specific, constructed: [0] and [1]. */
  context0: 0xa0,
  context1: 0xa1,
} as const;

export interface Der {
  readonly tag: number;
  readonly content: Bytes;
}

/** One item: tag, length, contents joined. Contents are at most 65,535 bytes. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Bytes {
  const content = concat(...contents);
  const { length } = content;
  if (length > 0xffff) throw new RangeError('DER item too long');
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concat(Uint8Array.of(tag, ...head), content);
}

/** A non-negative integer. */
export function derInteger(value: number): Bytes {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256))
    bytes.unshift(rest % 256);
  // A leading 1 bit would make it negative.
  if ((bytes[0] as number) >= 0x80) bytes.unshift(0);
  return der(TAG.integer, Uint8Array.from(bytes));
}

/** The items that stand one after another in exactly these bytes. Throws damaged where they are not strict DER. */
export function readDer(bytes: Bytes): readonly Der[] {
  const items: Der[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const tag = bytes[offset] as number;
    // Tags above 30 take more bytes; no key file has them.
    if ((tag & 0x1f) === 0x1f) throw new SealdropError('damaged');
    const { length, start } = readLength(bytes, offset + 1);
    if (length > bytes.length - start) throw new SealdropError('damaged');
    items.push({ tag, content: bytes.slice(start, start + length) });
    offset = start + length;
  }
  return items;
}

function readLength(bytes: Bytes, offset: number): { length: number; start: number } {
  const first = bytes[offset];
  if (first === undefined || first === 0x80 || first > 0x84) throw new SealdropError('damaged');
  if (first < 0x80) return { length: first, start: offset + 1 };
  const count = first - 0x80;
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + (bytes[offset + i] ?? Number.NaN);
  const smallest = count === 1 ? 0x80 : 256 ** (count - 1);
  // A length that is cut is not a number, and smaller than nothing.
  if (!(length >= smallest)) throw new SealdropError('damaged');
  return { length, start: offset + 1 + count };
}

/** The one item of exactly these bytes, which has this tag. Throws damaged otherwise. */
export function readOne(bytes: Bytes, tag: number): Bytes {
  const [item, ...others] = readDer(bytes);
  if (!item || others.length > 0) throw new SealdropError('damaged');
  return contentOf(item, tag);
}

/** The item's content, where it is there and has this tag. Throws damaged otherwise. */
export function contentOf(item: Der | undefined, tag: number): Bytes {
  if (item?.tag !== tag) throw new SealdropError('damaged');
  return item.content;
}

/** The value of a non-negative INTEGER in its shortest form; not exact above 2^53. Throws damaged otherwise. */
export function integerOf(item: Der | undefined): number {
  const content = contentOf(item, TAG.integer);
  const [first, second] = content;
  if (first === undefined || first >= 0x80) throw new SealdropError('damaged');
  if (first === 0 && second !== undefined && second < 0x80) throw new SealdropError('damaged');
  return content.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Whether an item is this object identifier, given as the content of its DER. */
export function isOid(item: Der | undefined, oid: Bytes): boolean {
  return equal(contentOf(item, TAG.oid), oid);
}
