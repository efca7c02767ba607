/** Every code has words, and no two causes share a title. */
import { expect, it } from 'vitest';
import { errorCodes, personCode } from '../../shared/errors.ts';
import { en } from './en/catalogue.ts';
import { failureWords, speak } from './index.ts';

speak(en, 'en');

const codes = errorCodes.filter((code) => personCode(code) === code);

it.each(codes)('%s says what happened and what to do', (code) => {
  const { title, next } = failureWords({ code, details: {} });
  expect(title).toMatch(/^[A-Z].*\.$/u);
  expect(next).toMatch(/\.$/u);
  expect(`${title}${next}`).not.toMatch(/undefined|NaN|!/u);
});

it('has a title of its own for each cause', () => {
  const titles = codes.map((code) => failureWords({ code, details: {} }).title);
  expect(new Set(titles).size).toBe(titles.length);
});

it('names the reason of an end, and the file', () => {
  expect(failureWords({ code: 'ended', details: { reason: 'limit' } }).title).toContain('download limit');
  expect(failureWords({ code: 'file-changed', details: { file: 'a.txt' } }).title).toContain('a.txt');
  expect(failureWords({ code: 'conflict', details: {} }).title).toBe(
    failureWords({ code: 'unexpected', details: {} }).title,
  );
});

it('names the limit of a day, and never too early an end of it', () => {
  const words = failureWords({ code: 'daily-bytes', details: { limit: 5e9, retryAfter: 4 * 3600 + 60 } });
  expect(words.title).toContain('5 GB');
  expect(words.next).toContain('5 hours');
  expect(failureWords({ code: 'daily-shares', details: { limit: 1, retryAfter: 90 } }).title).toContain(
    '1 share ',
  );
});
