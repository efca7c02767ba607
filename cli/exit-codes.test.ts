/** Exit codes: each documented, each meaning one thing. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { errorCodes, SealdropError } from '../shared/errors.ts';
import { UsageError } from './command.ts';
import { explainFailure } from './exit-codes.ts';
import { TakenError, UnwritableError } from './out-folder.ts';
import { PassphraseNeededError } from './passphrases.ts';
import { JournalError } from './receive/journal.ts';
import { FileKeyError, ItemError } from './receive/service-key.ts';

it('stand in docs/cli.md, and have words', async () => {
  const text = await readFile(resolve(import.meta.dirname, '../docs/cli.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (\d+(?:, \d+)*) \|/gm)];
  const documented = new Set(rows.flatMap(([, codes = '']) => codes.split(', ').map(Number)));
  const errors = [
    ...errorCodes.map(
      (code) => new SealdropError(code, { details: { reason: 'limit', limit: 1, file: 'a' } }),
    ),
    new UsageError('x'),
    new PassphraseNeededError('x'),
    new TakenError('x'),
    new UnwritableError('x', null),
    new JournalError('x', 1),
    ...(['missing', 'malformed', 'other', 'unsealed', 'not-rotated'] as const).map(
      (problem) => new FileKeyError(problem, 'x'),
    ),
    new ItemError('x'),
  ];
  for (const error of errors) {
    const { exit, words } = explainFailure(error);
    expect([error.message, documented.has(exit), words !== '']).toEqual([error.message, true, true]);
  }
});

it('are 1 for what nobody has foreseen', () => {
  expect(explainFailure(new TypeError('x')).exit).toBe(1);
});
