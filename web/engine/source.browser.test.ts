/** Reading files into parts, by whatever way is fastest: always the bytes of the files, and zeros behind them. */
import { describe, expect, it } from 'vitest';
import { type Bytes, random } from '../../shared/bytes.ts';
import { bodyGeometry, plainPart, storedPart } from '../../shared/crypto/body.ts';
import { plaintextIn } from '../../shared/transfer/sealed-part.ts';
import { bodySource } from './source.ts';

const PART = 8_387_584;

/** Files of these sizes, and what they are end to end. */
function filesOf(sizes: readonly number[]) {
  const pieces = sizes.map((size) => {
    const piece = new Uint8Array(size).fill(size % 251);
    piece.set(random(Math.min(size, 65_536)));
    return piece;
  });
  const files = pieces.map((piece, i) => ({ path: `${i}`, file: new File([piece], `${i}`) }));
  return { files, whole: new Uint8Array(pieces.flatMap((piece) => [...piece])) };
}

function expected(whole: Bytes, index: number): Bytes {
  const { offset, size } = plainPart(bodyGeometry(whole.length), index);
  const plain = new Uint8Array(size);
  plain.set(whole.subarray(offset, offset + size));
  return plain;
}

/** Not by expect: a difference in eight million numbers takes a minute to print. */
function isSame(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

describe('the parts of files', () => {
  for (const [name, sizes] of [
    ['one large', [2 * PART + 5_000_000]],
    ['a few', [3_000_000, 0, 9_000_000, 1]],
    ['many small ones', Array.from({ length: 400 }, (_, i) => 3_000 + i)],
  ] as const) {
    it(`${name}: in order, at once, again and backwards`, async () => {
      const { files, whole } = filesOf(sizes);
      const geometry = bodyGeometry(whole.length);
      const source = bodySource({ files, joined: new Blob(files.map(({ file }) => file)) }, geometry);
      const indices = Array.from({ length: geometry.parts }, (_, i) => i);
      const check = async (index: number) => {
        const part = await source.read(index);
        expect(part.length).toBe(storedPart(geometry, index).size);
        expect(isSame(plaintextIn(geometry, index, part), expected(whole, index))).toBe(true);
        // What was sealed in it is not to be seen in the next one.
        part.fill(255);
        source.reuse(part);
      };
      for (const index of indices) await check(index);
      await Promise.all(indices.map(check));
      for (const index of indices.toReversed()) await check(index);
      source.close();
    });
  }
});

/** One Blob over files, of which the first so many reads fail as those of a drive that is away. */
function failing(files: readonly { file: File }[], times: number): Blob {
  const joined = new Blob(files.map(({ file }) => file));
  let left = times;
  const away = () => new DOMException('away', 'NotReadableError');
  const slice = joined.slice.bind(joined);
  joined.slice = (start, end) => {
    const range = slice(start, end);
    range.stream = () =>
      new ReadableStream({
        type: 'bytes',
        pull: (controller) => controller.error(away()),
      });
    const read = range.arrayBuffer.bind(range);
    range.arrayBuffer = async () => {
      if (left-- > 0) throw away();
      return read();
    };
    return range;
  };
  return joined;
}

describe('a file that cannot be read', () => {
  it('for a moment is read then', async () => {
    const { files, whole } = filesOf([PART + 5]);
    const source = bodySource({ files, joined: failing(files, 2) }, bodyGeometry(whole.length));
    const part = await source.read(0);
    expect(isSame(plaintextIn(bodyGeometry(whole.length), 0, part), expected(whole, 0))).toBe(true);
    source.close();
  });

  it('is given up after a while, or at once when nobody wants it any more', async () => {
    const { files, whole } = filesOf([5]);
    const joined = failing(files, Number.POSITIVE_INFINITY);
    const source = bodySource({ files, joined }, bodyGeometry(whole.length));
    await expect(source.read(0)).rejects.toMatchObject({ code: 'file-unreadable' });
    const reading = source.read(0);
    source.close();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});
