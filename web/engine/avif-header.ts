/**
 * How many pixels an AVIF asks for. Its boxes state a size (ISO/IEC 23008-12, "ispe"), and each coded picture in it states its
 * own (AV1 bitstream specification, 5.5), which is what a decoder takes memory for: a picture larger than stated makes it none.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { bigEndianAt, standsAt, wordAt } from './header-bytes.ts';
import type { ImageSize } from './image-header.ts';

/** Of everything that is counted in a file: more is nobody's photograph. */
const COUNT_MAX = 1_000;

/** A sequence of them ("avis" first) is a video to some decoders, and none to this. */
export function isAvif(file: Bytes): boolean {
  if (!standsAt(file, 4, 'ftyp') || standsAt(file, 8, 'avis')) return false;
  const end = Math.min(bigEndianAt(file, 0, 4), 256);
  for (let at = 8; at < end; at += 4) if (at !== 12 && standsAt(file, at, 'avif')) return true;
  return false;
}

/** null where something of it is not as such a file is. */
export function avifSize(file: Bytes): ImageSize | null {
  const meta = boxesIn(file, 0).find(({ name }) => name === 'meta')?.content;
  if (!meta) return null;
  const boxes = boxesIn(meta, 4);
  const content = (name: string) => boxes.find((box) => box.name === name)?.content;
  const [properties, items, places] = [content('iprp'), content('iinf'), content('iloc')];
  if (!properties || !items || !places) return null;
  const stated = statedSize(properties);
  const coded = codedItems(items);
  const extents = extentsOf(places);
  if (!stated || !coded || !extents) return null;
  for (const id of coded) {
    const extent = extents.get(id);
    const within = extent?.inMeta ? content('idat') : file;
    if (!extent || !within) return null;
    const { start, length } = extent;
    const picture = codedSize(within.subarray(start, length === 0 ? within.length : start + length));
    if (!picture || picture.width > stated.width || picture.height > stated.height) return null;
  }
  return stated;
}

interface Box {
  readonly name: string;
  readonly content: Bytes;
}

function boxesIn(bytes: Bytes, start: number): Box[] {
  const boxes: Box[] = [];
  for (let at = start; at + 8 <= bytes.length && boxes.length < COUNT_MAX; ) {
    const short = bigEndianAt(bytes, at, 4);
    const head = short === 1 ? 16 : 8;
    // Of the eight bytes of a long one two more would be beyond any file.
    const size = short === 1 ? bigEndianAt(bytes, at + 10, 6) : short === 0 ? bytes.length - at : short;
    if (!(size >= head)) break;
    boxes.push({ name: wordAt(bytes, at + 4), content: bytes.subarray(at + head, at + size) });
    at += size;
  }
  return boxes;
}

/** The largest of all that it states: of the whole, its tiles, its small pictures. */
function statedSize(properties: Bytes): ImageSize | null {
  const kept = boxesIn(properties, 0).find(({ name }) => name === 'ipco')?.content;
  if (!kept) return null;
  let [width, height] = [0, 0];
  for (const { name, content } of boxesIn(kept, 0)) {
    if (name !== 'ispe') continue;
    width = Math.max(width, bigEndianAt(content, 4, 4));
    height = Math.max(height, bigEndianAt(content, 8, 4));
  }
  return { width, height };
}

/** The numbers of the items that are pictures of AV1. */
function codedItems(info: Bytes): number[] | null {
  const coded = boxesIn(info, info[0] === 0 ? 6 : 8).flatMap(({ name, content }) => {
    if (name !== 'infe') return [];
    const wide = content[0] === 3 ? 4 : 2;
    return wordAt(content, 4 + wide + 2) === 'av01' ? [bigEndianAt(content, 4, wide)] : [];
  });
  return coded.length > 0 ? coded : null;
}

interface Extent {
  /** In the box "idat" in place of the file. */
  readonly inMeta: boolean;
  readonly start: number;
  /** 0: to the end. */
  readonly length: number;
}

/** Where items lie, but for those that lie in several pieces: no picture does. */
function extentsOf(places: Bytes): ReadonlyMap<number, Extent> | null {
  const version = places[0] ?? 3;
  if (version > 2) return null;
  const sizes = bigEndianAt(places, 4, 2);
  const [offsetSize, lengthSize, baseSize] = [(sizes >> 12) & 15, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version > 0 ? sizes & 15 : 0;
  const idSize = version === 2 ? 4 : 2;
  const found = new Map<number, Extent>();
  let at = 6;
  const next = (length: number): number => {
    at += length;
    return bigEndianAt(places, at - length, length);
  };
  for (let left = next(idSize); left > 0; left--) {
    const id = next(idSize);
    const method = version > 0 ? next(2) & 15 : 0;
    next(2);
    const base = next(baseSize);
    const extents = next(2);
    if (!(extents <= COUNT_MAX) || found.size > COUNT_MAX) return null;
    for (let i = 0; i < extents; i++) {
      next(indexSize);
      const start = base + next(offsetSize);
      const length = next(lengthSize);
      if (extents === 1 && method < 2) found.set(id, { inMeta: method === 1, start, length });
    }
  }
  return found;
}

/** The largest picture that any sequence header announces; null where there is none, or one with more than stills have. */
function codedSize(coded: Bytes): ImageSize | null {
  let [width, height] = [0, 0];
  for (let at = 0; at < coded.length; ) {
    const head = coded[at++] ?? 0;
    if (head & 0x04) at++;
    let size = coded.length - at;
    if (head & 0x02) {
      size = 0;
      for (let i = 0; i < 5; i++) {
        const byte = coded[at++] ?? Number.NaN;
        size += (byte & 0x7f) * 2 ** (7 * i);
        if (!(byte & 0x80)) break;
      }
    }
    if (((head >> 3) & 15) === 1) {
      const found = sequenceSize(coded.subarray(at, at + size));
      if (!found) return null;
      width = Math.max(width, found.width);
      height = Math.max(height, found.height);
    }
    at += size;
  }
  return width > 0 ? { width, height } : null;
}

function sequenceSize(header: Bytes): ImageSize | null {
  let at = 0;
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) {
      const byte = header[at >> 3];
      value = byte === undefined ? Number.NaN : value * 2 + ((byte >> (7 - (at & 7))) & 1);
    }
    return value;
  };
  bits(4);
  if (bits(1)) bits(5);
  else {
    // Times are for what moves.
    if (bits(1)) return null;
    const hasDelays = bits(1);
    for (let points = bits(5); points >= 0; points--) {
      bits(12);
      if (bits(5) > 7) bits(1);
      if (hasDelays && bits(1)) bits(4);
    }
  }
  const [wide, high] = [bits(4) + 1, bits(4) + 1];
  const size = { width: bits(wide) + 1, height: bits(high) + 1 };
  return at <= header.length * 8 ? size : null;
}
