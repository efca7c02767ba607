/**
 * The two texts of a package, and the names in it. Header, sizes and digests decide every byte of them, so a reader parses
 * neither: it writes both again and compares. docs/package.md, "metadata.json" and "checksums.txt".
 */
import { base64 } from '@scure/base';
import { type Bytes, fromHex, toHex } from '../bytes.ts';
import { objectGeometry } from '../crypto/body.ts';
import type { HeaderCore } from '../crypto/header.ts';
import { writePublicKeyPem } from '../crypto/pem.ts';
import { spkiOf } from '../crypto/pkcs8.ts';
import type { Stanza } from '../crypto/stanza-fields.ts';
import { packageError } from './package-error.ts';

/** Bytes of the stored body in every chunk but the last: four segments. */
export const CHUNK_SIZE = 1_048_576;
export const HEADER_NAME = 'encrypted_keys.bin';
export const MANIFEST_NAME = 'manifest.bin';
export const METADATA_NAME = 'metadata.json';
export const CHECKSUMS_NAME = 'checksums.txt';
/** Behind the chunks, in this order. */
export const TAIL_NAMES = [HEADER_NAME, MANIFEST_NAME, METADATA_NAME, CHECKSUMS_NAME] as const;

export function chunkName(index: number): string {
  return `Chunks/chunk_${index + 1}.enc`;
}

/** A body as it is cut: bytes of the stored object, and SHA-256 of every chunk, one after another. */
export interface ChunkedBody {
  readonly objectSize: number;
  readonly digests: Bytes;
}

/** Chunks of a stored body of this many bytes. */
export function chunkCount(objectSize: number): number {
  return Math.ceil(objectSize / CHUNK_SIZE);
}

/** Bytes of chunk `index`, from 0. */
function chunkSize(objectSize: number, index: number): number {
  return Math.min(CHUNK_SIZE, objectSize - index * CHUNK_SIZE);
}

const digestOf = ({ digests }: ChunkedBody, index: number): Bytes =>
  digests.subarray(index * 32, (index + 1) * 32);

const wraps: Readonly<Record<Stanza['type'], string>> = {
  1: 'HPKE, DHKEM(P-384, HKDF-SHA384), HKDF-SHA256, AES-256-GCM',
  2: 'HPKE, MLKEM1024-P384, HKDF-SHA384, AES-256-GCM',
  3: 'link, HKDF-SHA256, AES-256-GCM',
  4: 'link and passphrase, Argon2id, HKDF-SHA256, AES-256-GCM',
  unknown: 'unknown',
};

/** The text of metadata.json. Throws bad-request where no stored body has this size. */
export function metadataText({ stanzas }: Pick<HeaderCore, 'stanzas'>, body: ChunkedBody): string {
  const { objectSize } = body;
  const ways = new Set(stanzas.map(({ type }) => wraps[type]));
  const chunks = Array.from({ length: chunkCount(objectSize) }, (_, index) => ({
    chunk_id: index + 1,
    encrypted_filename: chunkName(index).slice('Chunks/'.length),
    size: chunkSize(objectSize, index),
    checksum: toHex(digestOf(body, index)),
  }));
  const metadata = {
    format: 'sealdrop-package',
    version: 1,
    file_info: {
      padded_size: objectGeometry(objectSize).paddedSize,
      chunk_size: CHUNK_SIZE,
      total_chunks: chunks.length,
      encryption_algorithm: 'FLOE, AES-256-GCM, segments of 262144 bytes',
      key_encryption: [...ways].toSorted(),
    },
    chunks,
    keys: wrappedKey(stanzas),
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

/** The way of the one person, where there is one alone. */
function wrappedKey(stanzas: readonly Stanza[]) {
  const [only, ...others] = stanzas.filter(({ type }) => type === 1 || type === 2);
  if (only?.type !== 1 || others.length > 0) return null;
  return {
    wrapped_key: base64.encode(only.ct),
    ephemeral_public_key: writePublicKeyPem(spkiOf(only.enc)),
  };
}

/** SHA-256 of the three files that stand before checksums.txt. */
export interface TailDigests {
  readonly header: Bytes;
  readonly manifest: Bytes;
  readonly metadata: Bytes;
}

/** The text of checksums.txt, as `sha256sum --check` reads it. */
export function checksumsText(body: ChunkedBody, tail: TailDigests): string {
  const lines = Array.from({ length: chunkCount(body.objectSize) }, (_, index) =>
    line(digestOf(body, index), chunkName(index)),
  );
  lines.push(line(tail.header, HEADER_NAME), line(tail.manifest, MANIFEST_NAME));
  lines.push(line(tail.metadata, METADATA_NAME));
  return lines.join('');
}

function line(digest: Bytes, name: string): string {
  return `${toHex(digest)}  ${name}\n`;
}

/**
 * The digests of `count` chunks in a checksums.txt, one after another. Whether the text is the one that they lead to is the
 * caller's to compare. Throws package-mismatch where they are not there.
 */
export function statedDigests(checksums: string, count: number): Bytes {
  const digests = new Uint8Array(32 * count);
  let at = 0;
  for (let index = 0; index < count; index++) {
    const hex = checksums.slice(at, at + 64);
    if (!/^[0-9a-f]{64}$/.test(hex)) throw packageError('package-mismatch', CHECKSUMS_NAME);
    digests.set(fromHex(hex), 32 * index);
    at += 64 + 2 + chunkName(index).length + 1;
  }
  return digests;
}
