/** The line of progress, and that nobody sees it who is no terminal. */
import { describe, expect, it } from 'vitest';
import type { Console } from './console.ts';
import { lineOf, progressOf, sizeOf } from './progress.ts';

const shown = { phase: 'Sending', done: 420_000_000, total: 1_000_000_000, rate: 29_000_000, width: 120 };

describe('the line', () => {
  it('says how far, how fast, and how long', () => {
    expect(lineOf(shown)).toMatch(
      /^Sending {2}\[=+ +\] 42 % {2}420 MB of 1\.0 GB {2}29\.0 MB\/s {2}20 s left$/,
    );
  });

  it('is never wider than the terminal', () => {
    for (let width = 1; width < 130; width++) expect(lineOf({ ...shown, width }).length).toBeLessThan(width);
  });

  it('says nothing of a rate before there is one', () => {
    expect(lineOf({ ...shown, rate: null })).not.toContain('left');
    expect(lineOf({ ...shown, total: 0, done: 0 })).toContain('100 %');
  });
});

it('sizes have three digits', () => {
  expect([0, 999, 1_000, 12_345, 123_456_789, 2 ** 40].map(sizeOf)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '12.3 kB',
    '123 MB',
    '1.1 TB',
  ]);
});

it('is drawn on a terminal alone', () => {
  const written = (isTerminal: boolean) => {
    let text = '';
    const console: Console = {
      out: () => undefined,
      error: (words) => void (text += words),
      environment: {},
      isTerminal,
      width: () => 80,
      ask: null,
      input: async function* () {},
      write: async () => undefined,
    };
    const progress = progressOf(console, 100, 'Saving');
    progress.begin(50);
    progress.phase('Reconnecting');
    progress.end();
    return text;
  };
  expect(written(false)).toBe('');
  expect(written(true)).toContain('Reconnecting');
});
