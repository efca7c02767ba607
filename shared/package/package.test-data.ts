/** Packages in memory for tests, and what a stranger can do to one. */
import type { StoredFile } from '../archive/stored-file.ts';
import { type Bytes, concat } from '../bytes.ts';
import { sealShare } from '../crypto/share.test-data.ts';
import { openPackageByLink } from './open-package-header.ts';
import { zippedEntries } from './package-entries.ts';
import { checkChunks, openPackage, readPackage } from './read-package.ts';
import { writePackage } from './write-package.ts';

const never = new AbortController().signal;

export function inMemory(bytes: Bytes, path = 'package.zip'): StoredFile {
  return {
    path,
    size: bytes.length,
    async *stream(start, end) {
      yield bytes.subarray(start, end);
    },
  };
}

export async function allOf(content: AsyncIterable<Bytes>): Promise<Bytes> {
  const pieces: Bytes[] = [];
  for await (const piece of content) pieces.push(piece);
  return concat(...pieces);
}

/** A share as a package, opened by its link secret. */
export async function packed(plain: Bytes) {
  const share = await sealShare(plain);
  const { header, object, sealed } = share;
  async function* body() {
    // In pieces that fit nothing.
    for (let at = 0; at < object.length; at += 700_001) yield object.subarray(at, at + 700_001);
  }
  const zip = await allOf(writePackage(body(), async () => ({ header, manifest: sealed })));
  return { share, zip };
}

/** Everything that can be checked without a key. */
export async function checkWhole(file: StoredFile): Promise<void> {
  await checkChunks(await readPackage(await zippedEntries(file)), never, () => undefined);
}

/** All that a package holds, read and checked to its end; what was sent, without padding. */
export async function openWhole(file: StoredFile, linkSecret: Bytes): Promise<Bytes> {
  const read = await readPackage(await zippedEntries(file));
  const opened = await openPackageByLink(read, linkSecret, null);
  if (opened === 'locked') throw new Error('locked');
  const { manifest, plain } = await openPackage(read, opened, never);
  const { bodySize, paddedSize } = manifest.geometry;
  const bytes = await allOf(plain({ start: 0, end: paddedSize }));
  return bytes.slice(0, bodySize);
}
