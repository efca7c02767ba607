/** Files that were picked again for an upload: the same ones, wherever a chooser says that they stand, or none. */
import { describe, expect, it } from 'vitest';
import type { DroppedFile } from './protocol.ts';
import { describeFiles, matchFiles } from './upload-files.ts';

function dropped(path: string, text: string, lastModified = 1_000): DroppedFile {
  return { path, file: new File([text], path.slice(path.lastIndexOf('/') + 1), { lastModified }) };
}

/** The texts of what is found, in the order of the upload. */
async function found(sent: readonly DroppedFile[], picked: readonly DroppedFile[]): Promise<string[]> {
  return await Promise.all(matchFiles(describeFiles(sent), picked).map(({ file }) => file.text()));
}

const two = [dropped('a/x.bin', '1'), dropped('b/x.bin', '2')];

describe('files that were picked again', () => {
  it('are found in any order, under the paths that they are sent by', async () => {
    expect(await found(two, two.toReversed())).toEqual(['1', '2']);
    const renamed = [dropped('a?', '1'), dropped('a_', '2')];
    expect(await found(renamed, renamed.toReversed())).toEqual(['1', '2']);
    expect(matchFiles(describeFiles(renamed), renamed).map(({ path }) => path)).toEqual(
      describeFiles(renamed).map(({ path }) => path),
    );
  });

  it('are found under another root, where size and time are alike, by their folders', async () => {
    for (const root of ['', 'up/', 'up/up/']) {
      const picked = two.map(({ path, file }) => ({ path: root + path, file }));
      expect(await found(two, picked.toReversed())).toEqual(['1', '2']);
    }
    const nested = [dropped('x.bin', '1'), dropped('b/x.bin', '2')];
    const up = nested.map(({ path, file }) => ({ path: `up/${path}`, file }));
    expect(await found(nested, up)).toEqual(['1', '2']);
  });

  it('may have been picked twice', async () => {
    const again = two.map(({ path }, i) => dropped(path, `${i + 1}`));
    expect(await found(two, [...two, ...again])).toEqual(['1', '2']);
    expect(matchFiles(describeFiles(two), [...two, ...again]).map(({ file }) => file)).toEqual(
      again.map(({ file }) => file),
    );
    expect(await found(two, [dropped('a/x.bin', '12'), ...two])).toEqual(['1', '2']);
  });

  it('that could be one another are none', () => {
    const nowhere = [dropped('x.bin', '1'), dropped('x.bin', '2')];
    expect(() => matchFiles(describeFiles(two), nowhere)).toThrow('files-missing');
    // One file is not taken for two, whatever paths it is picked by, nor found by what is left over.
    const [, second] = two as [DroppedFile, DroppedFile];
    const upper = { path: 'y/b/x.bin', file: second.file };
    for (const picked of [[upper], [upper, second], [dropped('x.bin', '2'), second]]) {
      expect(() => matchFiles(describeFiles(two), picked)).toThrow(
        expect.objectContaining({ code: 'files-missing', details: { file: 'a/x.bin' } }),
      );
    }
    expect(() => matchFiles(describeFiles(two), [dropped('x.bin', '1')])).toThrow('files-missing');
  });

  it('with another size or time have changed, and others are missing', () => {
    const [first] = two as [DroppedFile, DroppedFile];
    const changed = (one: DroppedFile) => () => matchFiles(describeFiles([first]), [one]);
    expect(changed(dropped('a/x.bin', '12'))).toThrow('file-changed');
    expect(changed(dropped('a/x.bin', '1', 2_000))).toThrow('file-changed');
    expect(changed(dropped('a/y.bin', '1'))).toThrow('files-missing');
  });

  it('may be thirty thousand of one name', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => dropped(`m/${i}/package.json`, `${i % 10}`));
    const under = many.map(({ path, file }) => ({ path: `root/${path}`, file }));
    const texts = matchFiles(describeFiles(many), under);
    expect(texts.every(({ file }, i) => file === many[i]?.file)).toBe(true);
  });
});
