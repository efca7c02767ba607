/** A package on the disk: the ZIP, or the folder that it was unpacked to. */

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { SealdropError } from '../shared/errors.ts';
import { unpackedEntries, zippedEntries } from '../shared/package/package-entries.ts';
import { type Package, readPackage } from '../shared/package/read-package.ts';
import { diskFiles } from './disk-files.ts';

/** All of it that needs no key, the chunks' contents aside. Throws file-unreadable, and what reading a package throws. */
export async function packageAt(path: string): Promise<Package> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new SealdropError('file-unreadable', { cause, details: { file: path } });
  });
  const { files, failures } = await diskFiles(path);
  const [failure] = failures;
  if (failure) throw failure;
  if (found.isDirectory()) return await readPackage(unpackedEntries(files, path));
  const [zip] = files;
  if (!zip) throw new SealdropError('file-unreadable', { details: { file: path } });
  return await readPackage(await zippedEntries({ ...zip, path: basename(path) }));
}
