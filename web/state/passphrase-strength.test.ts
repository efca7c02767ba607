/** Length in characters as the backup sees them, at the bounds. */
import { expect, it } from 'vitest';
import { problemOf, strengthOf } from './passphrase-strength.ts';

it.each([
  ['', 'empty'],
  ['1234567', 'short'],
  ['12345678', 'weak'],
  ['😀'.repeat(7), 'short'],
  // Decomposed letters are composed before they are counted.
  ['e\u0301'.repeat(7), 'short'],
  ['x'.repeat(14), 'fair'],
  ['x'.repeat(24), 'long'],
])('%s is %s', (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});

it('refuses what is too short, and what was typed differently', () => {
  expect(problemOf('', '')).toBe('empty');
  expect(problemOf('short', 'short')).toBe('short');
  expect(problemOf('long enough', 'long enougj')).toBe('different');
  expect(problemOf('long enough', 'long enough')).toBeNull();
});
