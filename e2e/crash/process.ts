/**
 * The built server as something that dies: ended by KILL and begun again on the same port and folder, as often as a
 * test likes. Nothing of it is left behind when the test's own process ends.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, spawnServer } from '../server.ts';

const READY_TIMEOUT = 20_000;

export interface MortalServer {
  readonly origin: string;
  readonly dataDir: string;
  /** What it runs with, beside PATH and HOME. */
  readonly environment: Readonly<Record<string, string>>;
  /** Begins, on the same port and folder; resolves when it is ready. */
  readonly start: () => Promise<void>;
  /** KILL; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** What all its lives have written to standard error. */
  log(): string;
  /** Kills it and removes its folder. */
  remove(): Promise<void>;
}

const living = new Set<ChildProcess>();
const folders = new Set<string>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A server that has begun. `dataDir` is a folder that others own; without one it gets its own, and so with `port`. */
export async function mortalServer(
  options: { environment?: Record<string, string>; dataDir?: string; port?: number } = {},
): Promise<MortalServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'sealdrop-crash-')));
  if (options.dataDir === undefined) folders.add(dataDir);
  const port = options.port ?? (await freePort());
  const environment = { ...options.environment, PORT: `${port}`, DATA_DIR: dataDir };
  let child: ChildProcess | null = null;
  let stderr = '';

  async function start(): Promise<void> {
    const started = spawnServer(environment);
    child = started;
    living.add(started);
    started.once('exit', () => living.delete(started));
    started.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    await new Promise<void>((done, fail) => {
      let stdout = '';
      started.stdout?.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
        if (stdout.includes('Sealdrop is ready at')) done();
      });
      started.once('exit', (code) => fail(new Error(`the server ended with ${code}:\n${stderr}`)));
      setTimeout(
        () => fail(new Error(`the server was not ready in time:\n${stderr}`)),
        READY_TIMEOUT,
      ).unref();
    });
  }

  async function kill(): Promise<void> {
    const dying = child;
    child = null;
    if (dying) await killed(dying);
  }

  await start();
  return {
    origin: `http://localhost:${port}`,
    dataDir,
    environment,
    start,
    kill,
    log: () => stderr,
    async remove() {
      await kill();
      if (folders.delete(dataDir)) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Runs a program to its end and answers what it wrote; throws with its complaint where it fails. */
export async function run(command: string, ...parameters: readonly string[]): Promise<string> {
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}
