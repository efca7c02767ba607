/** The text of a file with what nobody could see of it spelled out: it cannot be turned around, or hide a part of itself. */
import { spelledOut, UNSEEN } from './format.ts';

/**
 * Line ends, tabs, the joiners that scripts and emoji are written with, and format characters that are signs of numbers and
 * verses.
 */
const LEFT = /[\t\n\u200c-\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u;

export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSEEN, (sign) => (LEFT.test(sign) ? sign : spelledOut(sign)));
}

/** Characters of a block: the time that a browser takes over one line grows with the square of its length. */
const BLOCK = 4_096;

/** The same text in blocks that end where lines do, or where a line is too long for any. */
export function blocksOf(text: string): readonly string[] {
  const blocks: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = at + BLOCK < text.length ? blockEnd(text, at) : text.length;
    blocks.push(text.slice(at, end));
    at = end;
  }
  return blocks;
}

function blockEnd(text: string, start: number): number {
  const end = start + BLOCK;
  const line = text.lastIndexOf('\n', end - 1) + 1;
  if (line > start) return line;
  // Not in the middle of a character.
  return /[\udc00-\udfff]/.test(text.charAt(end)) ? end - 1 : end;
}
