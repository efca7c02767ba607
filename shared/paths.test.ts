import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { checkPaths, isPath, savablePaths, sendablePaths } from './paths.ts';

const fold = (path: string) => path.toUpperCase().toLowerCase().normalize('NFC');

/** a, a/b for a/b/c: the rule in words, at any cost. */
const foldersOf = (path: string) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));

/** Paths of few names, so that many meet. */
const meetingPaths = fc.array(
  fc
    .array(fc.constantFrom('a', 'A', 'b', 'a b', 'a!', 'a (2)', 'é', 'E\u0301', 'ΑΣ', 'ας', 'ß.x', 'SS.x'), {
      minLength: 1,
      maxLength: 3,
    })
    .map((parts) => parts.join('/')),
  { maxLength: 12 },
);

describe('isPath', () => {
  it('refuses a path of many MiB without walking it', () => {
    expect(isPath('a/'.repeat(4_000_000) + 'a')).toBe(false);
    expect(isPath('a'.repeat(1_024))).toBe(true);
    expect(isPath('a'.repeat(1_025))).toBe(false);
    expect(isPath('é'.repeat(512))).toBe(true);
    expect(isPath('é'.repeat(513))).toBe(false);
  });
});

describe('checkPaths', () => {
  const takes = (paths: readonly string[]) => {
    try {
      checkPaths(paths);
      return true;
    } catch {
      return false;
    }
  };

  it('refuses what the rule refuses, and nothing else', () => {
    fc.assert(
      fc.property(meetingPaths, (paths) => {
        const clash =
          new Set(paths).size < paths.length || paths.flatMap(foldersOf).some((f) => paths.includes(f));
        expect(takes(paths)).toBe(!clash);
      }),
      { numRuns: 500 },
    );
  });

  it('finds a folder among names that sort between it and its contents', () => {
    expect(takes(['a', 'a b', 'a!', 'a-', 'a.b', 'a/b'])).toBe(false);
    expect(takes(['x/a/b/c', 'x/a.', 'x/a'])).toBe(false);
    expect(takes(['a', 'a b/a', 'a!/a', 'a0', 'aa/a'])).toBe(true);
  });

  it('makes no text of every folder, of a path of many MiB or of a full list of deep ones', () => {
    const long = `${'a/'.repeat(2_000_000)}a`;
    const deep = Array.from({ length: 3_000 }, (_, i) => `${i}${'/a'.repeat(509)}`);
    const slice = vi.spyOn(String.prototype, 'slice');
    try {
      expect(takes([long])).toBe(false);
      expect(takes(deep)).toBe(true);
      expect(takes([...deep, '2999/a/a'])).toBe(false);
      expect(slice.mock.calls.length).toBeLessThan(10_000);
    } finally {
      slice.mockRestore();
    }
  });
});

describe('sendablePaths', () => {
  it.each([
    ['../x', '_./x'],
    ['a/../../x', 'a/__/__/x'],
  ])('never keeps a way out: %s', (dropped) => {
    const [path = ''] = sendablePaths([dropped]);
    expect(isPath(path)).toBe(true);
    expect(path.split('/')).not.toContain('..');
  });

  it('keeps what every system can save', () => {
    const paths = ['a.txt', 'Φάκελος/αρχείο.pdf', '写真/日本.jpg', 'صور/صورة.png', '.hidden', 'a b/c.d.e'];
    expect(sendablePaths(paths)).toEqual(paths);
  });

  it('renames what some system refuses or a person cannot see', () => {
    expect(sendablePaths(['CON', 'nul.txt', 'a:b', 'x\u202Egpj.exe', 'end. ', 'a\\b', '\u0000'])).toEqual([
      '_CON',
      '_nul.txt',
      'a_b',
      'x_gpj.exe',
      'end__',
      'a_b (2)',
      '_',
    ]);
  });

  it('tells apart what some system does not', () => {
    expect(sendablePaths(['A.txt', 'a.txt', 'a.TXT'])).toEqual(['A.txt', 'a (2).txt', 'a (3).TXT']);
    // Composed and decomposed.
    expect(sendablePaths(['caf\u00E9', 'cafe\u0301'])).toEqual(['caf\u00E9', 'caf\u00E9 (2)']);
    expect(sendablePaths(['docs', 'docs/a'])).toEqual(['docs (2)', 'docs/a']);
  });

  it('cuts long names before their ending', () => {
    const [path = ''] = sendablePaths([`${'長'.repeat(600)}.pdf`]);
    expect(isPath(path)).toBe(true);
    expect(path.endsWith('.pdf')).toBe(true);
  });

  it('makes lists that every reader takes, whatever was dropped', () => {
    const part = fc.oneof(
      fc.constantFrom('.', '..', 'CON', 'aux.txt', 'a', 'A', 'é', 'e\u0301', ' ', 'x.', '\u202E', ''),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const dropped = fc.array(
      fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(dropped, (paths) => {
        const made = sendablePaths(paths);
        expect(made).toHaveLength(paths.length);
        checkPaths(made);
        const folded = made.map((path) => path.toUpperCase().toLowerCase().normalize('NFC'));
        expect(new Set(folded).size).toBe(made.length);
        expect(made.every((path) => path === path.normalize('NFC'))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('numbers as the rule in words does', () => {
    fc.assert(
      fc.property(meetingPaths, (dropped) => {
        const paths = dropped.map((path) => path.normalize('NFC'));
        const taken = new Set(paths.flatMap(foldersOf).map(fold));
        const expected = paths.map((path) => {
          const [, stem = path, ending = ''] = /^(.*[^/])(\.[^./]{1,16})$/su.exec(path) ?? [];
          let name = path;
          for (let n = 2; taken.has(fold(name)); n++) name = `${stem} (${n})${ending}`;
          taken.add(fold(name));
          return name;
        });
        expect(sendablePaths(dropped)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  // Each of these took the square of its size.
  it('takes 40,000 equal names, and names of many MiB, in one walk', () => {
    const made = sendablePaths(Array.from({ length: 40_000 }, () => 'index.html'));
    expect(made[39_999]).toBe('index (40000).html');
    expect(new Set(made).size).toBe(40_000);

    const long = ['長'.repeat(300_000), `${'. '.repeat(300_000)}a`, `${'folder/'.repeat(200_000)}a`];
    for (const path of sendablePaths(long)) expect(isPath(path)).toBe(true);
    const deep = Array.from({ length: 2_000 }, (_, i) => `${'a/'.repeat(490)}${i}/x`);
    expect(sendablePaths(deep)).toEqual(deep);
  });
});

describe('savablePaths', () => {
  it('keeps names as they are, and numbers those that a disk may not tell apart', () => {
    const paths = ['A.txt', 'b/a.txt', 'a.txt', 'a.TXT', 'cafe\u0301', 'caf\u00E9', 'docs', 'Docs/a'];
    expect(() => checkPaths(paths)).not.toThrow();
    expect(savablePaths(paths)).toEqual([
      'A.txt',
      'b/a.txt',
      'a (2).txt',
      'a (3).TXT',
      'cafe\u0301',
      'caf\u00E9 (2)',
      'docs (2)',
      'Docs/a',
    ]);
  });

  it('never makes two meet', () => {
    fc.assert(
      fc.property(meetingPaths, (paths) => {
        const folds = savablePaths(paths).map(fold);
        expect(new Set(folds).size).toBe(paths.length);
        expect(folds.flatMap(foldersOf).filter((folder) => folds.includes(folder))).toEqual([]);
      }),
    );
  });

  it('numbers even the longest path', () => {
    const long = 'a'.repeat(1_020);
    expect(savablePaths([`${long}.txt`, `${long}.TXT`])[1]).toBe(`${long} (2).TXT`);
  });
});
