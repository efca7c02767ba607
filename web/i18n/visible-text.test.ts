/** What nobody could see of a text is spelled out; what scripts are written with is not. */
import { expect, it } from 'vitest';
import { blocksOf, visibleText } from './visible-text.ts';

it.each([
  ['abc\u202edcba\u202c', 'abc[U+202E]dcba[U+202C]'],
  ['\u2066isolated\u2069\u200f\u061c', '[U+2066]isolated[U+2069][U+200F][U+061C]'],
  ['zero\u200bwidth\ufeff\u00ad', 'zero[U+200B]width[U+FEFF][U+00AD]'],
  ['bell\u0007 escape\u001b', 'bell[U+0007] escape[U+001B]'],
  ['over\rwritten', 'over[U+000D]written'],
  ['tags \u{e0041}', 'tags [U+E0041]'],
  ['two\u2028lines', 'two[U+2028]lines'],
  ['a\u034f\u3164\u115f', 'a[U+034F][U+3164][U+115F]'],
  ['\u{1f600}\u{e0101}\u{e0155}', '\u{1f600}[U+E0101][U+E0155]'],
  ['a\tb\nc\r\nd', 'a\tb\nc\nd'],
  [
    '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} نمی\u200cخواهم',
    '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} نمی\u200cخواهم',
  ],
  ['<b onclick="x">&amp;</b>', '<b onclick="x">&amp;</b>'],
])('%j', (text, visible) => {
  expect(visibleText(text)).toBe(visible);
});

it.each([
  ['nothing', '', 0],
  ['a word', 'word', 1],
  ['as much as fits', 'x'.repeat(4_096), 1],
  ['one line that is too long', 'x'.repeat(4_097), 2],
  ['lines', 'a line like any other\n'.repeat(1_000), 6],
  ['line ends', '\n'.repeat(10_000), 3],
  ['a line and a long one', `short\n${'x'.repeat(9_000)}\nend`, 4],
  ['characters of two units', '\u{1f600}'.repeat(5_000), 3],
  ['such, between the blocks', `x${'\u{1f600}'.repeat(5_000)}`, 3],
])('%s in blocks', (_, text, count) => {
  const blocks = blocksOf(text);
  expect(blocks.join('')).toBe(text);
  expect(blocks).toHaveLength(count);
  for (const block of blocks) {
    expect(block.length).toBeLessThanOrEqual(4_096);
    expect(block).not.toMatch(/\p{Cs}/u);
  }
});
