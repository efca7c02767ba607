/**
 * Passphrases come from a file, from the environment, or from a person who types them unseen; never from the command line, which
 * every process of the machine can read.
 */
import { readFile } from 'node:fs/promises';
import { SealdropError } from '../shared/errors.ts';
import type { Option } from './command.ts';
import type { Console } from './console.ts';

/** Bytes of a file that is one line. */
const FILE_MAX = 65_536;

/** Options of every command that asks for one. */
export const passphraseOptions = {
  'passphrase-file': { value: 'FILE', completes: 'file', help: 'a file whose first line is the passphrase' },
} as const satisfies Record<string, Option>;

/** Options of commands that may need the passphrase of a key pair beside another one. */
export const keyPassphraseOptions = {
  'key-passphrase-file': {
    value: 'FILE',
    completes: 'file',
    help: 'a file whose first line is the passphrase of your key pair',
  },
} as const satisfies Record<string, Option>;

/** There is none, and nobody to ask. */
export class PassphraseNeededError extends Error {
  readonly wanted: string;

  constructor(wanted: string) {
    super('passphrase-needed');
    this.wanted = wanted;
  }
}

export interface Wanted {
  /** What it is of, as in "the passphrase of NAME". */
  readonly of: string;
  /** Files to read it from and variables that may hold it, the first that is there. */
  readonly file: string | undefined;
  readonly variables: readonly string[];
  /** Typed twice, for nobody could tell a slip from what was meant. */
  readonly isNew?: boolean;
}

/** Throws PassphraseNeededError, file-unreadable, and wrong-passphrase where two that should be equal are not. */
export async function readPassphrase(console: Console, wanted: Wanted): Promise<string> {
  const given = await givenPassphrase(console, wanted);
  if (given !== null) return given;
  const { ask } = console;
  if (!ask) throw new PassphraseNeededError(wanted.of);
  for (;;) {
    const typed = await ask(`${wanted.isNew ? 'New passphrase' : 'Passphrase'} of ${wanted.of}: `, true);
    if (typed === '') continue;
    if (!wanted.isNew || (await ask('The same once more: ', true)) === typed) return typed;
    console.error('They are not the same.\n');
  }
}

/** The same, but null where a person would have to be asked. */
export async function givenPassphrase(
  { environment }: Console,
  { file, variables }: Wanted,
): Promise<string | null> {
  if (file !== undefined) return await firstLine(file);
  for (const name of variables) if (environment[name]) return environment[name];
  return null;
}

async function firstLine(file: string): Promise<string> {
  const unreadable = (cause: unknown) => new SealdropError('file-unreadable', { cause, details: { file } });
  const text = await readFile(file).then(
    (bytes) => new TextDecoder().decode(bytes.subarray(0, FILE_MAX)),
    (error: unknown) => {
      throw unreadable(error);
    },
  );
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line === '') throw unreadable(new Error('its first line is empty'));
  return line;
}

/** Where the passphrase of a key pair comes from in a command that wants no other. */
export function ofKeyPair(name: string, file: string | undefined): Wanted {
  return { of: `the key pair ${name}`, file, variables: ['SEALDROP_KEY_PASSPHRASE', 'SEALDROP_PASSPHRASE'] };
}
