/** Formats at the places where units change. */
import { expect, it } from 'vitest';
import {
  formatBytes,
  formatDate,
  formatDuration,
  formatFacts,
  formatNumber,
  formatPercent,
  formatSentences,
  plural,
  setLocale,
  visibleName,
  wholePercent,
} from './format.ts';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [1_550_000, '1.6 MB'],
  [100_000_000_000, '100 GB'],
  [2 ** 41, '2.2 TB'],
])('%i bytes: %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it.each([
  [0, '1 second'],
  [59, '59 seconds'],
  [90, '2 minutes'],
  [7200, '2 hours'],
  [86_400 * 7, '7 days'],
])('%i seconds: %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

it('says 100 % at the end only', () => {
  expect([0, 0.009, 0.996, 1].map(wholePercent)).toEqual([0, 0, 99, 100]);
});

it.each([
  ['en', 'a. b.', 'a, b', '42%'],
  ['de-AT', 'a. b.', 'a, b', '42\u00a0%'],
  ['ja-JP', 'a。b。', 'a、b', '42%'],
  ['ar-EG', 'a. b.', 'a، b', '٤٢٪\u061c'],
])('%s: facts stand in one line with the marks of the language', (tag, sentences, facts, percent) => {
  try {
    setLocale(tag);
    expect(formatSentences(['a', 'b'])).toBe(sentences);
    expect(formatFacts(['a', 'b'])).toBe(facts);
    expect(formatPercent(42)).toBe(percent);
  } finally {
    setLocale('en');
  }
});

it('spells invisible characters out', () => {
  expect(visibleName('a\u202egpj.exe')).toBe('a[U+202E]gpj.exe');
  expect(visibleName('Ωμέγα 日本 مرحبا.txt')).toBe('Ωμέγα 日本 مرحبا.txt');
  // Neither controls nor format characters, and seen as little: a joiner of letters, two fillers, a form of nothing.
  expect(visibleName('A\u034fda \u3164\uffa0\ufe0f')).toBe('A[U+034F]da [U+3164][U+FFA0][U+FE0F]');
  expect(visibleName('Ada1\ufe0f \u{e0100}')).toBe('Ada1[U+FE0F] [U+E0100]');
  // What is seen: a red heart, the key of a one, two ways to write a name.
  expect(visibleName('❤\ufe0f 1\ufe0f\u20e3 葛\u{e0100} 葛\ufe00')).toBe(
    '❤\ufe0f 1\ufe0f\u20e3 葛\u{e0100} 葛\ufe00',
  );
  expect(visibleName('❤\ufe0f\ufe0f 葛\u{e0100}\u{e0101}')).toBe('❤\ufe0f[U+FE0F] 葛\u{e0100}[U+E0101]');
});

it('numbers, dates and plurals follow the language', () => {
  const files = { one: 'ملف واحد', two: 'ملفان', few: 'ملفات', many: 'ملفًا', other: 'ملف' };
  try {
    setLocale('ar');
    expect([1, 2, 3, 11, 100].map((count) => plural(count, files))).toEqual([
      files.one,
      files.two,
      files.few,
      files.many,
      files.other,
    ]);
    setLocale('de');
    expect(formatNumber(1234567)).toBe('1.234.567');
    expect(formatDate(0)).toContain('1970');
    expect(formatDate(0)).toMatch(/^1\.\u00a0Januar\u00a01970 um\u00a0/);
    setLocale('ja');
    // A line may break before the time and nowhere else.
    expect(formatDate(0)).toMatch(/^1970\u2060年\u20601\u2060月\u20601\u2060日 \d{1,2}:\d\d$/);
    // A form that the language has and nobody wrote.
    setLocale('ar');
    expect(plural(2, { other: 'ملف' })).toBe('ملف');
  } finally {
    setLocale('en');
  }
  expect(formatNumber(1234567)).toBe('1,234,567');
});
