/** What `send` is given: files, and folders with all that is in them, under the paths that they are sent by. */
import type { Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { SealdropError } from '../shared/errors.ts';
import { FILES_MAX } from '../shared/limits.ts';
import { sendablePaths } from '../shared/paths.ts';
import type { UploadFile } from '../shared/records/upload.ts';

export interface FoundFile extends UploadFile {
  /** Where it lies, from the root. */
  readonly place: string;
  /** When it was changed, in milliseconds with all their decimals. */
  readonly mtime: number;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** Places of what is no file and was left out: links inside folders, pipes, sockets, devices. */
  readonly skipped: readonly string[];
}

interface Growing {
  readonly files: { readonly place: string; readonly dropped: string; readonly stats: Stats }[];
  readonly skipped: string[];
}

/**
 * The files at these places, in order of their names within a folder. A link that is named itself is followed, one inside a
 * folder is not, for it may lead to what nobody meant to send. Throws files-missing, file-unreadable, too-many-files.
 */
export async function findFiles(places: readonly string[]): Promise<Found> {
  const found: Growing = { files: [], skipped: [] };
  for (const given of places) {
    const stats = await looking(given, () => stat(given));
    const place = await looking(given, () => realpath(given));
    // By the name that was given, not by where a link leads.
    const dropped = basename(resolve(given)) || 'files';
    if (stats.isDirectory()) await walk(place, dropped, found);
    else if (stats.isFile()) add(found, { place, dropped, stats });
    else throw new SealdropError('file-unreadable', { details: { file: given } });
  }
  const paths = sendablePaths(found.files.map(({ dropped }) => dropped));
  const files = found.files.map(({ place, dropped, stats }, i) => ({
    place,
    dropped,
    path: paths[i] as string,
    size: stats.size,
    // Nothing here looks inside; a browser goes by the name.
    type: '',
    modified: stats.mtimeMs >= 0 ? Math.floor(stats.mtimeMs) : null,
    mtime: stats.mtimeMs,
  }));
  return { files, skipped: found.skipped };
}

function add(found: Growing, file: Growing['files'][number]): void {
  if (found.files.length === FILES_MAX)
    throw new SealdropError('too-many-files', { details: { limit: FILES_MAX } });
  found.files.push(file);
}

async function walk(folder: string, dropped: string, found: Growing): Promise<void> {
  const names = await looking(folder, () => readdir(folder));
  for (const name of names.toSorted()) {
    const [place, below] = [join(folder, name), `${dropped}/${name}`];
    const stats = await looking(place, () => lstat(place));
    if (stats.isDirectory()) await walk(place, below, found);
    else if (stats.isFile()) add(found, { place, dropped: below, stats });
    else found.skipped.push(place);
  }
}

async function looking<T>(file: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (cause) {
    throw new SealdropError('file-unreadable', { cause, details: { file } });
  }
}
