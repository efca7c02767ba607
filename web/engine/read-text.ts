/** Whether bytes are text, and which: strict UTF-8, or UTF-16 that says so by its byte order mark. */
import type { Bytes } from '../../shared/bytes.ts';

/** Bytes of a text that are shown: more makes a page stand still. */
export const TEXT_MAX = 1_048_576;

/** Control characters that no text is without, and those of terminals' colours and pages. */
const CONTROLS = /[^\P{Cc}\t\n\f\r]/gu;

/** The text of at most the first TEXT_MAX bytes; null where they are none. */
export function readText(bytes: Bytes): { readonly text: string; readonly length: number } | null {
  const head = bytes.subarray(0, TEXT_MAX);
  const text = decoded(head, head.length < bytes.length);
  if (text === null || text.includes('\0')) return null;
  const controls = text.match(CONTROLS)?.length ?? 0;
  return controls * 10 > text.length ? null : { text, length: head.length };
}

/** `isCut`: what ends in the middle of a character ends before it. */
function decoded(head: Bytes, isCut: boolean): string | null {
  try {
    return new TextDecoder(encodingOf(head), { fatal: true }).decode(head, { stream: isCut });
  } catch {
    return null;
  }
}

function encodingOf([first, second]: Bytes): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
