/** Which addresses count as the server's own. */
import { expect, it } from 'vitest';
import { isOrigin, originsOf } from './public-origin.ts';

it('is one address, or every name of this machine', () => {
  expect(originsOf('https://drop.example.org')).toEqual(['https://drop.example.org']);
  expect(originsOf('http://127.0.0.1:8787')).toEqual([
    'http://localhost:8787',
    'http://127.0.0.1:8787',
    'http://[::1]:8787',
  ]);
});

it.each([
  ['https://drop.example.org', true],
  ['http://localhost:8787', true],
  ['https://drop.example.org/', false],
  ['https://drop.example.org/path', false],
  ['https://drop.example.org:443', false],
  ['https://Drop.example.org', false],
  ['https://me:secret@drop.example.org', false],
  ['javascript:alert(1)', false],
  ['drop.example.org', false],
  ['', false],
])('%s: %s', (text, holds) => {
  expect(isOrigin(text)).toBe(holds);
});
