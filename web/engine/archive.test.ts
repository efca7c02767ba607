/** Archives read back by a small reader of its own, which trusts no field that another could contradict. */
import { describe, expect, it } from 'vitest';
import { concat, fromUtf8, utf8 } from '../../shared/bytes.ts';
import { archive } from './archive.ts';
import { coalesced } from './sinks.ts';

interface Entry {
  readonly name: string;
  readonly content: string;
  /** As the ZIP has it: year, month, day. */
  readonly date: readonly [number, number, number];
}

/** The entries of a ZIP. Throws where records are missing, do not meet end to end, or count wrongly. */
function readZip(zip: Uint8Array): Entry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const signature = (at: number, expected: number) => expect(view.getUint32(at, true)).toBe(expected);
  const big = (at: number) => Number(view.getBigUint64(at, true));

  const end = zip.length - 22;
  signature(end, 0x06054b50);
  let count = view.getUint16(end + 10, true);
  let directorySize = view.getUint32(end + 12, true);
  let directory = view.getUint32(end + 16, true);
  let directoryEnd = end;
  expect(view.getUint16(end + 8, true)).toBe(count);
  if (count === 0xffff) {
    signature(end - 20, 0x07064b50);
    const record = big(end - 12);
    expect(view.getUint32(end - 4, true)).toBe(1);
    signature(record, 0x06064b50);
    expect(record + 12 + big(record + 4)).toBe(end - 20);
    count = big(record + 32);
    expect(big(record + 24)).toBe(count);
    expect(count).toBeGreaterThanOrEqual(0xffff);
    expect([big(record + 40), big(record + 48)]).toEqual([directorySize, directory]);
    directorySize = big(record + 40);
    directory = big(record + 48);
    directoryEnd = record;
  }
  expect(directory + directorySize).toBe(directoryEnd);

  const entries: Entry[] = [];
  let local = 0;
  let at = directory;
  for (; at < directoryEnd; ) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('no directory entry');
    if (view.getUint32(at + 42, true) !== local || view.getUint32(local, true) !== 0x04034b50)
      throw new Error('not where the directory says');
    const size = view.getUint32(at + 24, true);
    const nameSize = view.getUint16(at + 28, true);
    const name = fromUtf8(zip.subarray(at + 46, at + 46 + nameSize));
    const start = local + 30 + nameSize;
    if (fromUtf8(zip.subarray(local + 30, start)) !== name) throw new Error('two names');
    const date = view.getUint16(at + 14, true);
    entries.push({
      name,
      content: fromUtf8(zip.subarray(start, start + size)),
      date: [1980 + (date >> 9), (date >> 5) & 15, date & 31],
    });
    // Behind the content stands its descriptor.
    local = start + size + 16;
    at += 46 + nameSize + view.getUint16(at + 30, true);
  }
  expect([at, local, entries.length]).toEqual([directoryEnd, directory, count]);
  return entries;
}

async function* inPieces(text: string, size: number) {
  const bytes = utf8(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(content: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return pieces;
}

async function zipOf(files: readonly { path: string; content: string; modified?: number | null }[]) {
  const listed = files.map(({ path, content, modified = null }) => ({
    path,
    modified,
    size: utf8(content).length,
  }));
  const plain = inPieces(files.map(({ content }) => content).join(''), 5);
  return concat(...(await all(coalesced(archive(listed, plain), 1_048_576))));
}

describe('archive', () => {
  it('holds names and contents, empty ones too', async () => {
    const files = [
      { path: 'a/Φ.txt', content: 'hello' },
      { path: 'empty', content: '' },
      { path: 'b', content: 'a little longer' },
    ];
    const entries = readZip(await zipOf(files));
    expect(entries.map(({ name: path, content }) => ({ path, content }))).toEqual(files);
  });

  it.each([65_534, 65_535, 70_000])('counts %i entries so that every reader finds them', async (count) => {
    const files = Array.from({ length: count }, (_, i) => ({ path: `${i}`, content: '' }));
    const entries = readZip(await zipOf(files));
    expect(entries).toHaveLength(count);
    expect(entries.at(-1)?.name).toBe(`${count - 1}`);
  });

  it('numbers names that a disk may not tell apart', async () => {
    const files = ['A.txt', 'a.txt', 'b', 'B/c'].map((path) => ({ path, content: path }));
    const entries = readZip(await zipOf(files));
    expect(entries.map(({ name, content }) => [name, content])).toEqual([
      ['A.txt', 'A.txt'],
      ['a (2).txt', 'a.txt'],
      ['b (2)', 'b'],
      ['B/c', 'B/c'],
    ]);
  });

  it.each([
    [null, [1980, 1, 1]],
    [0, [1980, 1, 1]],
    [new Date(2024, 1, 29, 12).getTime(), [2024, 2, 29]],
    [8.64e15, [2107, 12, 31]],
    [8.64e15 + 1, [2107, 12, 31]],
    [Number.MAX_SAFE_INTEGER, [2107, 12, 31]],
  ])('dates what was changed at %s', async (modified, date) => {
    const [entry] = readZip(await zipOf([{ path: 'a', content: 'x', modified }]));
    expect(entry?.date).toEqual(date);
  });

  it.each([4, 6])('is damaged where %i bytes come for five', async (length) => {
    const content = archive([{ path: 'a', size: 5, modified: null }], inPieces('x'.repeat(length), 5));
    await expect(all(content)).rejects.toThrow('damaged');
  });

  it('throws what the plaintext throws, before there is an end', async () => {
    async function* broken() {
      yield utf8('12345');
      throw new Error('not verified');
    }
    const got: Uint8Array[] = [];
    const read = async () => {
      for await (const chunk of archive([{ path: 'a', size: 5, modified: null }], broken())) got.push(chunk);
    };
    await expect(read()).rejects.toThrow('not verified');
    expect(got.every((chunk) => chunk.length !== 22)).toBe(true);
  });

  it('ends the plaintext when it is left', async () => {
    let ended = false;
    async function* endless() {
      try {
        for (;;) yield new Uint8Array(1_000);
      } finally {
        ended = true;
      }
    }
    for await (const chunk of archive([{ path: 'a', size: 1e9, modified: null }], endless())) {
      if (chunk.length === 1_000) break;
    }
    await expect.poll(() => ended).toBe(true);
  });

  it('reads its stream as every browser can', async () => {
    // Safari has no such method.
    const iterate = ReadableStream.prototype[Symbol.asyncIterator];
    Reflect.deleteProperty(ReadableStream.prototype, Symbol.asyncIterator);
    try {
      expect(readZip(await zipOf([{ path: 'a', content: 'x' }]))).toHaveLength(1);
    } finally {
      Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
        value: iterate,
        configurable: true,
        writable: true,
      });
    }
  });
});
