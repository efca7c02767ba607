/**
 * What stands in a ZIP, as files to read: an entry's own header is compared with the directory, its content with the size
 * and the CRC-32 that are stated, while it passes by. Never more comes out of it than was stated. docs/older-files.md, "ZIP".
 */
import { type Bytes, equal } from '../bytes.ts';
import { crc32 } from './crc32.ts';
import { olderError, readRange, type StoredFile } from './stored-file.ts';
import {
  FLAG,
  IN_ZIP64_4,
  LOCAL_SIZE,
  readZipDirectory,
  SIGNATURE,
  viewOf,
  type ZipEntry,
  zip64Fields,
} from './zip-directory.ts';

const STORED = 0;
const DEFLATED = 8;
/** Bytes that are given to be inflated at once: engines make all of it, up to 1,032 times as much, before any is read. */
const SLICE = 16_384;
/** What reading ZIP64 takes, and what everything else does. */
const VERSION_64 = 45;
const EARLIER = [10, 20];
const REFUSED_FLAGS = FLAG.encrypted | FLAG.patched | FLAG.strong | FLAG.masked;

/**
 * The files in a ZIP. Throws what readZipDirectory throws, and zip-damaged for a folder that is none; reading a file,
 * zip-damaged, zip-bomb and what the ZIP's own kind throws. It is checked only where it is read from its beginning to its end.
 */
export async function filesOfZip(zip: StoredFile): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  for (const entry of await readZipDirectory(zip)) {
    if (entry.name.endsWith('/')) await requireFolder(zip, entry);
    else files.push(fileOf(zip, entry));
  }
  return files;
}

function fileOf(zip: StoredFile, entry: ZipEntry): StoredFile {
  return {
    path: entry.name,
    size: entry.size,
    stream: (start, end) => cut(checked(zip, entry), start, end),
  };
}

/** A folder has no content, though some writers deflate that. Nobody reads it later, so it is checked here. */
async function requireFolder(zip: StoredFile, entry: ZipEntry): Promise<void> {
  if (entry.size > 0) throw olderError('zip-damaged', entry.name);
  await readRange(fileOf(zip, entry), 0, 0);
}

/** The bytes from `start` up to `end`; what stands before is read too, for a deflated entry has no other way in. */
async function* cut(
  content: AsyncIterable<Uint8Array>,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void> {
  let at = 0;
  for await (const piece of content) {
    const part = piece.subarray(Math.max(0, start - at), Math.max(0, end - at));
    at += piece.length;
    if (part.length > 0) yield part;
    // At the end of the entry its last checks are still to come.
    if (at > end) return;
  }
}

async function* checked(zip: StoredFile, entry: ZipEntry): AsyncGenerator<Uint8Array, void> {
  const damaged = (cause?: unknown) => olderError('zip-damaged', entry.name, cause);
  const start = await contentStart(zip, entry);
  const packed = zip.stream(start, start + entry.packedSize);
  const plain = entry.method === STORED ? packed : inflated(packed, damaged);
  let size = 0;
  let crc = 0;
  for await (const piece of plain) {
    size += piece.length;
    if (size > entry.size) throw olderError('zip-bomb', entry.name);
    crc = crc32(piece, crc);
    yield piece;
  }
  if (size !== entry.size || crc !== entry.crc) throw damaged();
}

/** Where the content begins: after its local header, which has to say what the directory says. */
async function contentStart(zip: StoredFile, entry: ZipEntry): Promise<number> {
  const { offset, nameBytes } = entry;
  const damaged = () => olderError('zip-damaged', entry.name);
  const head = await readRange(zip, offset, offset + LOCAL_SIZE + nameBytes.length);
  const view = viewOf(head);
  const agrees =
    view.getUint32(0, true) === SIGNATURE.local &&
    [entry.version, ...(entry.isFar && entry.version === VERSION_64 ? EARLIER : [])].includes(
      view.getUint16(4, true),
    ) &&
    view.getUint16(6, true) === entry.flags &&
    view.getUint16(8, true) === entry.method &&
    view.getUint32(10, true) === entry.time &&
    view.getUint16(26, true) === nameBytes.length &&
    equal(head.subarray(LOCAL_SIZE), nameBytes);
  const isReadable = (entry.flags & REFUSED_FLAGS) === 0 && [STORED, DEFLATED].includes(entry.method);
  if (!agrees || !isReadable) throw damaged();
  if (entry.method === STORED && entry.size !== entry.packedSize) throw damaged();
  const extraStart = offset + head.length;
  const start = extraStart + view.getUint16(28, true);
  const shorts = [view.getUint32(22, true), view.getUint32(18, true)];
  const long = shorts.includes(IN_ZIP64_4) ? zip64Fields(await readRange(zip, extraStart, start)) : null;
  const [size, packedSize] = shorts.map((short) => (short === IN_ZIP64_4 ? long?.next() : short));
  // Written before the content was known, they may be zeros.
  const later = (entry.flags & FLAG.descriptor) !== 0;
  const isSame = (stated: number | null | undefined, value: number) =>
    stated === value || (later && stated === 0);
  if (!isSame(view.getUint32(14, true), entry.crc)) throw damaged();
  if (!isSame(size, entry.size) || !isSame(packedSize, entry.packedSize)) throw damaged();
  if (start + entry.packedSize > entry.limit) throw olderError('zip-bomb', entry.name);
  // Without content no checksum tells whether the length of the extra fields is right: they end where the next entry begins.
  if (entry.packedSize === 0 && !later && start !== entry.limit) throw damaged();
  if (later) await requireDescriptor(zip, entry, start + entry.packedSize);
  return start;
}

/** What a writer that did not know the sizes beforehand put behind the content: with a signature or without, long or short. */
async function requireDescriptor(zip: StoredFile, entry: ZipEntry, start: number): Promise<void> {
  const bytes = await readRange(zip, start, Math.min(entry.limit, start + 24));
  const view = viewOf(bytes);
  const signed = bytes.length >= 4 && view.getUint32(0, true) === SIGNATURE.descriptor ? 4 : 0;
  const agrees = [4, 8].some((width) => {
    if (bytes.length < signed + 4 + 2 * width) return false;
    const number = (at: number) =>
      width === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
    return (
      view.getUint32(signed, true) === entry.crc &&
      number(signed + 4) === entry.packedSize &&
      number(signed + 4 + width) === entry.size
    );
  });
  if (!agrees) throw olderError('zip-damaged', entry.name);
}

async function* inflated(
  packed: AsyncIterable<Uint8Array>,
  damaged: (cause: unknown) => Error,
): AsyncGenerator<Uint8Array, void> {
  const pieces = inSlices(packed);
  let isOfSource = false;
  const source = new ReadableStream<Bytes>({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(value));
      } catch (error) {
        isOfSource = true;
        controller.error(error);
      }
    },
  });
  // By a reader, for Safari cannot iterate a ReadableStream.
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw isOfSource ? error : damaged(error);
  } finally {
    void reader.cancel().catch(() => undefined);
    await pieces.return();
  }
}

async function* inSlices(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of content) {
    for (let at = 0; at < piece.length; at += SLICE) yield piece.subarray(at, at + SLICE);
  }
}
