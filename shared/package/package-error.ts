/** Errors of packages, each with what it is about. */
import { hasCode, type PackageErrorCode, SealdropError } from '../errors.ts';

/** The error with this code, about an entry of the package or the package itself. */
export function packageError(code: PackageErrorCode, file: string, cause?: unknown): SealdropError {
  return new SealdropError(code, { details: { file }, ...(cause === undefined ? {} : { cause }) });
}

/** What the readers of ZIPs throw, as it is called of a package. */
const names = [
  ['older-truncated', 'package-cut'],
  ['older-name', 'package-name'],
  ['zip-damaged', 'package-altered'],
  ['older-too-many', 'package-altered'],
] as const;

/** Runs `work`; what it throws of older files is called by a package's own codes. */
export async function ofPackage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const found = names.find(([older]) => hasCode(error, older));
    if (!found || !(error instanceof SealdropError)) throw error;
    throw packageError(found[1], error.details.file ?? '', error);
  }
}
