/**
 * The subset of deterministic CBOR (RFC 8949, 4.2.1) that the format uses: unsigned integers up to 2^53-1, byte
 * and text strings, arrays, maps with text keys, null. Decoding is a walk over the bytes without recursion,
 * then cborg, then a re-encoding that must give the same bytes. docs/format.md, "CBOR".
 */
import { decode, encode } from 'cborg';
import { type Bytes, fromUtf8 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { CBOR_ITEMS_MAX } from '../limits.ts';

export type Cbor = number | string | Uint8Array | null | readonly Cbor[] | CborMap;
export type CborMap = ReadonlyMap<string, Cbor>;

const DEPTH_MAX = 8;
const NULL = 0xf6;
const MAJOR_UNSIGNED = 0;
const MAJOR_BYTES = 2;
const MAJOR_TEXT = 3;
const MAJOR_ARRAY = 4;
const MAJOR_MAP = 5;

function damaged(cause?: unknown): SealdropError {
  return new SealdropError('damaged', { cause });
}

/**
 * The deterministic encoding. Throws bad-request for what no reader takes (negative or fractional numbers, text that
 * begins with U+FEFF, nesting above 8), so that nothing is stored that cannot be opened again.
 */
export function encodeCbor(value: Cbor): Bytes {
  const bytes = encode(value);
  try {
    walk(bytes);
  } catch (error) {
    throw new SealdropError('bad-request', { cause: error });
  }
  return bytes;
}

/** A map of the given fields, ready to encode. */
export function cborMap(fields: Readonly<Record<string, Cbor>>): CborMap {
  return new Map(Object.entries(fields));
}

/**
 * The value of exactly these bytes. Throws damaged where they are not the one deterministic encoding of a value
 * of the subset. The caller caps the length of `bytes`.
 */
export function decodeCbor(bytes: Uint8Array): Cbor {
  walk(bytes);
  let value: Cbor;
  let again: Uint8Array;
  try {
    value = decode(bytes, {
      useMaps: true,
      strict: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowBigInt: false,
    }) as Cbor;
    again = encode(value);
  } catch (error) {
    throw damaged(error);
  }
  // Misordered keys survive the walk; only the one encoding is ours.
  if (again.length !== bytes.length || !again.every((byte, i) => byte === bytes[i])) throw damaged();
  return value;
}

/** Refuses every byte that the subset does not have, before anything is allocated for it. */
function walk(bytes: Uint8Array): void {
  /** Items still to come in each open container; for maps, keys and values both count. */
  const open: { items: number; isMap: boolean }[] = [];
  let offset = 0;
  let items = 0;
  do {
    // A byte may stand for an empty map, which takes a hundred in memory.
    if (++items > CBOR_ITEMS_MAX) throw damaged();
    const container = open.at(-1);
    const isKey = container !== undefined && container.isMap && container.items % 2 === 0;
    if (container) container.items--;

    const initial = bytes[offset++];
    if (initial === undefined) throw damaged();
    const major = initial >> 5;
    if (initial === NULL) {
      if (isKey) throw damaged();
    } else {
      const head = readHead(bytes, offset, initial & 31);
      offset = head.offset;
      if (isKey && major !== MAJOR_TEXT) throw damaged();
      if (major === MAJOR_BYTES || major === MAJOR_TEXT) {
        if (head.value > bytes.length - offset) throw damaged();
        if (major === MAJOR_TEXT) checkText(bytes.subarray(offset, offset + head.value));
        offset += head.value;
      } else if (major === MAJOR_ARRAY || major === MAJOR_MAP) {
        const inside = major === MAJOR_MAP ? head.value * 2 : head.value;
        // Every item takes a byte at least, so a longer count is a lie, told to make readers allocate.
        if (inside > bytes.length - offset || open.length === DEPTH_MAX) throw damaged();
        open.push({ items: inside, isMap: major === MAJOR_MAP });
      } else if (major !== MAJOR_UNSIGNED) {
        throw damaged();
      }
    }
    while (open.at(-1)?.items === 0) open.pop();
  } while (open.length > 0);
  if (offset !== bytes.length) throw damaged();
}

function readHead(bytes: Uint8Array, start: number, info: number): { value: number; offset: number } {
  if (info < 24) return { value: info, offset: start };
  if (info > 27) throw damaged();
  const length = 2 ** (info - 24);
  if (start + length > bytes.length) throw damaged();
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[start + i] as number);
  const smallest = length === 1 ? 24 : 2 ** (4 * length);
  if (value < smallest || value > Number.MAX_SAFE_INTEGER) throw damaged();
  return { value, offset: start + length };
}

function checkText(bytes: Uint8Array): void {
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch (error) {
    throw damaged(error);
  }
  // Some decoders drop a leading byte order mark, so two byte strings would be one text.
  if (text.startsWith('\uFEFF')) throw damaged();
}
