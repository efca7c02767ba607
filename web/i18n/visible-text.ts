/** The text of a file with what nobody could see of it spelled out: it cannot be turned around, or hide a part of itself. */
import { spelledOut } from './format.ts';

/**
 * All that is invisible, but line ends, tabs, the joiners that scripts and emoji are written with, and format characters that are
 * signs of numbers and verses.
 */
const HIDDEN =
  /(?![\t\n\u200c-\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(HIDDEN, spelledOut);
}
