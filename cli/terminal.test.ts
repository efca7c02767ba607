/** What others have written, as a terminal is given it. */
import { expect, it } from 'vitest';
import { visible } from './terminal.ts';

it.each([
  ['colours and the cursor', 'red\u001B[31m\u009B2J\r', 'red\uFFFD[31m\uFFFD2J\uFFFD'],
  ['lines', 'one\ntwo\u2028three\u2029\u0085', 'one\uFFFDtwo\uFFFDthree\uFFFD\uFFFD'],
  ['directions', 'a\u202Eb\u200Fc\u061Cd\u2067e', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe'],
  ['what nobody sees', 'Bob\u200B\u2060\u00AD\uFEFF\u{E0041}', 'Bob\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD'],
])('%s of a name come to nothing', (_, name, shown) => {
  expect(visible(name)).toBe(shown);
});

it('what scripts and emoji are written with is left', () => {
  const name = 'نمی\u200Cخواهم \u{1F468}\u200D\u{1F469} 日本 Ωμέγα';
  expect(visible(name)).toBe(name);
});
