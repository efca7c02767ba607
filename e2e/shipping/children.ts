/** Programs that tests start, none of which outlives the test's own process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

const LOOK_AGAIN = 50;

export interface Child {
  readonly pid: number;
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  isRunning(): boolean;
  /** Everything that it has written so far. */
  output(): string;
}

const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Starts a command with this environment alone. Throws where there is no such program. */
export async function startChild(
  [program = '', ...parameters]: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Child> {
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  living.add(child);
  const ended = once(child, 'close').then(([code]) => {
    living.delete(child);
    return code as number | null;
  });
  // Of one that cannot be started "spawn" below is the one to tell.
  ended.catch(() => living.delete(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, ended, isRunning: () => living.has(child), output: () => output };
}

/** Waits until what was started answers. Throws with what it has written where it ends before, or not within so many milliseconds. */
export async function untilChild(
  child: Child,
  isReady: () => boolean | Promise<boolean>,
  timeout: number,
): Promise<void> {
  for (const end = performance.now() + timeout; !(await isReady()); await setTimeout(LOOK_AGAIN)) {
    if (!child.isRunning() || performance.now() > end)
      throw new Error(`it does not begin to work:\n${child.output()}`);
  }
}

/** Runs a command to its end. */
export async function runChild(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = await startChild(command, environment);
  return { code: await child.ended, output: child.output() };
}
