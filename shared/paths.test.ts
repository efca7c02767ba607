import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPaths, isPath, sendablePaths } from './paths.ts';

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
});
