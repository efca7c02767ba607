/** What reaches a Blob or a file: the same bytes, in few pieces. */
import { describe, expect, it } from 'vitest';
import { concat, equal, random } from '../../shared/bytes.ts';
import { coalesced, saveToHandle } from './sinks.ts';

async function* cut(bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] as number;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function all(content: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return pieces;
}

describe('coalesced', () => {
  it.each([[[1]], [[7]], [[99, 1, 100]], [[100]], [[3, 250]], [[0, 30]], [[1_000]]])(
    'keeps the bytes of pieces of %j',
    async (sizes) => {
      for (const length of [0, 1, 99, 100, 101, 1_000]) {
        const bytes = random(length);
        const pieces = await all(coalesced(cut(bytes, sizes), 100));
        expect(concat(...pieces)).toEqual(bytes);
        expect(pieces.slice(0, -1).every((piece) => piece.length >= 100)).toBe(true);
        expect(pieces.every((piece) => piece.length > 0)).toBe(true);
      }
    },
  );

  it('waits for no more than it gives', async () => {
    let taken = 0;
    async function* counting() {
      for (;;) {
        taken++;
        yield new Uint8Array(10);
      }
    }
    for await (const piece of coalesced(counting(), 100)) {
      expect([piece.length, taken]).toEqual([100, 10]);
      break;
    }
  });
});

it('writes to a file a mebibyte at a time', async () => {
  const bytes = random(2_500_000);
  const written: Uint8Array[] = [];
  const writable = {
    write: async (piece: Uint8Array) => void written.push(piece),
    close: async () => {},
  };
  // Only what saving uses of a handle; a real one needs a browser and a person.
  const handle = { createWritable: async () => writable } as unknown as FileSystemFileHandle;
  await saveToHandle(handle, cut(bytes, [60]));
  expect(written.map(({ length }) => length)).toEqual([1_048_576, 1_048_576, 402_848]);
  expect(equal(concat(...written), bytes)).toBe(true);
});
