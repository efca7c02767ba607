/** A program of the bench: a Node.js process of its own, its log in a file, as it is where a server runs by itself. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Program {
  readonly origin: string;
  readonly pid: number;
  /** Bytes of memory that it holds now. */
  resident(): number;
  stop(): Promise<void>;
}

const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Starts `command`, the arguments of node, and waits until it has said a word. Its log is a file of `folder`. */
export async function startProgram(
  command: readonly string[],
  {
    name,
    folder,
    port,
    environment,
  }: { name: string; folder: string; port: number; environment: Record<string, string> },
): Promise<Program> {
  const { PATH = '', HOME = '' } = process.env;
  const file = join(folder, `${name}.log`);
  const log = openSync(file, 'a');
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: 'production', ...environment, PORT: `${port}` },
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  living.add(child);
  const exit = once(child, 'exit').finally(() => living.delete(child));
  const { pid = 0, stdout } = child;
  const ready = await Promise.race([stdout ? once(stdout, 'data') : exit, exit.then(() => null)]);
  if (ready === null)
    throw new Error(`${name} does not start: ${readFileSync(file, 'utf8').slice(0, 2_000)}`);
  return {
    origin: `http://127.0.0.1:${port}`,
    pid,
    resident() {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
    },
    async stop() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Runs one of the bench's own programs to its end, and answers what it says. */
export function runProgram(
  script: string,
  parameters: readonly string[],
  environment: Record<string, string>,
) {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ['scripts/run.mjs', script, ...parameters], {
    cwd: root,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 2],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return stdout;
}
