/** Which language a browser's wishes come to. */
import { expect, it } from 'vitest';
import { bestLanguage, localeOf } from './languages.ts';

it.each([
  [['en-GB', 'de'], 'en'],
  [['de-AT', 'en'], 'de'],
  [['pt-BR', 'fr-CA', 'en-US'], 'fr'],
  [['es-419'], 'es'],
  [['ja-JP-u-ca-japanese'], 'ja'],
  [['ar-EG', 'en'], 'ar'],
  [['ar-Latn', 'es'], 'es'],
  [['zh-Hant-TW', 'ja'], 'ja'],
  [['pt-BR', 'en-US'], 'en'],
  [['xx', '', 'not a tag'], 'en'],
  [[], 'en'],
])('%j: %s', (wanted, language) => {
  expect(bestLanguage(wanted)).toBe(language);
});

it('numbers and dates are those of the region that is wanted with the language', () => {
  expect(localeOf('en', ['pt-BR', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(localeOf('en', ['pt-BR'])).toBe('en');
});

it('another script of a language is another language', () => {
  expect(localeOf('en', ['en-Shaw', 'en-CA'])).toBe('en-CA');
});
