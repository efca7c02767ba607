/**
 * All files of a share as one ZIP, stored and not compressed, made while their verified bytes pass by. Names that a
 * disk may not tell apart are numbered, as docs/format.md, "Manifest", says.
 */
import { makeZip } from 'client-zip';
import type { ManifestFile } from '../../shared/crypto/manifest.ts';
import { SealdropError } from '../../shared/errors.ts';
import { savablePaths } from '../../shared/paths.ts';
import { splitter } from '../../shared/transfer/split.ts';

/** A ZIP holds times from 1980 to 2107, without a zone. */
const OLDEST = new Date(1980, 0, 1).getTime();
const NEWEST = new Date(2107, 11, 31, 23, 59, 58).getTime();
/** The number that stands for "see the ZIP64 record" in the fields of two and of four bytes. */
const IN_ZIP64_2 = 0xffff;
const IN_ZIP64_4 = 0xffffffff;
const END_SIZE = 22;

type ArchivedFile = Pick<ManifestFile, 'path' | 'size' | 'modified'>;
type Content = AsyncGenerator<Uint8Array, void>;

/**
 * One ZIP of `files`, whose verified bytes `plain` yields end to end. Throws what `plain` throws, and damaged where it
 * yields other than their sizes say.
 */
export async function* archive(files: readonly ArchivedFile[], plain: Content): Content {
  const reader = makeZip(entries(files, plain)).getReader();
  try {
    yield* files.length < IN_ZIP64_2 ? chunks(reader) : withZip64End(chunks(reader), files.length);
  } finally {
    // Not awaited: either may wait for a fetch that ends only once whoever left this generator has aborted it.
    void reader.cancel().catch(() => undefined);
    void plain.return().catch(() => undefined);
  }
}

/** By a reader, for Safari cannot iterate a ReadableStream. */
async function* chunks(reader: ReadableStreamDefaultReader<Uint8Array>): Content {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

async function* entries(files: readonly ArchivedFile[], plain: Content) {
  const names = savablePaths(files.map(({ path }) => path));
  const { take, end } = splitter(plain);
  for (const [i, { size, modified }] of files.entries()) {
    yield { name: names[i] as string, input: take(size), size, lastModified: dateOf(modified) };
  }
  await end();
}

/** A manifest may hold times that no Date holds. A time not known is the oldest, not that of saving. */
function dateOf(modified: number | null): Date {
  return new Date(Math.min(Math.max(modified ?? OLDEST, OLDEST), NEWEST));
}

/**
 * client-zip 2.5.1 adds the ZIP64 records for sizes and offsets only, not for 65,535 entries and more, whose number
 * stands nowhere then (its pull request 95). They go before its last chunk, the end record.
 */
async function* withZip64End(zip: Content, count: number): Content {
  let last: Uint8Array | null = null;
  for await (const chunk of zip) {
    if (last) yield last;
    last = chunk;
  }
  if (last?.length !== END_SIZE) throw new SealdropError('unexpected');
  const end = new DataView(last.buffer, last.byteOffset, END_SIZE);
  const directory = { size: end.getUint32(12, true), offset: end.getUint32(16, true) };
  // Where the directory lies beyond 4 GiB, client-zip has written the records, with the true count.
  if (directory.offset !== IN_ZIP64_4) yield zip64End(count, directory);
  yield last;
}

/** The ZIP64 end of central directory record and its locator (APPNOTE 4.3.14 and 4.3.15), one after the other. */
function zip64End(count: number, { size, offset }: { size: number; offset: number }): Uint8Array {
  const bytes = new Uint8Array(76);
  const record = new DataView(bytes.buffer, 0, 56);
  record.setUint32(0, 0x06064b50, true);
  record.setBigUint64(4, 44n, true);
  // Made by version 4.5 on Unix, to be read by 4.5: what client-zip says of every entry.
  record.setUint16(12, 0x032d, true);
  record.setUint16(14, 45, true);
  record.setBigUint64(24, BigInt(count), true);
  record.setBigUint64(32, BigInt(count), true);
  record.setBigUint64(40, BigInt(size), true);
  record.setBigUint64(48, BigInt(offset), true);
  const locator = new DataView(bytes.buffer, 56, 20);
  locator.setUint32(0, 0x07064b50, true);
  locator.setBigUint64(8, BigInt(offset + size), true);
  locator.setUint32(16, 1, true);
  return bytes;
}
