/**
 * Makes a package in one pass, in memory of one chunk: the sealed body first, for of a share that is only being sealed
 * header and manifest are known when its last byte is. docs/package.md.
 */
import { crc32 } from '../archive/crc32.ts';
import { blocks } from '../archive/stored-file.ts';
import { type Bytes, concat, sha256, utf8 } from '../bytes.ts';
import { decodeHeader } from '../crypto/header.ts';
import { SealdropError } from '../errors.ts';
import { PACKAGE_CHUNKS_MAX } from '../limits.ts';
import {
  CHECKSUMS_NAME,
  CHUNK_SIZE,
  type ChunkedBody,
  checksumsText,
  chunkCount,
  chunkName,
  HEADER_NAME,
  MANIFEST_NAME,
  METADATA_NAME,
  metadataText,
} from './package-texts.ts';
import { localHeader, type PackedEntry, zipEnd } from './package-zip.ts';

/** A share's two small objects, as they are stored. */
export interface PackedHead {
  readonly header: Bytes;
  /** Sealed. */
  readonly manifest: Bytes;
}

/** Throws too-large where a body of so many stored bytes is more than a package holds. */
export function requirePackable(objectSize: number): void {
  if (chunkCount(objectSize) > PACKAGE_CHUNKS_MAX) {
    throw new SealdropError('too-large', { details: { limit: PACKAGE_CHUNKS_MAX * CHUNK_SIZE } });
  }
}

/**
 * The bytes of a package, in order. `body`: the stored body, in pieces of any size. `head` is asked for once that has
 * ended. Throws too-large, bad-request where no body has this size, and what both throw.
 */
export async function* writePackage(
  body: AsyncIterable<Uint8Array>,
  head: () => Promise<PackedHead>,
): AsyncGenerator<Bytes, void, void> {
  const entries: PackedEntry[] = [];
  const enter = (name: string, content: Bytes): Bytes => {
    const entry = { name, size: content.length, crc: crc32(content) };
    entries.push(entry);
    return concat(localHeader(entry), content);
  };
  const digests: Bytes[] = [];
  let objectSize = 0;
  for await (const chunk of blocks(body, CHUNK_SIZE)) {
    objectSize += chunk.length;
    requirePackable(objectSize);
    yield enter(chunkName(digests.length), chunk);
    digests.push(await sha256(chunk));
  }
  const chunked: ChunkedBody = { objectSize, digests: joined(digests) };
  const { header, manifest } = await head();
  const metadata = utf8(metadataText(decodeHeader(header).core, chunked));
  const tail = {
    header: await sha256(header),
    manifest: await sha256(manifest),
    metadata: await sha256(metadata),
  };
  yield enter(HEADER_NAME, header);
  yield enter(MANIFEST_NAME, manifest);
  yield enter(METADATA_NAME, metadata);
  yield enter(CHECKSUMS_NAME, utf8(checksumsText(chunked, tail)));
  yield* blocksOf(zipEnd(entries));
}

/** More of them than a call takes parameters. */
function joined(digests: readonly Bytes[]): Bytes {
  const all = new Uint8Array(32 * digests.length);
  for (const [i, digest] of digests.entries()) all.set(digest, 32 * i);
  return all;
}

async function* blocksOf(pieces: Iterable<Bytes>): AsyncGenerator<Bytes, void> {
  async function* all() {
    yield* pieces;
  }
  yield* blocks(all(), CHUNK_SIZE);
}
