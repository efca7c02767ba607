/** Links by standard input: one line, in whatever pieces it comes. */
import { expect, it } from 'vitest';
import { utf8 } from '../shared/bytes.ts';
import { givenLink } from './given-link.ts';

const LINK = 'https://files.example.org/s/L5AQU98V-QhupuQwyzJCMA#secret';

/** Standard input in these pieces; reading on after the last of them fails. */
const inputOf = (...pieces: string[]) => ({
  input: async function* () {
    for (const piece of pieces) yield utf8(piece);
    if (!pieces.join('').includes('\n') && pieces.length > 0) return;
    throw new Error('read on');
  },
});

it('what stands on the command line is the link', async () => {
  expect(await givenLink(LINK, inputOf('other\n'))).toBe(LINK);
});

it.each([
  [[`${LINK}\n`]],
  [[LINK]],
  [[`  ${LINK}\r\n`]],
  [[LINK.slice(0, 9), LINK.slice(9), '\nanother line']],
])('"-" is the first line of standard input: %j', async (pieces) => {
  expect(await givenLink('-', inputOf(...pieces))).toBe(LINK);
});

it('what has no end, and no line at all, is none', async () => {
  await expect(
    givenLink('-', inputOf(...Array.from({ length: 100 }, () => 'x'.repeat(100)))),
  ).rejects.toMatchObject({
    code: 'link-cut',
  });
  expect(await givenLink('-', inputOf('\n'))).toBe('');
});
