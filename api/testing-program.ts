/** The program as it runs, for tests: bundled as the build does it, started on a free port, killed at the end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { vi } from 'vitest';
import { testDatabase } from './testing-database.ts';

// Inside the repository, so that the bundle finds node_modules.
const cache = fileURLToPath(new URL('../.cache', import.meta.url));

/** Tests ask more often than people do, and all from one address. */
const unlimited = {
  MAX_MINUTE_SHARES: '0',
  MAX_MINUTE_OPENINGS: '0',
  MAX_MINUTE_LOOKUPS: '0',
  MAX_MINUTE_SIGNED: '0',
};

export interface Running {
  readonly child: ChildProcess;
  /** Everything that it has written so far. */
  readonly said: { out: string; err: string };
  readonly exit: Promise<unknown>;
}

export interface Program {
  /** The data folder of every run. */
  readonly data: string;
  /** Of every run; null for a file. */
  readonly databaseUrl: string | null;
  run(environment: Record<string, string>): Running;
  /** Runs it on a free port and waits until it says that it is ready. */
  start(
    environment?: Record<string, string>,
  ): Promise<Running & { readonly port: number; readonly origin: string }>;
  /** Kills what still runs. */
  killAll(): void;
  remove(): Promise<void>;
}

export async function buildProgram(): Promise<Program> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'program-'));
  const data = await mkdtemp(join(tmpdir(), 'sealdrop-program-'));
  const script = join(folder, 'api/main.js');
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web/index.html'), '<!doctype html>');
  await build({
    entryPoints: [fileURLToPath(new URL('main.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  const { url, remove: removeDatabase } = await testDatabase(data);
  const running = new Set<ChildProcess>();

  function run(environment: Record<string, string>): Running {
    const child = spawn(process.execPath, [script], {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATA_DIR: data,
        DATABASE_URL: url ?? '',
        ...unlimited,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    const exit = once(child, 'exit').then(([code]: unknown[]) => code);
    return { child, said, exit };
  }

  return {
    data,
    databaseUrl: url,
    run,
    async start(environment = {}) {
      const port = await freePort();
      const started = run({ PORT: String(port), ...environment });
      await vi.waitUntil(() => started.said.out !== '', { timeout: 10_000 });
      return { ...started, port, origin: `http://127.0.0.1:${port}` };
    },
    killAll() {
      for (const child of running) child.kill('SIGKILL');
      running.clear();
    },
    async remove() {
      await removeDatabase();
      await rm(folder, { recursive: true, force: true });
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
