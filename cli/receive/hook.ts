/** The operator's own program, told of each arrival: started as it is, without a shell, and without anything of ours that is secret. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { StoredEntry } from './journal.ts';

/** Milliseconds after which a hook is ended. */
const TIME_MAX = 600_000;
/** What of the service's environment it sees: passphrases and keys are beside these. */
const passed = ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/**
 * Runs the program `hook` for an arrival in `folder`. Paths come by its standard input, one a line, for an environment is short. What
 * it ended with: its exit code, or the signal or the system's code in words. Never throws.
 */
export function runHook(
  hook: string,
  folder: string,
  { arrival, delivery, names, files, size, sender, at }: Omit<StoredEntry, 'step' | 'hook'>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number | string> {
  const paths = names.map((name) => join(folder, name));
  const kept = passed.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]));
  const facts = {
    SEALDROP_ARRIVAL: `${arrival}`,
    SEALDROP_DELIVERY: delivery,
    SEALDROP_DIR: folder,
    SEALDROP_PATH: paths[0] ?? '',
    SEALDROP_FILES: `${files}`,
    SEALDROP_SIZE: `${size}`,
    SEALDROP_TIME: `${at}`,
    SEALDROP_SENDER: sender['kind'] ?? '',
    SEALDROP_SENDER_NAME: sender['name'] ?? '',
    SEALDROP_SENDER_FINGERPRINT: sender['fingerprint'] ?? '',
  };
  return new Promise((resolve) => {
    const child = spawn(hook, [], {
      cwd: folder,
      env: { ...Object.fromEntries(kept), ...facts },
      // What it says stands beside the log: standard output is the link's.
      stdio: ['pipe', 2, 2],
      timeout: TIME_MAX,
      killSignal: 'SIGKILL',
    });
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    // It need not read them.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(paths.map((path) => `${path}\n`).join(''));
  });
}
