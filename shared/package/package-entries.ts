/**
 * The entries of a package, found in its ZIP or in the folder that one was unpacked to. Of a ZIP every byte that is not
 * content is compared with what Sealdrop writes; nothing in it is believed for being stated. docs/package.md, "The ZIP".
 */
import { crc32 } from '../archive/crc32.ts';
import { readRange, type StoredFile } from '../archive/stored-file.ts';
import { honest, readStated, SIGNATURE, type StatedEntry, viewOf } from '../archive/zip-directory.ts';
import { type Bytes, equal } from '../bytes.ts';
import { HEADER_MAX, MANIFEST_MAX, PACKAGE_CHUNKS_MAX } from '../limits.ts';
import { ofPackage, packageError } from './package-error.ts';
import { CHUNK_SIZE, chunkName, HEADER_NAME, MANIFEST_NAME, TAIL_NAMES } from './package-texts.ts';
import { entrySpan, localHeader, type PackedEntry, zipEnd } from './package-zip.ts';

/** All entries of a package are there, and no others. */
export interface PackageEntries {
  /** What it is called by: its path, as it was given. */
  readonly path: string;
  /** Of the whole body as stored, in bytes. All chunks but the last are full. */
  readonly objectSize: number;
  readonly chunks: number;
  /** The whole content of an entry. Throws package-altered, package-cut, file-unreadable. */
  readonly read: (name: string) => Promise<Bytes>;
}

/** Of metadata.json and checksums.txt, with the most chunks: each takes less than 200 bytes. */
const TEXT_MAX = PACKAGE_CHUNKS_MAX * 256;
const CHUNK_NAME = /^Chunks\/chunk_[1-9]\d*\.enc$/;

/**
 * The entries of a package as one file. Throws package-unknown where it is none, package-cut, package-altered, zip-bomb,
 * package-name, package-twice, package-missing, package-surplus, file-unreadable.
 */
export function zippedEntries(zip: StoredFile): Promise<PackageEntries> {
  return ofPackage(async () => {
    const start = zip.size < 4 ? null : viewOf(await readRange(zip, 0, 4)).getUint32(0, true);
    if (start !== SIGNATURE.local) throw packageError('package-unknown', zip.path);
    const { entries: stated, offset } = await readStated(zip);
    requireNames(stated, zip.path);
    honest(stated, offset, zip.path);
    const altered = () => packageError('package-altered', zip.path);
    const wanted = packageNames(stated.length);
    if (stated.some(({ name }, i) => name !== wanted[i])) throw altered();
    requireSizes(stated, zip.path);
    await requireEnd(zip, stated, offset);
    let next = 0;
    const places = new Map(
      stated.map((entry) => {
        const place = { entry, start: next };
        next += entrySpan(entry);
        return [entry.name, place];
      }),
    );
    return {
      path: zip.path,
      ...sizesOf(stated),
      read: (name) =>
        ofPackage(async () => {
          const place = places.get(name);
          if (!place) throw packageError('package-missing', name);
          return await readEntry(zip, place.entry, place.start);
        }),
    };
  });
}

/**
 * The entries of a package that was unpacked, of which `files` are all. Throws package-unknown, package-missing,
 * package-surplus, package-altered.
 */
export function unpackedEntries(files: readonly StoredFile[], path: string): PackageEntries {
  requireNames(
    files.map(({ path: name }) => ({ name })),
    path,
  );
  const byName = new Map(files.map((file) => [file.path, file]));
  const inOrder = packageNames(files.length).map((name) => ({ name, size: byName.get(name)?.size ?? 0 }));
  requireSizes(inOrder, path);
  return {
    path,
    ...sizesOf(inOrder),
    read: (name) =>
      ofPackage(async () => {
        const file = byName.get(name);
        if (!file) throw packageError('package-missing', name);
        return await readRange(file, 0, file.size);
      }),
  };
}

/** Names of a package of so many entries, in order. */
function packageNames(count: number): string[] {
  const chunks = Array.from({ length: count - TAIL_NAMES.length }, (_, index) => chunkName(index));
  return [...chunks, ...TAIL_NAMES];
}

interface Named {
  readonly name: string;
}

/** Exactly the names of a package, each once, in any order. */
function requireNames(entries: readonly Named[], path: string): void {
  const names = new Set<string>();
  for (const { name } of entries) {
    if (names.has(name)) throw packageError('package-twice', name);
    names.add(name);
  }
  const isPackage = TAIL_NAMES.some((name) => names.has(name)) || names.has(chunkName(0));
  if (!isPackage) throw packageError('package-unknown', path);
  const isOfPackage = (name: string) => CHUNK_NAME.test(name) || TAIL_NAMES.some((one) => one === name);
  const other = entries.find(({ name }) => !isOfPackage(name));
  if (other) throw packageError('package-surplus', other.name);
  const missingTail = TAIL_NAMES.find((name) => !names.has(name));
  if (missingTail) throw packageError('package-missing', missingTail);
  // A gap in the numbers is a chunk that is missing.
  const wanted = packageNames(Math.max(entries.length, TAIL_NAMES.length + 1));
  const missing = wanted.find((name) => !names.has(name));
  if (missing) throw packageError('package-missing', missing);
}

/** All chunks but the last are full, and nothing is more than can be read at once. `entries` in order. */
function requireSizes(entries: readonly Pick<PackedEntry, 'name' | 'size'>[], path: string): void {
  const last = entries.length - TAIL_NAMES.length - 1;
  if (last >= PACKAGE_CHUNKS_MAX) throw packageError('package-altered', path);
  for (const [i, { name, size }] of entries.entries()) {
    const most = name === HEADER_NAME ? HEADER_MAX : name === MANIFEST_NAME ? MANIFEST_MAX : TEXT_MAX;
    const fits =
      i < last ? size === CHUNK_SIZE : i === last ? size > 0 && size <= CHUNK_SIZE : size > 0 && size <= most;
    if (!fits) throw packageError('package-altered', name);
  }
}

function sizesOf(entries: readonly Pick<PackedEntry, 'size'>[]): { objectSize: number; chunks: number } {
  const chunks = entries.length - TAIL_NAMES.length;
  return { chunks, objectSize: (chunks - 1) * CHUNK_SIZE + (entries[chunks - 1]?.size ?? 0) };
}

/** Everything from the directory on, byte for byte. */
async function requireEnd(zip: StoredFile, entries: readonly StatedEntry[], offset: number): Promise<void> {
  const end = await readRange(zip, offset, zip.size);
  let at = 0;
  for (const piece of zipEnd(entries)) {
    if (!equal(end.subarray(at, at + piece.length), piece)) throw packageError('package-altered', zip.path);
    at += piece.length;
  }
  if (at !== end.length) throw packageError('package-altered', zip.path);
}

/** The content of an entry, whose own header has to be that of the directory, and whose CRC-32 the one in it. */
async function readEntry(zip: StoredFile, entry: PackedEntry, start: number): Promise<Bytes> {
  const header = localHeader(entry);
  const bytes = await readRange(zip, start, start + header.length + entry.size);
  const content = bytes.slice(header.length);
  if (!equal(bytes.subarray(0, header.length), header) || crc32(content) !== entry.crc) {
    throw packageError('package-altered', entry.name);
  }
  return content;
}
