/** A browser, or what drives one, as a child process that is gone when it is stopped. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Child {
  readonly pid: number;
  readonly process: ChildProcess;
  /** The first match in what it writes to standard error. Throws where it ends before, or takes too long. */
  says(pattern: RegExp, timeout: number): Promise<RegExpExecArray>;
  /** TERM, then KILL, and waits until it is gone. */
  stop(): Promise<void>;
}

const GRACE = 10_000;

/** Starts `command` in a process group of its own, so that nothing it starts outlives it. */
export function startChild(
  command: string,
  parameters: readonly string[],
  options: { environment?: Record<string, string>; pipes?: boolean } = {},
): Child {
  const pipes = options.pipes ? (['pipe', 'pipe'] as const) : [];
  const child = spawn(command, parameters, {
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'ignore', 'pipe', ...pipes],
    detached: true,
  });
  let written = '';
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      written += error.message;
      resolve();
    });
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    // Browsers complain without end; only the beginning and the newest are of use.
    written = `${written}${chunk.toString()}`.slice(-20_000);
  });
  const group = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // All of it is gone already.
    }
  };
  const onExit = () => group('SIGKILL');
  process.once('exit', onExit);
  return {
    pid: child.pid ?? 0,
    process: child,
    says: (pattern, timeout) =>
      new Promise((resolve, reject) => {
        const fail = (why: string) => reject(new Error(`${command} ${why}:\n${written.slice(-2_000)}`));
        const late = setTimeout(() => fail('did not start in time'), timeout);
        const look = () => {
          const found = pattern.exec(written);
          if (!found) return;
          clearTimeout(late);
          resolve(found);
        };
        child.stderr?.on('data', look);
        look();
        child.once('exit', () => {
          clearTimeout(late);
          fail('ended before it was ready');
        });
      }),
    stop: async () => {
      group('SIGTERM');
      const late = setTimeout(() => group('SIGKILL'), GRACE);
      await ended;
      clearTimeout(late);
      // What the first process left behind.
      group('SIGKILL');
      process.off('exit', onExit);
    },
  };
}
