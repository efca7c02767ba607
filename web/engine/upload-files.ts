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
 * The picked files in the order of the upload, under the paths that they are sent by. A file counts as the same by its
 * path as it was dropped, else, for a chooser may give other folders, by name, size and time. Throws file-changed where a
 * file has another size or time now, files-missing where one is not among them.
 */
export function matchFiles(wanted: readonly UploadFile[], picked: readonly DroppedFile[]): DroppedFile[] {
  const byPath = new Map(picked.map((one) => [one.path, one]));
  const byName = new Map<string, DroppedFile[]>();
  for (const one of picked) {
    const name = nameOf(one.path);
    byName.set(name, [...(byName.get(name) ?? []), one]);
  }
  return wanted.map((file) => {
    const exact = byPath.get(file.dropped);
    const alike = byName.get(nameOf(file.dropped)) ?? [];
    const found = [...(exact ? [exact] : []), ...alike].find((one) => isSame(file, one.file));
    if (found) return { path: file.path, file: found.file };
    const changed = exact ?? alike[0];
    throw new SealdropError(changed ? 'file-changed' : 'files-missing', { details: { file: file.path } });
  });
}

function isSame({ size, modified }: UploadFile, file: File): boolean {
  return file.size === size && timeOf(file) === modified;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
