/**
 * The directory of a ZIP (APPNOTE 6.3.10), ZIP64 too, read as something that an adversary has made: nothing in it is
 * believed that was not compared with what stands elsewhere. Names that lead out of a folder, equal names, entries that
 * lie upon each other and sizes that no honest ZIP has are refused. docs/older-files.md, "ZIP".
 */
import { type Bytes, fromUtf8 } from '../bytes.ts';
import { olderError, readRange, type StoredFile } from './stored-file.ts';

/** One file in a ZIP, as its directory states it. */
export interface ZipEntry {
  readonly name: string;
  readonly nameBytes: Bytes;
  readonly version: number;
  /** Only where it begins needs ZIP64: then the directory asks for a later version than its own header. */
  readonly isFar: boolean;
  readonly flags: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** Time and date as they stand there, for comparison alone. */
  readonly time: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
  /** Where the next entry, or the directory, begins. */
  readonly limit: number;
}

export const SIGNATURE = { local: 0x04034b50, directory: 0x02014b50, descriptor: 0x08074b50 } as const;
export const LOCAL_SIZE = 30;
export const FLAG = {
  encrypted: 0x0001,
  descriptor: 0x0008,
  patched: 0x0020,
  strong: 0x0040,
  utf8: 0x0800,
  masked: 0x2000,
};

const END = { signature: 0x06054b50, size: 22 };
const END_64 = { signature: 0x06064b50, size: 56 };
const LOCATOR = { signature: 0x07064b50, size: 20 };
const ENTRY_SIZE = 46;
const COMMENT_MAX = 0xffff;
/** The numbers that stand for "see the ZIP64 record". */
const IN_ZIP64_2 = 0xffff;
export const IN_ZIP64_4 = 0xffffffff;
const EXTRA_ZIP64 = 0x0001;

/** Entries of a ZIP that is read, and bytes of its directory: more than the pieces of the largest package. Each takes up to 1.5 KiB of memory. */
const ENTRIES_MAX = 200_000;
const DIRECTORY_MAX = 20 * 1_048_576;
/** Deflate never makes more than 1,032 bytes of one; what is sealed does not shrink at all, and its list of pieces to about a half. */
const RATIO_MAX = 100;
/** Bytes that may come of an entry whatever its ratio is. */
const SMALL = 1_048_576;

/** The files and folders in a ZIP, in the order of its directory. Throws zip-damaged, zip-bomb, older-truncated, older-name, older-too-many. */
export async function readZipDirectory(zip: StoredFile): Promise<readonly ZipEntry[]> {
  const { entries, offset } = await readStated(zip);
  return honest(entries, offset, zip.path);
}

/** What the directory of a ZIP states, with names that lead nowhere else. Throws zip-damaged, older-truncated, older-name, older-too-many. */
export async function readStated(
  zip: StoredFile,
): Promise<{ readonly entries: readonly StatedEntry[]; readonly offset: number }> {
  const damaged = () => olderError('zip-damaged', zip.path);
  const { count, size, offset, end } = await findDirectory(zip);
  if (offset + size !== end || count > size / ENTRY_SIZE) throw damaged();
  if (count > ENTRIES_MAX || size > DIRECTORY_MAX) throw olderError('older-too-many', zip.path);
  const bytes = await readRange(zip, offset, offset + size);
  const entries: StatedEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const read = readEntry(bytes, at, zip.path);
    at = read.end;
    entries.push(read.entry);
  }
  if (at !== bytes.length) throw damaged();
  return { entries, offset };
}

/** What the directory says of an entry, nothing compared yet. */
export type StatedEntry = Omit<ZipEntry, 'limit'>;

interface Directory {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
  /** Where what follows the directory begins. */
  readonly end: number;
}

async function findDirectory(zip: StoredFile): Promise<Directory> {
  const from = Math.max(0, zip.size - END.size - COMMENT_MAX);
  const tail = await readRange(zip, from, zip.size);
  const view = viewOf(tail);
  let at = tail.length - END.size;
  // The comment behind it may hold anything, so its length is what tells.
  while (
    at >= 0 &&
    !(
      view.getUint32(at, true) === END.signature &&
      view.getUint16(at + 20, true) === tail.length - at - END.size
    )
  )
    at--;
  if (at < 0) throw olderError((await isCut(zip)) ? 'older-truncated' : 'zip-damaged', zip.path);
  const disk = view.getUint16(at + 4, true);
  const diskOfDirectory = view.getUint16(at + 6, true);
  const onDisk = view.getUint16(at + 8, true);
  const count = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 12, true);
  const offset = view.getUint32(at + 16, true);
  const end = from + at;
  // In parts, on several disks, is how nobody has made one for long.
  const isWhole = [0, IN_ZIP64_2].includes(disk) && diskOfDirectory === disk && onDisk === count;
  if (!isWhole) throw olderError('zip-damaged', zip.path);
  const located = end >= LOCATOR.size ? await readRange(zip, end - LOCATOR.size, end) : null;
  if (located && viewOf(located).getUint32(0, true) === LOCATOR.signature) {
    return await readZip64(zip, viewOf(located), { count, size, offset, end: end - LOCATOR.size });
  }
  if (disk !== 0) throw olderError('zip-damaged', zip.path);
  return { count, size, offset, end };
}

/** A ZIP begins with an entry, and one that was cut ends with none of what stands at its end. */
async function isCut(zip: StoredFile): Promise<boolean> {
  if (zip.size < 4) return false;
  return viewOf(await readRange(zip, 0, 4)).getUint32(0, true) === SIGNATURE.local;
}

async function readZip64(zip: StoredFile, locator: DataView, plain: Directory): Promise<Directory> {
  const damaged = () => olderError('zip-damaged', zip.path);
  const start = whole(locator.getBigUint64(8, true));
  if (locator.getUint32(4, true) !== 0 || locator.getUint32(16, true) !== 1) throw damaged();
  if (start === null || start + END_64.size !== plain.end) throw damaged();
  const view = viewOf(await readRange(zip, start, plain.end));
  const [onDisk, count, size, offset] = [24, 32, 40, 48].map((at) => whole(view.getBigUint64(at, true)));
  if (view.getUint32(0, true) !== END_64.signature || whole(view.getBigUint64(4, true)) !== END_64.size - 12)
    throw damaged();
  if (view.getUint32(16, true) !== 0 || view.getUint32(20, true) !== 0) throw damaged();
  if (count == null || size == null || offset == null || onDisk !== count) throw damaged();
  // What has room in the short fields stands there too.
  const agrees =
    [count, IN_ZIP64_2].includes(plain.count) &&
    [size, IN_ZIP64_4].includes(plain.size) &&
    [offset, IN_ZIP64_4].includes(plain.offset);
  if (!agrees) throw damaged();
  return { count, size, offset, end: start };
}

function readEntry(bytes: Bytes, at: number, path: string): { entry: StatedEntry; end: number } {
  const damaged = () => olderError('zip-damaged', path);
  const view = viewOf(bytes);
  if (at + ENTRY_SIZE > bytes.length || view.getUint32(at, true) !== SIGNATURE.directory) throw damaged();
  const nameEnd = at + ENTRY_SIZE + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const end = extraEnd + view.getUint16(at + 32, true);
  if (end > bytes.length) throw damaged();
  const nameBytes = bytes.slice(at + ENTRY_SIZE, nameEnd);
  const long = zip64Fields(bytes.subarray(nameEnd, extraEnd));
  /** The next long number where the short one says so; they stand in this order, and only those that are wanted. */
  const number = (short: number): number => {
    if (short !== IN_ZIP64_4) return short;
    const value = long?.next();
    if (value == null) throw damaged();
    return value;
  };
  const size = number(view.getUint32(at + 24, true));
  const packedSize = number(view.getUint32(at + 20, true));
  const offset = number(view.getUint32(at + 42, true));
  if (view.getUint16(at + 34, true) !== 0) throw damaged();
  const entry = {
    name: nameOf(nameBytes, path),
    nameBytes,
    version: view.getUint16(at + 6, true),
    isFar: isFar(view, at),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    time: view.getUint32(at + 12, true),
    crc: view.getUint32(at + 16, true),
    packedSize,
    size,
    offset,
  };
  return { entry, end };
}

function isFar(view: DataView, at: number): boolean {
  const [packedSize, size, offset] = [20, 24, 42].map(
    (field) => view.getUint32(at + field, true) === IN_ZIP64_4,
  );
  return offset === true && !packedSize && !size;
}

/** The ZIP64 numbers among extra fields, one after another; null where there are none. */
export function zip64Fields(extra: Bytes): { next: () => number | null } | null {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === EXTRA_ZIP64 && at + 4 + length <= extra.length) {
      const end = at + 4 + length;
      let next = at + 4;
      return {
        next: () => {
          if (next + 8 > end) return null;
          next += 8;
          return whole(view.getBigUint64(next - 8, true));
        },
      };
    }
    at += 4 + length;
  }
  return null;
}

function nameOf(bytes: Bytes, path: string): string {
  let name: string;
  try {
    // Old names are in some code page of their time: what is no UTF-8 is none of those that are looked for.
    name = fromUtf8(bytes);
  } catch {
    name = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
  const parts = name.split('/');
  // A folder's ends in "/".
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  // A drive, a device or a stream of Windows; a root; a way up.
  const leadsOut =
    parts.some((part) => part === '' || part === '.' || part === '..') ||
    /[\\\u0000-\u001F]|^[A-Za-z]:/.test(name);
  if (leadsOut) throw olderError('older-name', path);
  return name;
}

/** Entries that are no two of one name, lie apart from each other, and unpack to no more than an honest ZIP's. `directory`: where it begins. Throws zip-damaged, zip-bomb. */
export function honest(entries: readonly StatedEntry[], directory: number, path: string): ZipEntry[] {
  const names = new Set(entries.map(({ name }) => name));
  if (names.size !== entries.length) throw olderError('zip-damaged', path);
  const inPlace = entries.toSorted((a, b) => a.offset - b.offset);
  const limits = new Map(inPlace.map((entry, i) => [entry.name, inPlace[i + 1]?.offset ?? directory]));
  return entries.map((entry) => {
    const { name, offset, packedSize, size, nameBytes } = entry;
    const limit = limits.get(name) ?? directory;
    if (size > SMALL && size > packedSize * RATIO_MAX) throw olderError('zip-bomb', path);
    const end = offset + LOCAL_SIZE + nameBytes.length + packedSize;
    if (end > directory) throw olderError('zip-damaged', path);
    // One piece of the file as the content of many entries is how the largest bombs are made.
    if (end > limit) throw olderError('zip-bomb', path);
    return { ...entry, limit };
  });
}

/** A number that JavaScript counts exactly, else null. */
function whole(value: bigint): number | null {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null;
}

export function viewOf(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
