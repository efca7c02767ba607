/** What a command speaks to when it may ask: the terminal of open-legacy, standard input, and a person if there is one. */
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { SealdropError } from '../shared/errors.ts';
import { ownTerminal, type Terminal } from './terminal.ts';

export interface Console extends Terminal {
  /** Whether a person reads standard error: progress is for them alone. */
  readonly isTerminal: boolean;
  /** Columns of it. */
  readonly width: () => number;
  /** Asks a person; null where there is none. What they type for a secret is not shown. */
  readonly ask: ((question: string, isSecret: boolean) => Promise<string>) | null;
  /** Standard input. */
  readonly input: () => AsyncIterable<Uint8Array>;
  /** Bytes to standard output; resolves when there is room for more. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
}

/** That of this process. */
export const ownConsole: Console = {
  ...ownTerminal,
  isTerminal: process.stderr.isTTY,
  width: () => process.stderr.columns,
  // Asked where nobody could see the question, a command would stand still for ever.
  ask: process.stderr.isTTY ? ask : null,
  input: () => process.stdin,
  write: (bytes) =>
    new Promise((resolve, reject) => {
      process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
    }),
};

/** The keyboard, which is not standard input where files come by that. */
function keyboard(): ReadStream {
  return process.stdin.isTTY ? process.stdin : new ReadStream(openSync('/dev/tty', 'r'));
}

function ask(question: string, isSecret: boolean): Promise<string> {
  const keys = keyboard();
  process.stderr.write(question);
  keys.setRawMode(true);
  return new Promise((resolve, reject) => {
    let text = '';
    const decoder = new TextDecoder();
    const end = () => {
      keys.off('data', onData);
      keys.setRawMode(false);
      keys.pause();
      if (keys !== process.stdin) keys.destroy();
      process.stderr.write('\n');
    };
    const onData = (data: Buffer) => {
      for (const character of decoder.decode(data, { stream: true })) {
        if (character === '\r' || character === '\n') {
          end();
          resolve(text);
          return;
        }
        if (character === '\u0003' || (character === '\u0004' && text === '')) {
          end();
          // As if the terminal had sent it, which it does not while it is read key by key. A real signal would come to a
          // process that has nothing left to wait for, and has ended.
          process.emit('SIGINT');
          reject(new SealdropError('cancelled'));
          return;
        }
        const isErasing = character === '\u007F' || character === '\b';
        if (isErasing) {
          if (!isSecret && text !== '') process.stderr.write('\b \b');
          text = [...text].slice(0, -1).join('');
        } else if (character >= ' ') {
          if (!isSecret) process.stderr.write(character);
          text += character;
        }
      }
    };
    keys.on('data', onData);
    keys.on('error', reject);
    keys.resume();
  });
}
