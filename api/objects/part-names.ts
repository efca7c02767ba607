/**
 * A part on the disk is a file whose name says all that is known of it: number, size, SHA-256. The name appears only
 * after the bytes were checked against it, so listing and completing read one folder and no file, and parts of one
 * number with different bytes stand side by side: a late PUT of an older sealing never overwrites a newer one. Which of
 * them came last a file "order" in the folder says, a line for each in the order in which they came: a copy of the folder
 * keeps it, as it need not keep the times of files.
 */
import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes } from '../../shared/bytes.ts';
import { fromHex, toHex } from '../../shared/bytes.ts';
import { isFileError } from './durable.ts';

export const ORDER_NAME = 'order';

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

/**
 * Writes down that a part comes now, before its file has its name. Not waited for until it is on the disk: where a crash
 * takes a line, a part is sent once more at the worst.
 */
export async function noteArrival(folder: string, name: string): Promise<void> {
  // Begins a line of its own also after one that a crash has cut.
  await appendFile(join(folder, ORDER_NAME), `\n${name}`, { mode: 0o600 });
}

/** One file a number, in order of number: of several the one that came last, whenever its copy was made. */
export async function latestParts(folder: string, files: readonly PartFile[]): Promise<PartFile[]> {
  const byNumber = new Map<number, PartFile>();
  let order: ReadonlyMap<string, number> | null = null;
  for (const file of files) {
    const other = byNumber.get(file.number);
    if (other) order ??= await readOrder(folder);
    if (!other || !order || (await cameLater(folder, order, [file, other]))) byNumber.set(file.number, file);
  }
  return [...byNumber.values()].toSorted((a, b) => a.number - b.number);
}

/** By name the place of each part in the order in which they came. */
async function readOrder(folder: string): Promise<ReadonlyMap<string, number>> {
  try {
    const lines = (await readFile(join(folder, ORDER_NAME), 'utf8')).split('\n');
    return new Map(lines.map((name, place) => [name, place]));
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return new Map();
    throw error;
  }
}

/** What is not written down came before all that is: to a version that did not write, and then its file's time tells. */
async function cameLater(
  folder: string,
  order: ReadonlyMap<string, number>,
  [file, other]: readonly [PartFile, PartFile],
): Promise<boolean> {
  const [place, otherPlace] = [order.get(file.name) ?? -1, order.get(other.name) ?? -1];
  if (place !== otherPlace) return place > otherPlace;
  return (await changedAt(folder, file)) >= (await changedAt(folder, other));
}

async function changedAt(folder: string, file: PartFile): Promise<number> {
  return (await stat(join(folder, file.name))).mtimeMs;
}

/** The ETag of bytes with this SHA-256, quoted as in HTTP. */
export function etagOf(sha256: Uint8Array): string {
  return `"${toHex(sha256)}"`;
}
