/** Formats at the places where units change. */
import { expect, it } from 'vitest';
import { formatBytes, formatDuration, visibleName, wholePercent } from './format.ts';

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

it('spells invisible characters out', () => {
  expect(visibleName('a\u202egpj.exe')).toBe('a[U+202E]gpj.exe');
  expect(visibleName('Ωμέγα 日本 مرحبا.txt')).toBe('Ωμέγα 日本 مرحبا.txt');
});
