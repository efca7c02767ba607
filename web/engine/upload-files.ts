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

/**
 * The picked files in the order of the upload, under the paths that they are sent by. A file counts as the same by size, time
 * and its path as it was dropped, else, for a chooser may give other folders, by as much of that path from its end as
 * one of them has; each counts once. Throws file-changed where a file has another size or time now, files-missing where
 * one is not among them, or where two could be it: of what was not sent yet nothing would tell which.
 */
export function matchFiles(wanted: readonly UploadFile[], picked: readonly DroppedFile[]): DroppedFile[] {
  const found = new Map<UploadFile, DroppedFile>();
  // What is chosen in several goes may hold a file twice: it is the newest that the browser reads.
  const each = new Map(picked.map((one) => [`${one.file.size} ${timeOf(one.file)} ${one.path}`, one]));
  const free = new Set(each.values());
  /** Gives each file that has none yet the only one that stands there under one of its keys. */
  function match(
    standing: ReadonlyMap<string, readonly DroppedFile[]>,
    pathsOf: (path: string) => string[],
  ): void {
    for (const file of wanted) {
      if (found.has(file)) continue;
      for (const path of pathsOf(file.dropped)) {
        const [one, other] = (standing.get(path) ?? []).filter(
          (there) => free.has(there) && isSame(file, there.file),
        );
        if (other) throw new SealdropError('files-missing', { details: { file: file.path } });
        if (!one) continue;
        found.set(file, one);
        free.delete(one);
        break;
      }
    }
  }

  match(
    byPaths([...free], (path) => [path]),
    (path) => [path],
  );
  // A whole folder is picked as it was dropped nearly always.
  if (found.size < wanted.length) match(byPaths([...free], tailsOf), tailsOf);

  const names = new Set([...free].map(({ path }) => nameOf(path)));
  return wanted.map((file) => {
    const one = found.get(file);
    if (one) return { path: file.path, file: one.file };
    const code = names.has(nameOf(file.dropped)) ? 'file-changed' : 'files-missing';
    throw new SealdropError(code, { details: { file: file.path } });
  });
}

function byPaths(
  files: readonly DroppedFile[],
  pathsOf: (path: string) => string[],
): Map<string, DroppedFile[]> {
  const found = new Map<string, DroppedFile[]>();
  for (const file of files) {
    for (const path of pathsOf(file.path)) {
      const there = found.get(path);
      if (there) there.push(file);
      else found.set(path, [file]);
    }
  }
  return found;
}

/** A path, then the same without its first folder, and so on to the name. */
function tailsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(i).join('/'));
}

function isSame({ size, modified }: UploadFile, file: File): boolean {
  return file.size === size && timeOf(file) === modified;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
