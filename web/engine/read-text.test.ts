/** What is text: strict UTF-8 and marked UTF-16, with next to no control characters; and where a long one is cut. */
import { describe, expect, it } from 'vitest';
import { type Bytes, utf8 } from '../../shared/bytes.ts';
import { readText, TEXT_MAX } from './read-text.ts';

function utf16(text: string, littleEndian: boolean): Bytes {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), littleEndian);
  return bytes;
}

describe('text', () => {
  it.each<[string, Bytes, string]>([
    ['nothing', utf8(''), ''],
    ['UTF-8', utf8('Grüße, 東京, صورة, \u{1f600}\r\n\tend'), 'Grüße, 東京, صورة, \u{1f600}\r\n\tend'],
    ['UTF-8 with its mark', utf8('\ufeffmarked'), 'marked'],
    ['UTF-16, little end first', utf16('Grüße \u{1f600}', true), 'Grüße \u{1f600}'],
    ['UTF-16, big end first', utf16('Grüße \u{1f600}', false), 'Grüße \u{1f600}'],
    ['a page', utf8('<script>alert(1)</script>'), '<script>alert(1)</script>'],
    ['a coloured log', utf8('\u001b[31mred\u001b[0m and more'), '\u001b[31mred\u001b[0m and more'],
  ])('%s', (_, bytes, text) => {
    expect(readText(bytes)).toEqual({ text, length: bytes.length });
  });

  it.each<[string, Bytes]>([
    ['Latin-1', new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65])],
    ['a character that is cut at the end of the file', utf8('ü').slice(0, 1)],
    ['an overlong form', new Uint8Array([0xc0, 0xaf])],
    ['half of a surrogate pair', new Uint8Array([0xed, 0xa0, 0x80])],
    ['a zero', utf8('text\0text')],
    ['UTF-32', new Uint8Array([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
    ['half of UTF-16', utf16('text', true).slice(0, 7)],
    ['mostly control characters', utf8('\u0001\u0002\u0003 a \u0004\u0005')],
  ])('%s is none', (_, bytes) => {
    expect(readText(bytes)).toBeNull();
  });

  it('is cut at its first mebibyte, before a character that would be cut in two', () => {
    for (const shift of [0, 1, 2]) {
      const text = `${'x'.repeat(shift)}${'東'.repeat(TEXT_MAX / 2)}`;
      const read = readText(utf8(text));
      expect(read?.length).toBe(TEXT_MAX);
      expect(text.startsWith(read?.text ?? '-')).toBe(true);
      expect(utf8(read?.text ?? '').length).toBeGreaterThan(TEXT_MAX - 4);
    }
  });
  it('may be anything behind that', () => {
    const bytes = new Uint8Array(TEXT_MAX + 1).fill(0x61);
    bytes[TEXT_MAX] = 0xff;
    expect(readText(bytes)?.text).toBe('a'.repeat(TEXT_MAX));
  });
});
