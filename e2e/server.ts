/** The real server, as `npm start` leaves it: dist/api/main.js with a port and a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ownDatabase } from './own-database.ts';
import { type StoredObjects, storedObjects } from './stored-objects.ts';

const root = resolve(import.meta.dirname, '..');
const builtProgram = join(root, 'dist/api/main.js');
const READY_TIMEOUT = 60_000;

/** Tests ask more often than people do, and all from one address. */
const unlimited = Object.fromEntries(
  ['SHARES', 'OPENINGS', 'LOOKUPS', 'SIGNED'].map((kind) => [`MAX_MINUTE_${kind}`, '0']),
);

export interface Server {
  readonly origin: string;
  readonly pid: number;
  readonly dataDir: string;
  readonly objects: StoredObjects;
  /** What it was started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Everything that it has written so far, to standard output and standard error. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** TERM, and waits. Answers the exit code and the milliseconds that it took. */
  stop(): Promise<{ readonly code: number | null; readonly took: number }>;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}

/** A child process of the server's code with this environment beside PATH, HOME and no limits by the minute. */
export function spawnServer(environment: Record<string, string>, program = builtProgram): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, [program], {
    cwd: root,
    env: { PATH, HOME, ...unlimited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts it and waits until it is ready. `copyOf` is a data folder to begin with, `program` another built one. */
export async function startServer(
  options: { environment?: Record<string, string>; copyOf?: string; program?: string } = {},
): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sealdrop-data-'));
  if (options.copyOf !== undefined) await cp(options.copyOf, dataDir, { recursive: true });
  const port = await freePort();
  const objects = await storedObjects(dataDir, `http://localhost:${port}`);
  // A folder that is copied brings its database along.
  const database = await (options.copyOf === undefined ? ownDatabase() : null);
  const environment = {
    ...objects.environment,
    ...database?.environment,
    ...options.environment,
    PORT: `${port}`,
    DATA_DIR: dataDir,
  };
  const child = spawnServer(environment, options.program);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));

  const origin = await new Promise<string>((done, fail) => {
    const look = () => {
      const ready = /^Sealdrop is ready at (http:\/\/\S+)$/m.exec(stdout);
      if (ready?.[1] !== undefined) done(ready[1].replace(/\/$/, ''));
    };
    child.stdout?.on('data', look);
    child.once('exit', () => fail(new Error(`the server ended before it was ready:\n${stdout}${stderr}`)));
    setTimeout(
      () => fail(new Error(`the server was not ready in time:\n${stdout}${stderr}`)),
      READY_TIMEOUT,
    ).unref();
  });

  return {
    // Behind a server with another address, this one is still reached at its port.
    origin: options.environment?.['PUBLIC_ORIGIN'] === undefined ? origin : `http://localhost:${port}`,
    pid: child.pid ?? 0,
    dataDir,
    objects,
    environment,
    output: () => ({ stdout, stderr }),
    stop: async () => {
      const started = performance.now();
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const code = await ended;
      clearTimeout(late);
      const took = performance.now() - started;
      await objects.remove();
      await database?.remove();
      await rm(dataDir, { recursive: true, force: true });
      return { code, took };
    },
  };
}
