/** The command line for tests: in this process, with a folder of its own and a person who answers what is asked. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

export interface User {
  /** Their XDG_CONFIG_HOME. */
  readonly folder: string;
  /** `answers`: what the person types, one after another; without any nobody is there. */
  readonly sealdrop: (
    parameters: string[],
    options?: { environment?: Readonly<Record<string, string>>; answers?: readonly string[] },
  ) => Promise<Ran>;
  readonly remove: () => Promise<void>;
}

export async function newUser(): Promise<User> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-user-'));
  return {
    folder,
    sealdrop: async (parameters, { environment = {}, answers = [] } = {}) => {
      let [output, error] = ['', ''];
      const typed = [...answers];
      const code = await run(parameters, {
        out: (text) => void (output += text),
        error: (text) => void (error += text),
        environment: { XDG_CONFIG_HOME: folder, ...environment },
        isTerminal: false,
        width: () => 80,
        ask: answers.length === 0 ? null : async () => typed.shift() ?? '',
        input: async function* () {},
        write: async (bytes) => void (output += new TextDecoder().decode(bytes)),
      });
      return { code, output, error };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
