/**
 * Files that are written whole or not at all, below one folder: into a temporary file beside their place, made durable,
 * then given their name. Nothing that is there is ever written over, and no link leads out of the folder.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, link, lstat, mkdir, open, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SealdropError } from '../shared/errors.ts';
import { shortenName } from '../shared/paths.ts';
import { isCode, syncFolder } from './durable.ts';

/** Something is where a file or its folder is to be. */
export class TakenError extends Error {
  readonly path: string;

  constructor(path: string) {
    super('taken');
    this.path = path;
  }
}

/** The folder, or something in it, cannot be written. */
export class UnwritableError extends Error {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super('unwritable', { cause });
    this.path = path;
  }
}

export interface OutFolder {
  /**
   * Writes `content` to `path`, whose parts are names alone. Answers where it is. Throws TakenError before anything is
   * read, no-space, UnwritableError, and what `content` throws; nothing is left behind then.
   */
  readonly write: (path: string, content: AsyncIterable<Uint8Array>) => Promise<string>;
  /** Where it is, with all links followed. */
  readonly root: string;
  /** Where `path` is or would be. */
  readonly placeOf: (path: string) => string;
  /** Throws TakenError where something is at `path`. */
  readonly requireFree: (path: string) => Promise<void>;
  /**
   * Gives a whole and durable file of this folder the name `path`, which it may have already. Answers where it is. Throws
   * TakenError, no-space, UnwritableError.
   */
  readonly adopt: (path: string, staged: string) => Promise<string>;
}

/** Bytes of a name that every file system takes, less room for a number. */
const NAME_MAX = 255 - 16;

/** The path, each name of it cut where a file system would not take it. */
export function writablePath(path: string): string {
  return path
    .split('/')
    .map((part) => shortenName(part, NAME_MAX))
    .join('/');
}

/** Temporary files that are there now: what ends the process in haste removes them. */
const temporaries = new Set<string>();

/** Removes what is half written. For the moment before the process ends. */
export function removeTemporaries(): void {
  for (const path of temporaries) rmSync(path, { force: true });
}

/** The folder at `path`, made where it is not there. Throws TakenError, no-space, UnwritableError. */
export async function outFolder(path: string): Promise<OutFolder> {
  const root = await makeRoot(path).catch((error: unknown) => {
    throw isCode(error, 'EEXIST', 'ENOTDIR') ? new TakenError(path) : asWriting(error, path);
  });
  const foldersOf = (below: string, made: string[]) => makeFolders(root, below.split('/').slice(0, -1), made);
  return {
    root,
    placeOf: (below) => join(root, below),
    requireFree: async (below) => {
      if (await isThere(join(root, below))) throw new TakenError(join(path, below));
    },
    adopt: async (below, staged) => {
      const shown = join(path, below);
      try {
        const [folder, place] = [await foldersOf(below, []), join(root, below)];
        if (await isSameFile(staged, place)) return shown;
        await giveName(staged, place, shown);
        await syncFolder(folder);
        return shown;
      } catch (error) {
        throw asWriting(error, shown);
      }
    },
    async write(below, content) {
      const made: string[] = [];
      try {
        const folder = await foldersOf(below, made);
        const place = join(root, below);
        if (await isThere(place)) throw new TakenError(join(path, below));
        await writeNew({ folder, place, name: join(path, below) }, content);
        return join(path, below);
      } catch (error) {
        // The innermost first; one that somebody has put something into stays.
        for (const folder of made.toReversed()) await rmdir(folder).catch(() => undefined);
        throw asWriting(error, join(path, below));
      }
    },
  };
}

async function makeRoot(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return await realpath(path);
}

/** Runs work that writes at or below `path`. Throws no-space, UnwritableError, and what else the work throws. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asWriting(error, path);
  }
}

/** What the system says while `path` is written, as what it means for a person. */
export function asWriting(error: unknown, path: string): unknown {
  if (isCode(error, 'ENOSPC', 'EDQUOT')) return new SealdropError('no-space', { cause: error });
  return error instanceof Error && 'syscall' in error ? new UnwritableError(path, error) : error;
}

/** One folder after another, so that none of them is a link to somewhere else. */
async function makeFolders(root: string, names: readonly string[], made: string[]): Promise<string> {
  let folder = root;
  for (const name of names) {
    folder = join(folder, name);
    try {
      await mkdir(folder);
      made.push(folder);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
      if (!(await lstat(folder)).isDirectory()) throw new TakenError(folder);
    }
  }
  return folder;
}

interface Place {
  readonly folder: string;
  readonly place: string;
  /** As the person knows it. */
  readonly name: string;
}

async function writeNew({ folder, place, name }: Place, content: AsyncIterable<Uint8Array>): Promise<void> {
  const temporary = await stage(folder, content);
  try {
    await giveName(temporary, place, name);
    await syncFolder(dirname(place));
  } finally {
    await discard(temporary);
  }
}

/** All of `content` in a durable file of `folder` that has no name yet: where it is. Nothing is left where `content` throws. */
export async function stage(folder: string, content: AsyncIterable<Uint8Array>): Promise<string> {
  const temporary = join(folder, `.sealdrop-${randomBytes(8).toString('hex')}.part`);
  temporaries.add(temporary);
  try {
    // Nobody else's to read until its owner says so.
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const piece of content) await writeAll(file, piece);
      await file.sync();
    } finally {
      await file.close();
    }
    return temporary;
  } catch (error) {
    await discard(temporary);
    throw error;
  }
}

/** Takes away what was staged; under its name, if it has one, the file stays. */
export async function discard(temporary: string): Promise<void> {
  await rm(temporary, { force: true });
  temporaries.delete(temporary);
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length; ) {
    at += (await file.write(piece, at, piece.length - at)).bytesWritten;
  }
}

/** A second name, for that is never put over another file; rename would. Throws TakenError. */
export async function giveName(temporary: string, place: string, name: string): Promise<void> {
  try {
    await link(temporary, place);
  } catch (error) {
    if (isCode(error, 'EEXIST')) throw new TakenError(name);
    // Some file systems know no second names: an empty file takes the place first.
    if (!isCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
    renameNew(temporary, place, name);
  }
}

/** Without a pause, so that no signal is heard while the empty file stands there. */
function renameNew(temporary: string, place: string, name: string): void {
  try {
    closeSync(openSync(place, 'wx'));
  } catch (error) {
    throw isCode(error, 'EEXIST') ? new TakenError(name) : error;
  }
  try {
    renameSync(temporary, place);
  } catch (error) {
    rmSync(place, { force: true });
    throw error;
  }
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((path) => lstat(path).catch(() => null)));
  // Moved already, by a file system without second names.
  if (!one && other) return true;
  return one?.ino === other?.ino && one?.dev === other?.dev && one !== null;
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    (error: unknown) => {
      if (isCode(error, 'ENOENT')) return false;
      throw error;
    },
  );
}
