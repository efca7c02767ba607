/** Requests at 64 connections, by wrk, which takes next to no processor time from the server that it asks. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canInstall, install } from '../../scripts/debian.mjs';

const CONNECTIONS = 64;
const script = join(import.meta.dirname, 'wrk.lua');

/** One request of the load, sent as it stands. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly json?: unknown;
}

export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Answers of 400 and above, and connections that failed. */
  readonly errors: number;
  /** Milliseconds within which 99 of 100 were answered. */
  readonly p99: number;
}

/** Installs wrk where it may and must. Throws where there is none. */
export function ensureWrk(): void {
  const isThere = () => spawnSync('wrk', ['-v'], { stdio: 'ignore' }).error === undefined;
  if (isThere()) return;
  if (canInstall()) install(['wrk']);
  if (!isThere())
    throw new Error('The bench needs wrk: as root on Debian it installs the package of that name.');
}

/** Asks a server these things, one after another and from the beginning again, for so many seconds. */
export async function load(origin: string, asked: readonly Asked[], seconds: number): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-load-'));
  try {
    const file = join(folder, 'requests');
    const lines = asked.map(({ method, path, token = '-', json }) =>
      [method, path, token, json === undefined ? '-' : JSON.stringify(json)].join(' '),
    );
    await writeFile(file, `${lines.join('\n')}\n`);
    const parameters = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, origin];
    const child = spawn('wrk', [...parameters, '--', file], { stdio: ['ignore', 'pipe', 2] });
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = await once(child, 'close');
    const counts = JSON.parse(said.trimEnd().split('\n').at(-1) ?? '');
    if (code !== 0) throw new Error(`wrk ended with ${code}: ${said}`);
    return {
      requests: counts.requests,
      seconds: counts.seconds,
      errors: counts.status + counts.connection,
      p99: counts.p99,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
