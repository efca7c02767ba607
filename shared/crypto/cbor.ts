/**
 * The subset of deterministic CBOR (RFC 8949, 4.2.1) that the format uses: unsigned integers up to 2^53-1, byte
 * and text strings, arrays, maps with text keys, null. Decoding is a walk over the bytes without recursion, which refuses all that
 * is not of the subset, and then the reading itself, which refuses keys that are out of order. Written here because a codec of all of
 * CBOR is ten times as large, and whoever opens a link waits for it; tests hold it against one. docs/format.md, "CBOR".
 */
import { type Bytes, fromUtf8, utf8 } from '../bytes.ts';
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
  try {
    const bytes = write(value);
    walk(bytes, CBOR_ITEMS_MAX);
    return bytes;
  } catch (error) {
    throw new SealdropError('bad-request', { cause: error });
  }
}

/** A map of the given fields, ready to encode. */
export function cborMap(fields: Readonly<Record<string, Cbor>>): CborMap {
  return new Map(Object.entries(fields));
}

/**
 * The value of exactly these bytes. Throws damaged where they are not the one deterministic encoding of a value
 * of the subset, or have more items than `most`. The caller caps the length of `bytes`.
 */
export function decodeCbor(bytes: Uint8Array, most = CBOR_ITEMS_MAX): Cbor {
  walk(bytes, most);
  return read(bytes, { offset: 0 });
}

/** In the order of RFC 8949, 4.2.1: heads come first, and with them the shorter key. */
function inOrder(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return a.length - b.length;
  const i = a.findIndex((byte, at) => byte !== b[at]);
  return i < 0 ? 0 : (a[i] as number) - (b[i] as number);
}

/** The encoding of a value, before it is known to be of the subset. */
function write(value: Cbor): Bytes {
  let bytes: Bytes = new Uint8Array(1_024);
  let length = 0;
  const room = (wanted: number): void => {
    if (length + wanted <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, length + wanted));
    larger.set(bytes);
    bytes = larger;
  };
  const head = (major: number, argument: number): void => {
    if (!Number.isSafeInteger(argument) || argument < 0) throw damaged();
    const size =
      argument < 24 ? 0 : argument < 2 ** 8 ? 1 : argument < 2 ** 16 ? 2 : argument < 2 ** 32 ? 4 : 8;
    room(1 + size);
    bytes[length++] = (major << 5) | (size === 0 ? argument : 24 + Math.log2(size));
    for (let i = size - 1; i >= 0; i--) bytes[length++] = Math.floor(argument / 2 ** (8 * i)) % 256;
  };
  const string = (major: number, content: Uint8Array): void => {
    head(major, content.length);
    room(content.length);
    bytes.set(content, length);
    length += content.length;
  };
  const put = (item: Cbor, depth: number): void => {
    if (depth > DEPTH_MAX) throw damaged();
    if (item === null) {
      room(1);
      bytes[length++] = NULL;
    } else if (typeof item === 'number') head(MAJOR_UNSIGNED, item);
    else if (typeof item === 'string') string(MAJOR_TEXT, utf8(item));
    else if (item instanceof Uint8Array) string(MAJOR_BYTES, item);
    else if (item instanceof Map) {
      const fields = Array.from(item as CborMap, ([key, inside]) => ({ key: utf8(key), inside }));
      head(MAJOR_MAP, fields.length);
      for (const { key, inside } of fields.sort((a, b) => inOrder(a.key, b.key))) {
        string(MAJOR_TEXT, key);
        put(inside, depth + 1);
      }
    } else if (Array.isArray(item)) {
      head(MAJOR_ARRAY, item.length);
      for (const inside of item as readonly Cbor[]) put(inside, depth + 1);
    } else throw damaged();
  };
  put(value, 0);
  return bytes.slice(0, length);
}

/** The value that begins there, of bytes that have been walked over. */
function read(bytes: Uint8Array, at: { offset: number }): Cbor {
  const initial = bytes[at.offset] as number;
  at.offset++;
  if (initial === NULL) return null;
  const { value, offset } = readHead(bytes, at.offset, initial & 31);
  at.offset = offset;
  const content = (): Uint8Array => {
    at.offset += value;
    return bytes.subarray(offset, offset + value);
  };
  switch (initial >> 5) {
    case MAJOR_UNSIGNED:
      return value;
    case MAJOR_BYTES:
      return new Uint8Array(content());
    case MAJOR_TEXT:
      return fromUtf8(content());
    case MAJOR_ARRAY:
      return Array.from({ length: value }, () => read(bytes, at));
    default: {
      const map = new Map<string, Cbor>();
      let before: Uint8Array | null = null;
      for (let i = 0; i < value; i++) {
        const key = at.offset;
        const name = read(bytes, at) as string;
        const encoded = bytes.subarray(key, at.offset);
        // What is twice there, or out of order, is another encoding of what has one.
        if (before !== null && inOrder(before, encoded) >= 0) throw damaged();
        before = encoded;
        map.set(name, read(bytes, at));
      }
      return map;
    }
  }
}

/** Refuses every byte that the subset does not have, before anything is allocated for it. */
function walk(bytes: Uint8Array, most: number): void {
  /** Items still to come in each open container; for maps, keys and values both count. */
  const open: { items: number; isMap: boolean }[] = [];
  let offset = 0;
  let items = 0;
  do {
    // A byte may stand for an empty map, which takes a hundred in memory.
    if (++items > most) throw damaged();
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
