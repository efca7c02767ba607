/**
 * A part on the disk is a file whose name says all that is known of it: number, size, SHA-256. The name appears only
 * after the bytes were checked against it, so listing and completing read one folder and no file, and parts of one
 * number with different bytes stand side by side: a late PUT of an older sealing never overwrites a newer one.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes } from '../../shared/bytes.ts';
import { fromHex, toHex } from '../../shared/bytes.ts';

export interface PartFile {
  readonly name: string;
  readonly number: number;
  readonly size: number;
  readonly sha256: Bytes;
}

const pattern = /^(\d{1,5})\.(\d{1,16})\.([0-9a-f]{64})$/;

export function partName(number: number, size: number, sha256: Uint8Array): string {
  return `${number}.${size}.${toHex(sha256)}`;
}

/** Those names that are parts. */
export function readPartNames(names: readonly string[]): PartFile[] {
  return names.flatMap((name) => {
    const [, number, size, sha256] = pattern.exec(name) ?? [];
    if (number === undefined || size === undefined || sha256 === undefined) return [];
    return [{ name, number: Number(number), size: Number(size), sha256: fromHex(sha256) }];
  });
}

/** One file a number, the latest where there are several, in order of number. */
export async function latestParts(folder: string, files: readonly PartFile[]): Promise<PartFile[]> {
  const byNumber = new Map<number, PartFile>();
  for (const file of files) {
    const other = byNumber.get(file.number);
    if (!other || (await changedAt(folder, file)) >= (await changedAt(folder, other)))
      byNumber.set(file.number, file);
  }
  return [...byNumber.values()].toSorted((a, b) => a.number - b.number);
}

async function changedAt(folder: string, file: PartFile): Promise<number> {
  return (await stat(join(folder, file.name))).mtimeMs;
}

/** The ETag of bytes with this SHA-256, quoted as in HTTP. */
export function etagOf(sha256: Uint8Array): string {
  return `"${toHex(sha256)}"`;
}
