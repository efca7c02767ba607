/** The command line as people run it: `sealdrop` in a process of its own, with a folder of settings for each person. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const root = resolve(import.meta.dirname, '..');

const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** How it ended, however. */
  readonly ended: Promise<Ran>;
}

export interface CliPerson {
  /** `input`: what comes by standard input. */
  readonly start: (
    parameters: readonly string[],
    environment?: Readonly<Record<string, string>>,
    input?: Readable,
  ) => Running;
  /** Its end, which is with 0, or throws with what it said. */
  readonly run: (
    parameters: readonly string[],
    environment?: Readonly<Record<string, string>>,
    input?: Readable,
  ) => Promise<Ran>;
}

/** A person with settings in `folder`, who uses the server at `origin`, and whose passphrases are all the same. */
export function cliPerson(folder: string, origin: string, passphrase = 'four words and more'): CliPerson {
  const { PATH = '', HOME = '' } = process.env;
  const start: CliPerson['start'] = (parameters, environment = {}, input) => {
    const child = spawn(process.execPath, [join(root, 'scripts/sealdrop.mjs'), ...parameters], {
      env: {
        PATH,
        HOME,
        XDG_CONFIG_HOME: folder,
        SEALDROP_SERVER: origin,
        SEALDROP_PASSPHRASE: passphrase,
        ...environment,
      },
      stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    if (input) pipeline(input, child.stdin as Writable).catch(() => undefined);
    living.add(child);
    child.once('close', () => living.delete(child));
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
    return { child, ended };
  };
  return {
    start,
    run: async (parameters, environment, input) => {
      const ran = await start(parameters, environment, input).ended;
      if (ran.code !== 0)
        throw new Error(`sealdrop ${parameters.join(' ')} ended with ${ran.code}:\n${ran.stderr}`);
      return ran;
    },
  };
}
