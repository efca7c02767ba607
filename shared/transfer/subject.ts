/** What one save takes of a share: a file by its path or everything, and where its bytes stand in the body. */
import { type Bytes, bigEndian, concat, sha256 } from '../bytes.ts';
import { plainPart } from '../crypto/body.ts';
import { labelled } from '../crypto/labels.ts';
import type { Manifest, ManifestFile } from '../crypto/manifest.ts';
import type { BodyRange } from './receive.ts';

export interface Subject {
  readonly files: readonly ManifestFile[];
  /** Of the one file, null for an archive of several. */
  readonly path: string | null;
  readonly range: BodyRange;
}

/** The file at `path`, or for null everything; null where there is no such file. */
export function subjectOf({ files }: Pick<Manifest, 'files'>, path: string | null): Subject | null {
  const wanted = path === null ? files : files.filter((file) => file.path === path);
  const [first] = wanted;
  if (!first) return null;
  const start = sum(files.slice(0, files.indexOf(first)));
  const range = { start, end: start + sum(wanted) };
  return { files: wanted, path: wanted.length === 1 ? first.path : null, range };
}

function sum(files: readonly ManifestFile[]): number {
  return files.reduce((total, { size }) => total + size, 0);
}

/** Names the body, as its sender has signed it, and a range of it: equal for equal bytes alone. 32 bytes. */
export function sourceOf(
  { bodyHeader, digests }: Pick<Manifest, 'bodyHeader' | 'digests'>,
  { start, end }: BodyRange,
): Promise<Bytes> {
  return sha256(labelled('staged', bigEndian(start, 8), bigEndian(end, 8), bodyHeader, digests));
}

/** Where the piece that begins at `at` of a range ends, both counted from its start: pieces end where parts do. */
export function pieceEnd(
  { geometry }: Pick<Manifest, 'geometry'>,
  { start, end }: BodyRange,
  at: number,
): number {
  const { size } = plainPart(geometry, 0);
  return Math.min(end, (Math.floor((start + at) / size) + 1) * size) - start;
}

/** A hash over all pieces so far, from the one before and the next piece: 32 bytes. */
export async function chained(chain: Bytes, piece: Bytes): Promise<Bytes> {
  return sha256(concat(chain, await sha256(piece)));
}
