/**
 * The index of a completed object that lies in parts: a file "index" of total size (8 bytes, big-endian), size of
 * every part but the last (8 bytes), and a SHA-256 (32 bytes) per part, which names its file. Reading a range takes
 * the head and the digests of that range only, so that 10,000 parts cost no more than one.
 */
import { type FileHandle, open, readFile as readWholeFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { bigEndian, concat } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import { isFileError } from './durable.ts';
import { partName } from './part-names.ts';
import type { NamedPart } from './store.ts';

export const INDEX_NAME = 'index';
const HEAD_SIZE = 16;
const DIGEST_SIZE = 32;
/** Large enough that system calls are rare, small enough that a hundred readers are cheap. */
const READ_SIZE = 1_048_576;

export function encodeIndex(parts: readonly NamedPart[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const partSize = parts[0]?.size ?? 0;
  return concat(bigEndian(size, 8), bigEndian(partSize, 8), ...parts.map(({ sha256 }) => sha256));
}

export interface IndexHead {
  readonly size: number;
  readonly partSize: number;
}

export async function readIndexHead(index: FileHandle): Promise<IndexHead> {
  const head = Buffer.alloc(HEAD_SIZE);
  await index.read(head, 0, HEAD_SIZE, 0);
  return headOf(head);
}

function headOf(bytes: Buffer): IndexHead {
  return { size: Number(bytes.readBigUInt64BE(0)), partSize: Number(bytes.readBigUInt64BE(8)) };
}

interface IndexedPart {
  readonly name: string;
  readonly size: number;
}

/** The object's parts, in order. */
export async function readIndex(folder: string): Promise<IndexedPart[]> {
  const bytes = await readWholeFile(join(folder, INDEX_NAME));
  if (bytes.length < HEAD_SIZE) return [];
  const { size, partSize } = headOf(bytes);
  const parts: IndexedPart[] = [];
  for (let at = HEAD_SIZE; at < bytes.length; at += DIGEST_SIZE) {
    const here = Math.min(partSize, size - parts.length * partSize);
    const digest = bytes.subarray(at, at + DIGEST_SIZE);
    parts.push({ name: partName(parts.length + 1, here, digest), size: here });
  }
  return parts;
}

/**
 * How many bytes of the object there are up to the first one missing: its size, unless a crash or a person has cut or
 * removed a part or cut the index.
 */
export async function heldSize(folder: string): Promise<number> {
  let held = 0;
  for (const { name, size } of await readIndex(folder)) {
    const there = await fileSize(join(folder, name));
    if (there < size) return held + there;
    held += size;
  }
  return held;
}

async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return 0;
    throw error;
  }
}

/** The bytes from `start` to `end` (exclusive) of the object whose parts and index lie in `folder`. */
export async function* readParts(folder: string, { size, partSize }: IndexHead, start: number, end: number) {
  const index = await open(join(folder, INDEX_NAME), 'r');
  try {
    const digest = Buffer.alloc(DIGEST_SIZE);
    for (let at = start; at < end; ) {
      const part = Math.floor(at / partSize);
      const offset = part * partSize;
      const partEnd = Math.min(offset + partSize, size);
      await index.read(digest, 0, DIGEST_SIZE, HEAD_SIZE + DIGEST_SIZE * part);
      const name = partName(part + 1, partEnd - offset, digest);
      yield* readFile(join(folder, name), at - offset, Math.min(end, partEnd) - offset);
      at = partEnd;
    }
  } finally {
    await index.close();
  }
}

/** The bytes from `start` to `end` (exclusive) of a file. Throws unexpected where the file ends before. */
export async function* readFile(path: string, start: number, end: number) {
  const handle = await open(path, 'r');
  try {
    for (let at = start; at < end; ) {
      const chunk = Buffer.allocUnsafe(Math.min(READ_SIZE, end - at));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) {
        throw new SealdropError('unexpected', { cause: 'the file ends before the range' });
      }
      yield chunk.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
