/**
 * Files of a disk for the readers of older files: one with what belongs to it, or all in a folder. Names are read as
 * bytes, for those of a system's earlier days are no UTF-8 and open by their bytes alone.
 */
import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BLOCK_SIZE, olderCompanions, type StoredFile } from '../shared/archive/stored-file.ts';
import { fromUtf8 } from '../shared/bytes.ts';
import { SealdropError } from '../shared/errors.ts';

/** What is at a path. */
export interface Listing {
  readonly files: readonly StoredFile[];
  /** Paths of what is no file: links to folders and to nothing, pipes, sockets, devices. */
  readonly skipped: readonly string[];
  /** What could not be looked at, each a file-unreadable. */
  readonly failures: readonly SealdropError[];
}

/**
 * What is at `path`: a folder's files, in order of their names; or one file, first, and beside it those that its name asks
 * for. Links to folders are not followed. Throws file-unreadable where `path` itself is neither.
 */
export async function diskFiles(path: string): Promise<Listing> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (found.isDirectory()) {
    const listing = { files: [], skipped: [], failures: [] };
    await walk({ bytes: Buffer.from(path), path: '', shown: path }, listing);
    return listing;
  }
  if (!found.isFile()) throw unreadable(path, new Error('neither a file nor a folder'));
  const beside = olderCompanions(basename(path)).map(async (name): Promise<StoredFile[]> => {
    const place = join(dirname(path), name);
    const other = await stat(place).catch(() => null);
    return other?.isFile() ? [diskFile(Buffer.from(place), name, other)] : [];
  });
  const others = await Promise.all(beside);
  const files = [diskFile(Buffer.from(path), basename(path), found), ...others.flat()];
  return { files, skipped: [], failures: [] };
}

interface Folder {
  readonly bytes: Buffer;
  /** Below what was given, with its "/". */
  readonly path: string;
  readonly shown: string;
}

type Growing = { -readonly [K in keyof Listing]: Listing[K][number][] };

async function walk(folder: Folder, listing: Growing): Promise<void> {
  let entries: Buffer[];
  try {
    entries = await readdir(folder.bytes, { encoding: 'buffer' });
  } catch (cause) {
    listing.failures.push(unreadable(folder.shown, cause));
    return;
  }
  const taken = new Set<string>();
  for (const entry of entries.sort((a, b) => a.compare(b))) {
    let name = nameOf(entry);
    // The same name in two encodings.
    while (taken.has(name)) name = `_${name}`;
    taken.add(name);
    await add({ bytes: Buffer.concat([folder.bytes, SLASH, entry]), path: folder.path + name }, listing);
  }
}

const SLASH = Buffer.from('/');
/** What the system says of a link that leads to nothing, or to itself. */
const NOWHERE = ['ENOENT', 'ENOTDIR', 'ELOOP'];

async function add({ bytes, path }: Omit<Folder, 'shown'>, listing: Growing): Promise<void> {
  try {
    const isLink = (await lstat(bytes)).isSymbolicLink();
    const found = await stat(bytes).catch((error: NodeJS.ErrnoException) => {
      if (isLink && NOWHERE.includes(error.code ?? '')) return null;
      throw error;
    });
    if (found?.isFile()) listing.files.push(diskFile(bytes, path, found));
    else if (found?.isDirectory() && !isLink) await walk({ bytes, path: `${path}/`, shown: path }, listing);
    else listing.skipped.push(path);
  } catch (cause) {
    listing.failures.push(unreadable(path, cause));
  }
}

/** Each byte a character where it is no UTF-8, as Latin-1 has it. */
function nameOf(bytes: Buffer): string {
  try {
    return fromUtf8(new Uint8Array(bytes));
  } catch {
    return bytes.toString('latin1');
  }
}

function diskFile(place: Buffer, path: string, { size }: Stats): StoredFile {
  return { path, size, stream: (start, end) => stream({ place, path }, start, end) };
}

async function* stream(
  { place, path }: { readonly place: Buffer; readonly path: string },
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void> {
  const file = await open(place, constants.O_RDONLY).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    for (let at = start; at < end; ) {
      const length = Math.min(BLOCK_SIZE, end - at);
      const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, at);
      // It was as long as that when it was looked at.
      if (bytesRead === 0) throw new Error('shorter than before');
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    await file.close();
  }
}

function unreadable(file: string, cause: unknown): SealdropError {
  return new SealdropError('file-unreadable', { cause, details: { file } });
}
