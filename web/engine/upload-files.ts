/** The files of an upload: what is kept of them, and whether files that were picked again are the same. */
import { SealdropError } from '../../shared/errors.ts';
import { sendablePaths } from '../../shared/paths.ts';
import type { UploadFile } from '../../shared/records/upload.ts';
import type { DroppedFile } from './protocol.ts';

/** What is kept of dropped files, in their order, under the paths that they are sent by. */
export function describeFiles(files: readonly DroppedFile[]): UploadFile[] {
  const paths = sendablePaths(files.map(({ path }) => path));
  return files.map(({ path, file }, i) => ({
    dropped: path,
    path: paths[i] as string,
    size: file.size,
    type: file.type.slice(0, 100),
    modified: timeOf(file),
  }));
}

function timeOf(file: File): number | null {
  return file.lastModified >= 0 ? file.lastModified : null;
}

/** Where a file stood, or stands, and what tells it from another there. */
interface Standing {
  readonly path: string;
  readonly size: number;
  readonly modified: number | null;
}

/**
 * The picked files in the order of the upload, under the paths that they are sent by. A file counts as the same by size, time
 * and its path as it was dropped, else, for a chooser may give other folders, by as much of that path from its end as
 * no other has. Throws file-changed where a file has another size or time now, files-missing where one is not among them or
 * could be another: of what was not sent yet nothing would tell which.
 */
export function matchFiles(wanted: readonly UploadFile[], picked: readonly DroppedFile[]): DroppedFile[] {
  const missing = new Map<UploadFile, Standing>(
    wanted.map((file) => [file, { ...file, path: file.dropped }]),
  );
  // What is chosen in several goes may hold a file twice: it is the newest that the browser reads.
  const free = new Map(picked.map((one) => [keyOf(standingOf(one)), one]));
  const found = new Map<UploadFile, DroppedFile>();

  /** Pairs those whose keys no other has. Whatever may be the same file by another path goes with the one that is found. */
  function pair(keyFor: (one: Standing) => string | null): void {
    const there = grouped([...free].map(([at, one]) => [at, keyFor(standingOf(one))] as const));
    const lost = grouped([...missing].map(([file, standing]) => [file, keyFor(standing)] as const));
    const [whole, tails] = [new Set<string>(), new Set<string>()];
    for (const [key, [file, another]] of lost) {
      const [at, other] = there.get(key) ?? [];
      const one = free.get(at ?? '');
      if (!file || another || at === undefined || other !== undefined || !one) continue;
      found.set(file, one);
      missing.delete(file);
      free.delete(at);
      whole.add(at);
      for (const tail of tailsOf(standingOf(one))) tails.add(tail);
    }
    if (whole.size === 0) return;
    for (const [at, one] of free) {
      if (tails.has(at) || tailsOf(standingOf(one)).some((tail) => whole.has(tail))) free.delete(at);
    }
  }

  pair(keyOf);
  // A whole folder is picked as it was dropped nearly always.
  const depth = [...missing.values()].reduce((most, { path }) => Math.max(most, path.split('/').length), 0);
  for (let length = depth; length > 0 && missing.size > 0; length--) pair((one) => tailOf(one, length));

  return wanted.map((file) => {
    const one = found.get(file);
    if (one) return { path: file.path, file: one.file };
    const named = [...free.values()].filter(({ path }) => nameOf(path) === nameOf(file.dropped));
    const isChanged = named.length > 0 && !named.some((there) => isSame(file, there.file));
    throw new SealdropError(isChanged ? 'file-changed' : 'files-missing', { details: { file: file.path } });
  });
}

function standingOf({ path, file }: DroppedFile): Standing {
  return { path, size: file.size, modified: timeOf(file) };
}

function grouped<T>(keyed: readonly (readonly [T, string | null])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [one, key] of keyed) {
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

function keyOf({ path, size, modified }: Standing): string {
  return `${size} ${modified} ${path}`;
}

/** The key by so many last parts of its path, or null where it has fewer. */
function tailOf(one: Standing, length: number): string | null {
  const parts = one.path.split('/');
  return parts.length < length ? null : keyOf({ ...one, path: parts.slice(-length).join('/') });
}

/** The keys by every tail of its path. */
function tailsOf(one: Standing): string[] {
  return one.path.split('/').map((_, i) => tailOf(one, i + 1) ?? '');
}

function isSame({ size, modified }: UploadFile, file: File): boolean {
  return file.size === size && timeOf(file) === modified;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
