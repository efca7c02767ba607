/** What the doctor's tests share: the doctor as a process of its own, and what it said. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { parseConfig } from '../config.ts';
import { bundled } from '../testing-program.ts';
import { checkStore } from './run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Keys of the surroundings that would speak into a test. */
const foreign = /^(S3_|AWS_|DATABASE_URL$|TRANSFER$|PUBLIC_ORIGIN$|DATA_DIR$|PORT$|HOST$|NODE_OPTIONS$)/;

export interface Visit {
  readonly code: number | null;
  readonly lines: readonly string[];
  /** Titles of the problems and of the notes, in order. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  /** Everything on standard output. */
  readonly text: string;
  /** What was written to standard error that is no warning of Node.js or the SDK. */
  readonly errors: string;
}

/** Runs the doctor with exactly these settings. `stopAt`: it gets INT as soon as it says this. */
export async function visit(
  environment: Readonly<Record<string, string>>,
  { options = [], stopAt = null }: { options?: readonly string[]; stopAt?: string | null } = {},
): Promise<Visit> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([key]) => !foreign.test(key)));
  const child = spawn(process.execPath, [await bundled('api/doctor/main.ts'), ...options], {
    cwd: root,
    env: {
      ...own,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      NODE_NO_WARNINGS: '1',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let errors = '';
  let isStopped = false;
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (stopAt === null || isStopped || !text.includes(stopAt)) return;
    // A second one would not wait for the cleaning up.
    isStopped = true;
    child.kill('SIGINT');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return seen({ text, errors, code, environment });
}

/** The same within this process, which is quicker; credentials are those of its environment. */
export async function diagnose(environment: Readonly<Record<string, string>>, fix = false): Promise<Visit> {
  const parsed = parseConfig(environment);
  if ('problems' in parsed || !parsed.config.s3) throw new Error('no configuration of a bucket');
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const { signal } = new AbortController();
  const code = await checkStore(parsed.config, parsed.config.s3, { fix, say, signal });
  return seen({ text: said.join('\n'), errors: '', code, environment: process.env });
}

function seen({
  text,
  errors,
  code,
  environment,
}: {
  text: string;
  errors: string;
  code: number | null;
  environment: Readonly<Record<string, string | undefined>>;
}): Visit {
  for (const key of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
    if (environment[key]) expect(text + errors, key).not.toContain(environment[key]);
  }
  expect(text + errors).not.toMatch(/X-Amz-(Signature|Credential|Security)|Signature=/i);
  const lines = text.trimEnd().split('\n');
  const titles = (mark: string) =>
    lines.flatMap((line) => (line.startsWith(mark) ? [line.slice(9).split(':')[0] ?? ''] : []));
  return { code, lines, problems: titles('PROBLEM  '), notes: titles('note     '), text, errors };
}
