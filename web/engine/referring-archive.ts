/**
 * One ZIP as a Blob that refers to the files in it: only what a ZIP says of them is new. So files of any size are in it
 * at once, on no disk a second time and not in memory.
 */
import { SealdropError } from '../../shared/errors.ts';
import { archive } from './archive.ts';

export interface ReferredFile {
  readonly path: string;
  readonly file: Blob;
  /** All bytes of `file`, read once for their checksum. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** A ZIP of these files, stored under their paths. Throws what reading one throws, and damaged where it has other bytes than its size says. */
export async function referringArchive(files: readonly ReferredFile[]): Promise<Blob> {
  const contents = new WeakSet<ArrayBufferLike>();
  async function* plain() {
    for (const { content } of files) {
      for await (const piece of content) {
        contents.add(piece.buffer);
        yield piece;
      }
    }
  }
  const entries = files.map(({ path, file }) => ({ path, size: file.size, modified: null }));
  const filled = files.filter(({ file }) => file.size > 0).values();
  const parts: BlobPart[] = [];
  let size = 0;
  let isInFile = false;
  for await (const piece of archive(entries, plain())) {
    size += piece.length;
    const isOfFile = contents.has(piece.buffer);
    if (!isOfFile) parts.push(piece.slice());
    // Before each file stands what the ZIP says of it.
    else if (!isInFile) parts.push(filled.next().value?.file ?? '');
    isInFile = isOfFile;
  }
  const zip = new Blob(parts, { type: 'application/octet-stream' });
  // It would be another ZIP if contents did not come through as they went in.
  if (zip.size !== size) throw new SealdropError('unexpected');
  return zip;
}
