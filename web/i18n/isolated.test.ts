/** What stands between isolates, and what is typed of it. */
import { expect, it } from 'vitest';
import { isolated, withoutIsolates } from './isolated.ts';

it('puts a text between the marks that keep its direction to itself', () => {
  expect(isolated('Ada')).toBe('\u2068Ada\u2069');
});

it('takes the marks out again, however deep', () => {
  expect(withoutIsolates(`المفتاح ${isolated(isolated('12345 67890'))}`)).toBe('المفتاح 12345 67890');
  expect(withoutIsolates('\u2066a\u2067b\u2069')).toBe('ab');
});
