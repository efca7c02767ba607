/**
 * What the readers of older files read from: a file of the browser, of a disk, of a bucket, or an entry of a ZIP. It is
 * read by ranges and in pieces, so that none of them ever has to be in memory whole. docs/older-files.md.
 */
import { type Bytes, concat, fromUtf8 } from '../bytes.ts';
import { type OlderErrorCode, SealdropError } from '../errors.ts';

/** A file whose size is known, and its path below what was given, with "/" between folders. */
export interface StoredFile {
  readonly path: string;
  readonly size: number;
  /** The bytes from `start` up to `end`, in order, in pieces of any size. Throws file-unreadable, and what its kind throws. */
  readonly stream: (start: number, end: number) => AsyncIterable<Uint8Array>;
}

/** Bytes that are read, decrypted or hashed at once. */
export const BLOCK_SIZE = 1_048_576;

/** The same bytes in blocks of exactly `size`, the last one shorter; none where there are no bytes. Holds one block. */
export async function* blocks(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Bytes, void> {
  let block = new Uint8Array(size);
  let filled = 0;
  for await (const piece of content) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + size - filled);
      block.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < size) continue;
      yield block;
      // A new one, for whoever took the last may still hold it.
      block = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield block.slice(0, filled);
}

/** The bytes from `start` up to `end`, at once. Throws older-truncated where there are fewer. */
export async function readRange(file: StoredFile, start: number, end: number): Promise<Bytes> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.stream(start, end)) pieces.push(piece);
  const bytes = concat(...pieces);
  if (bytes.length !== end - start) throw olderError('older-truncated', file.path);
  return bytes;
}

/** All of a file of at most `max` bytes. Throws older-malformed for a larger one, without reading it. */
async function readWhole(file: StoredFile, max: number): Promise<Bytes> {
  if (file.size > max) throw olderError('older-malformed', file.path);
  return await readRange(file, 0, file.size);
}

/** The UTF-8 text of a file of at most `max` bytes. Throws older-malformed. */
export async function readText(file: StoredFile, max: number): Promise<string> {
  const bytes = await readWhole(file, max);
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw olderError('older-malformed', file.path, cause);
  }
}

/** The error with this code, about the file at this path. */
export function olderError(code: OlderErrorCode, file: string, cause?: unknown): SealdropError {
  return new SealdropError(code, { details: { file }, ...(cause === undefined ? {} : { cause }) });
}

/** The folder of a path with its "/", empty where it has none. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Names beside a file of this name that belong to it, where somebody names only one of them. */
export function olderCompanions(name: string): readonly string[] {
  if (!name.endsWith('.enc')) return [];
  const isKey = name.endsWith('.key.enc');
  const other = isKey ? name.replace(/\.key\.enc$/, '.enc') : name.replace(/\.enc$/, '.key.enc');
  return [other, 'ephemeral_public_key.pem'];
}
