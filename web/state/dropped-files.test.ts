/** Folders of any depth and size, with the browser's habit of answering 100 entries at a time. */
import { describe, expect, it } from 'vitest';
import { allFiles, joinFiles, takeInput, takeItems } from './dropped-files.ts';

type Tree = { [name: string]: Tree | string };

function entry(tree: Tree | string, fullPath: string): FileSystemEntry {
  const name = fullPath.slice(fullPath.lastIndexOf('/') + 1);
  const base = { name, fullPath, getParent: () => undefined };
  if (typeof tree === 'string') {
    const file = (done: (file: File) => void, failed: (error: Error) => void): void =>
      tree === 'gone' ? failed(new Error('NotFoundError')) : done(new File([tree], name));
    return { ...base, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(tree).map(([child, below]) => entry(below, `${fullPath}/${child}`));
    return { readEntries: (done: (entries: FileSystemEntry[]) => void) => done(left.splice(0, 100)) };
  };
  return { ...base, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

function item(file: File | null, from: FileSystemEntry | null, kind = 'file'): DataTransferItem {
  const plain = { kind, type: '', getAsFile: () => file, webkitGetAsEntry: () => from };
  return plain as unknown as DataTransferItem;
}

describe('a drop', () => {
  it('keeps structure, loops until the browser has no more, and skips empty folders', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`f${i}`, 'x']));
    const folder = entry({ many, empty: {}, 'Ωμέγα.txt': 'a' }, '/top');
    const files = await allFiles(
      takeItems([item(new File([], 'top'), folder), item(new File(['b'], 'b.txt'), null)]),
    );
    expect(files).toHaveLength(252);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['top/many/f249', 'top/Ωμέγα.txt', 'b.txt']),
    );
  });
  it('says which file cannot be read', async () => {
    await expect(
      allFiles(takeItems([item(null, entry({ a: { b: 'gone' } }, '/top'))])),
    ).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { file: 'top/a/b' },
    });
  });
  it('ignores text', () => {
    expect(takeItems([item(null, null, 'string')])).toEqual([]);
  });
});

describe('an input', () => {
  it('gives names, and paths of folders', () => {
    const plain = new File(['a'], 'a.txt');
    const nested = Object.defineProperty(new File(['b'], 'b.txt'), 'webkitRelativePath', {
      value: 'top/b.txt',
    });
    expect(takeInput([plain, nested]).map(({ path }) => path)).toEqual(['a.txt', 'top/b.txt']);
  });
});

it('puts the files of a folder into the order of their names, and leaves what was taken by itself', async () => {
  const file = new File([], 'x');
  const paths = ['z.txt', 'trip/p10.jpg', 'trip/p2.jpg', 'a.txt', 'other/1', 'trip/day 1/p1.jpg'];
  const ordered = await allFiles(paths.map((path) => ({ path, file })));
  expect(ordered.map(({ path }) => path)).toEqual([
    'z.txt',
    'trip/day 1/p1.jpg',
    'trip/p2.jpg',
    'trip/p10.jpg',
    'a.txt',
    'other/1',
  ]);
});

it('joins files end to end in their order', async () => {
  const files = Array.from({ length: 200 }, (_, i) => ({ path: `${i}`, file: new File([`${i};`], `${i}`) }));
  const joined = await joinFiles(files);
  expect(await joined.text()).toBe(files.map(({ path }) => `${path};`).join(''));
  expect((await joinFiles(files.slice(0, 1))).size).toBe(2);
  expect((await joinFiles([])).size).toBe(0);
});
