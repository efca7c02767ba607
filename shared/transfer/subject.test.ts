/** What a save takes of a body, and where its pieces end. */
import { describe, expect, it } from 'vitest';
import { random } from '../bytes.ts';
import { bodyGeometry, plainPart } from '../crypto/body.ts';
import { receiveRange } from './receive.ts';
import { pieceEnd, sourceOf, subjectOf } from './subject.ts';

const file = (path: string, size: number) => ({ path, size, type: '', modified: null });

describe('a subject', () => {
  const files = [file('a', 5), file('b', 0), file('c', 7)];
  it('is one file or all of them, and where they stand', () => {
    expect(subjectOf({ files }, 'c')).toEqual({ files: [files[2]], path: 'c', range: { start: 5, end: 12 } });
    expect(subjectOf({ files }, null)).toEqual({ files, path: null, range: { start: 0, end: 12 } });
    expect(subjectOf({ files }, 'd')).toBeNull();
  });
  it('of all files where there is one is that file', () => {
    expect(subjectOf({ files: [file('a', 5)] }, null)?.path).toBe('a');
  });
});

it('another header, another digest or another range is another source', async () => {
  const body = { bodyHeader: random(74), digests: random(64) };
  const range = { start: 1, end: 300 };
  const all = await Promise.all([
    sourceOf(body, range),
    sourceOf({ ...body, bodyHeader: random(74) }, range),
    sourceOf({ ...body, digests: random(64) }, range),
    sourceOf(body, { ...range, start: 0 }),
    sourceOf(body, { ...range, end: 299 }),
  ]);
  expect(new Set(all.map(String)).size).toBe(5);
  expect(await sourceOf({ ...body }, { ...range })).toEqual(all[0]);
});

it('pieces end where those that are received end, also of what is left', async () => {
  const geometry = bodyGeometry(30_000_000);
  const { size } = plainPart(geometry, 0);
  const part = async (index: number) => new Uint8Array(plainPart(geometry, index).size);
  const { signal } = new AbortController();
  for (const range of [
    { start: 0, end: 30_000_000 },
    { start: 5, end: size },
    { start: size - 1, end: 3 * size + 1 },
    { start: 2 * size, end: 2 * size + 7 },
  ]) {
    const ends: number[] = [];
    let at = 0;
    for await (const piece of receiveRange(geometry, range, { part, signal })) {
      expect(pieceEnd({ geometry }, range, at)).toBe(at + piece.length);
      at += piece.length;
      ends.push(at);
    }
    expect(at).toBe(range.end - range.start);
    for (const done of ends.slice(0, -1)) {
      const rest = { ...range, start: range.start + done };
      let left = 0;
      for await (const piece of receiveRange(geometry, rest, { part, signal })) left += piece.length;
      expect(done + left).toBe(at);
    }
  }
});
