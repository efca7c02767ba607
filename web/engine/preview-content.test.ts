/** What is decided before anything is drawn: how much is fetched, what it is, and what is too much. Drawing: e2e/preview.spec.ts. */
import { describe, expect, it } from 'vitest';
import { type Bytes, utf8 } from '../../shared/bytes.ts';
import { bytesToTake, previewOf } from './preview-content.ts';

const MAX = 32 * 1_048_576;

/** The head of a PNG of this size. */
function png(width: number, height: number): Bytes {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

describe('a preview', () => {
  it('takes files of up to 32 MiB whole, and of larger ones what can be shown of a text', () => {
    expect([0, 1, MAX, MAX + 1, 2 ** 40].map(bytesToTake)).toEqual([0, 1, MAX, 1_048_577, 1_048_577]);
  });
  it('of a text is the text, and says whether all of it was verified', async () => {
    expect(await previewOf(utf8('words'), 5, 100)).toEqual({
      kind: 'text',
      text: 'words',
      length: 5,
      isWhole: true,
    });
    expect(await previewOf(utf8('a'.repeat(1_048_577)), MAX + 1, 100)).toMatchObject({
      length: 1_048_576,
      isWhole: false,
    });
  });
  it('of neither says so', async () => {
    expect(await previewOf(new Uint8Array([0xff, 0, 1]), 3, 100)).toEqual({ kind: 'neither' });
  });
  it('draws no part of an image', async () => {
    expect(await previewOf(png(10, 10), MAX + 1, 100)).toEqual({ kind: 'too-large', limit: MAX });
  });
  it('draws no image of more pixels than 64 million, nor one that is longer than any other', async () => {
    for (const [width, height] of [
      [60_000, 60_000],
      [8_001, 8_000],
      [65_536, 1],
      [2 ** 32 - 1, 2 ** 32 - 1],
    ] as const) {
      expect(await previewOf(png(width, height), 33, 100)).toEqual({
        kind: 'too-many-pixels',
        width,
        height,
        limit: 64_000_000,
      });
    }
  });
  it('says of what begins like an image, and is none, that it cannot be drawn', async () => {
    expect(await previewOf(png(0, 10), 33, 100)).toEqual({ kind: 'unreadable', format: 'PNG' });
    // Node draws nothing: as good as a browser that cannot.
    expect(await previewOf(png(8_000, 8_000), 33, 100)).toEqual({ kind: 'unreadable', format: 'PNG' });
  });
});
