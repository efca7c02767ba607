/**
 * Reads a package: first everything in it that needs no key, compared with each other; then, with the share's keys, the body,
 * by the same pipeline as one from a store. docs/package.md, "Reading".
 */
import { type Bytes, concat, equal, fromUtf8, sha256, utf8 } from '../bytes.ts';
import { type BodyGeometry, objectGeometry } from '../crypto/body.ts';
import { decodeHeader, type HeaderCore } from '../crypto/header.ts';
import { type Manifest, openManifest } from '../crypto/manifest.ts';
import type { OpenedHeader } from '../crypto/open-header.ts';
import { SealdropError } from '../errors.ts';
import { inLanes } from '../transfer/lanes.ts';
import { partReceiver, receiveRange } from '../transfer/receive.ts';
import { knownBody } from '../transfer/sealed-part.ts';
import type { PackageEntries } from './package-entries.ts';
import { packageError } from './package-error.ts';
import {
  CHECKSUMS_NAME,
  CHUNK_SIZE,
  checksumsText,
  chunkName,
  HEADER_NAME,
  MANIFEST_NAME,
  METADATA_NAME,
  metadataText,
  statedDigests,
} from './package-texts.ts';

/** A package all whose parts agree with each other, chunks' contents aside. Nobody has signed anything of that yet. */
export interface Package {
  /** What it is called by. */
  readonly path: string;
  readonly header: Bytes;
  readonly core: HeaderCore;
  /** Sealed. */
  readonly manifest: Bytes;
  /** As far as the size of the stored body tells. */
  readonly geometry: BodyGeometry;
  readonly chunks: number;
  /** Bytes of the stored body, both at borders of chunks or its end. Throws package-checksum, package-altered. */
  readonly stored: (offset: number, size: number) => Promise<Bytes>;
}

/** A package whose share is open. */
export interface OpenedPackage {
  readonly manifest: Manifest;
  readonly opened: OpenedHeader;
  /** The padded plaintext from `start` up to `end`, in order, as receiveRange gives it. */
  readonly plain: (range: {
    readonly start: number;
    readonly end: number;
  }) => AsyncGenerator<Bytes, void, void>;
}

const CHUNKS_AT_ONCE = 4;

/**
 * Reads all but the chunks. Throws package-checksum, package-mismatch, damaged and needs-newer for a header that cannot be
 * read, and what reading entries throws.
 */
export async function readPackage(entries: PackageEntries): Promise<Package> {
  const { objectSize, chunks } = entries;
  const [header, manifest, metadata, checksums] = (await Promise.all(
    [HEADER_NAME, MANIFEST_NAME, METADATA_NAME, CHECKSUMS_NAME].map((name) => entries.read(name)),
  )) as [Bytes, Bytes, Bytes, Bytes];
  const body = { objectSize, digests: statedDigests(textOf(checksums, CHECKSUMS_NAME), chunks) };
  const tail = {
    header: await sha256(header),
    manifest: await sha256(manifest),
    metadata: await sha256(metadata),
  };
  requireChecksums(textOf(checksums, CHECKSUMS_NAME), checksumsText(body, tail), chunks);
  requireVersion(textOf(metadata, METADATA_NAME));
  const { core } = decodeHeader(header);
  const geometry = geometryOf(objectSize);
  if (!equal(metadata, utf8(metadataText(core, body)))) throw packageError('package-mismatch', METADATA_NAME);
  if (manifest.length !== core.manifestSize || !equal(tail.manifest, core.manifest)) {
    throw packageError('package-mismatch', MANIFEST_NAME);
  }
  return {
    path: entries.path,
    header,
    core,
    manifest,
    geometry,
    chunks,
    async stored(offset, size) {
      const first = offset / CHUNK_SIZE;
      const read: Bytes[] = [];
      for (let index = first; index * CHUNK_SIZE < offset + size; index++) {
        const chunk = await entries.read(chunkName(index));
        const digest = body.digests.subarray(32 * index, 32 * (index + 1));
        if (!equal(await sha256(chunk), digest)) throw packageError('package-checksum', chunkName(index));
        read.push(chunk);
      }
      return concat(...read);
    },
  };
}

/** Reads every chunk: what can be checked without a key. Throws package-checksum, package-altered, cancelled. */
export async function checkChunks(
  { chunks, geometry, stored }: Package,
  signal: AbortSignal,
  onChecked: (bytes: number) => void,
): Promise<void> {
  await inLanes(CHUNKS_AT_ONCE, Array(chunks).keys(), async (index) => {
    if (signal.aborted) throw new SealdropError('cancelled');
    const offset = index * CHUNK_SIZE;
    const size = Math.min(CHUNK_SIZE, geometry.objectSize - offset);
    await stored(offset, size);
    onChecked(size);
  });
}

/**
 * The share of a package for whoever has opened its header. Throws damaged where manifest and body do not hold; so do the
 * bytes that come of it.
 */
export async function openPackage(
  packed: Package,
  opened: OpenedHeader,
  signal: AbortSignal,
): Promise<OpenedPackage> {
  const reference = { hash: opened.core.manifest, size: opened.core.manifestSize };
  const manifest = await openManifest(packed.manifest, reference, opened.keys.manifestKey, opened.context);
  if (manifest.geometry.objectSize !== packed.geometry.objectSize) {
    throw packageError('package-mismatch', MANIFEST_NAME);
  }
  const body = await knownBody(manifest, opened.core.id);
  const part = partReceiver(body, manifest.digests, {
    get: ({ offset, size }) => packed.stored(offset, size),
  });
  return {
    manifest,
    opened,
    plain: (range) => receiveRange(manifest.geometry, range, { part, signal }),
  };
}

function textOf(bytes: Bytes, name: string): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw packageError('package-mismatch', name, cause);
  }
}

/** Its digests of chunks are those that `wanted` was made of, so a line that differs is another file's, or none of ours. */
function requireChecksums(stated: string, wanted: string, chunks: number): void {
  if (stated === wanted) return;
  const [lines, wantedLines] = [stated.split('\n'), wanted.split('\n')];
  const names = [HEADER_NAME, MANIFEST_NAME, METADATA_NAME];
  const other = names.find((_, i) => lines[chunks + i] !== wantedLines[chunks + i]);
  const isDigest = lines.every((line, i) => line.slice(64) === wantedLines[i]?.slice(64));
  if (other && isDigest) throw packageError('package-checksum', other);
  throw packageError('package-mismatch', CHECKSUMS_NAME);
}

/** A later version may say other things, and is no damage. */
function requireVersion(metadata: string): void {
  const [, version] =
    /^\{\n {2}"format": "sealdrop-package",\n {2}"version": ([1-9]\d{0,8}),/.exec(metadata) ?? [];
  if (version !== undefined && version !== '1') throw new SealdropError('needs-newer');
}

function geometryOf(objectSize: number): BodyGeometry {
  try {
    return objectGeometry(objectSize);
  } catch (cause) {
    throw packageError('package-mismatch', METADATA_NAME, cause);
  }
}
