/**
 * The ZIP of a package as bytes. Names, sizes and CRC-32 of its entries decide every other byte, so that whoever reads one
 * makes the same bytes again and compares. docs/package.md, "The ZIP".
 */
import { SIGNATURE } from '../archive/zip-directory.ts';
import { type Bytes, utf8 } from '../bytes.ts';

/** One file in it. `size` in bytes; `crc`: CRC-32 of its content. */
export interface PackedEntry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
}

const VERSION = 20;
/** What an entry that begins beyond 4 GiB takes to be found. */
const VERSION_64 = 45;
/** 1 January 1980, midnight: the first time that a ZIP can hold. */
const DATE = 0x0021;
const IN_ZIP64_2 = 0xffff;
const IN_ZIP64_4 = 0xffffffff;
const LOCAL_SIZE = 30;
const ENTRY_SIZE = 46;
/** Of the extra field with a long offset. */
const FAR_SIZE = 12;

/** The header in front of a content. */
export function localHeader({ name, size, crc }: PackedEntry): Bytes {
  const nameBytes = utf8(name);
  const bytes = new Uint8Array(LOCAL_SIZE + nameBytes.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, SIGNATURE.local, true);
  view.setUint16(4, VERSION, true);
  // Flags, method (stored) and time are 0.
  view.setUint16(12, DATE, true);
  view.setUint32(14, crc, true);
  view.setUint32(18, size, true);
  view.setUint32(22, size, true);
  view.setUint16(26, nameBytes.length, true);
  bytes.set(nameBytes, LOCAL_SIZE);
  return bytes;
}

/** Bytes that an entry takes, header and content. */
export function entrySpan({ name, size }: PackedEntry): number {
  return LOCAL_SIZE + utf8(name).length + size;
}

/** Everything behind the last content: the directory and its end, in pieces. */
export function* zipEnd(entries: readonly PackedEntry[]): Generator<Bytes, void> {
  let offset = 0;
  let size = 0;
  for (const entry of entries) {
    const bytes = directoryEntry(entry, offset);
    yield bytes;
    offset += entrySpan(entry);
    size += bytes.length;
  }
  const directory = { count: entries.length, size, offset };
  const isLong = entries.length >= IN_ZIP64_2 || size >= IN_ZIP64_4 || offset >= IN_ZIP64_4;
  if (isLong) yield zip64End(directory);
  yield shortEnd(directory);
}

function directoryEntry({ name, size, crc }: PackedEntry, offset: number): Bytes {
  const nameBytes = utf8(name);
  const isFar = offset >= IN_ZIP64_4;
  const version = isFar ? VERSION_64 : VERSION;
  const bytes = new Uint8Array(ENTRY_SIZE + nameBytes.length + (isFar ? FAR_SIZE : 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, SIGNATURE.directory, true);
  view.setUint16(4, version, true);
  view.setUint16(6, version, true);
  view.setUint16(14, DATE, true);
  view.setUint32(16, crc, true);
  view.setUint32(20, size, true);
  view.setUint32(24, size, true);
  view.setUint16(28, nameBytes.length, true);
  view.setUint16(30, isFar ? FAR_SIZE : 0, true);
  view.setUint32(42, Math.min(offset, IN_ZIP64_4), true);
  bytes.set(nameBytes, ENTRY_SIZE);
  if (isFar) {
    const extra = new DataView(bytes.buffer, ENTRY_SIZE + nameBytes.length);
    extra.setUint16(0, 0x0001, true);
    extra.setUint16(2, 8, true);
    extra.setBigUint64(4, BigInt(offset), true);
  }
  return bytes;
}

interface Directory {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** The ZIP64 end record and its locator, one after the other. */
function zip64End({ count, size, offset }: Directory): Bytes {
  const bytes = new Uint8Array(76);
  const record = new DataView(bytes.buffer, 0, 56);
  record.setUint32(0, 0x06064b50, true);
  record.setBigUint64(4, 44n, true);
  record.setUint16(12, VERSION_64, true);
  record.setUint16(14, VERSION_64, true);
  record.setBigUint64(24, BigInt(count), true);
  record.setBigUint64(32, BigInt(count), true);
  record.setBigUint64(40, BigInt(size), true);
  record.setBigUint64(48, BigInt(offset), true);
  const locator = new DataView(bytes.buffer, 56);
  locator.setUint32(0, 0x07064b50, true);
  locator.setBigUint64(8, BigInt(offset + size), true);
  locator.setUint32(16, 1, true);
  return bytes;
}

function shortEnd({ count, size, offset }: Directory): Bytes {
  const bytes = new Uint8Array(22);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, Math.min(count, IN_ZIP64_2), true);
  view.setUint16(10, Math.min(count, IN_ZIP64_2), true);
  view.setUint32(12, Math.min(size, IN_ZIP64_4), true);
  view.setUint32(16, Math.min(offset, IN_ZIP64_4), true);
  return bytes;
}
