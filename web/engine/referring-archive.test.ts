/** A ZIP that refers to its files is, byte for byte, the one that holds them. */
import { expect, it } from 'vitest';
import { concat, equal, random } from '../../shared/bytes.ts';
import { archive } from './archive.ts';
import { referringArchive } from './referring-archive.ts';

const SIZES = [0, 1, 100_000, 0, 70_000, 0];

async function* inPieces(bytes: Uint8Array<ArrayBuffer>) {
  for (let at = 0; at < bytes.length; at += 32_768) yield bytes.subarray(at, at + 32_768);
}

it('has the bytes of an archive of the same files', async () => {
  const contents = SIZES.map((size) => random(size));
  const entries = contents.map((bytes, i) => ({ path: `in/${i}`, size: bytes.length, modified: null }));
  const held: Uint8Array[] = [];
  for await (const piece of archive(entries, inPieces(concat(...contents)))) held.push(piece.slice());
  const zip = await referringArchive(
    contents.map((bytes, i) => ({ path: `in/${i}`, file: new Blob([bytes]), content: inPieces(bytes) })),
  );
  expect(equal(new Uint8Array(await zip.arrayBuffer()), concat(...held))).toBe(true);
});

it('is none where a file has other bytes than its size says, or cannot be read', async () => {
  const file = new Blob([random(10)]);
  for (const size of [9, 11]) {
    const made = referringArchive([{ path: 'a', file, content: inPieces(random(size)) }]);
    await expect(made).rejects.toMatchObject({ code: 'damaged' });
  }
  async function* unreadable(): AsyncGenerator<Uint8Array, void> {
    yield random(1);
    throw new Error('gone');
  }
  await expect(referringArchive([{ path: 'a', file, content: unreadable() }])).rejects.toThrow('gone');
});
