/** A link as it is given: on the command line, or by standard input, where no list of processes shows it to others. */
import { concat } from '../shared/bytes.ts';
import { SealdropError } from '../shared/errors.ts';
import type { Console } from './console.ts';

/** What stands in place of a link that comes by standard input. */
const BY_INPUT = '-';
/** Bytes of a line at most; a link has about a hundred. */
const LINE_MAX = 4_096;
const LINE_END = 0x0a;

/** The link itself. Throws link-cut where the first line of standard input is too long to be one, or no text. */
export async function givenLink(text: string, { input }: Pick<Console, 'input'>): Promise<string> {
  if (text !== BY_INPUT) return text;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LINE_MAX) throw new SealdropError('link-cut');
    if (chunk.includes(LINE_END)) break;
  }
  const [line = ''] = new TextDecoder().decode(concat(...chunks)).split('\n', 1);
  return line.trim();
}
