/** Programs as they run, for tests: the server, bundled as the build does it, started on a free port, killed at the end; and others. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { vi } from 'vitest';
import { testDatabase } from './testing-database.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
// Inside the repository, so that the bundle finds node_modules.
const cache = join(root, '.cache');
const bundling = { bundle: true, platform: 'node', format: 'esm', target: 'node20' } as const;

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

const scripts = new Map<string, Promise<string>>();

/**
 * The path of a program in one file, by that of its source below the repository, for tests that run it dozens of times. What it
 * imports is in it, for to read the packages' thousand files takes longer than most of what is run; the native libsql alone cannot be.
 */
export function bundled(source: string): Promise<string> {
  const script = scripts.get(source) ?? bundle(source);
  scripts.set(source, script);
  return script;
}

async function bundle(source: string): Promise<string> {
  // Packages in CommonJS ask for it.
  const js = "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);";
  const { outputFiles } = await build({
    ...bundling,
    entryPoints: [join(root, source)],
    external: ['libsql', 'pg-native'],
    banner: { js },
    write: false,
  });
  const [made] = outputFiles;
  if (!made) throw new Error('nothing was bundled');
  const digest = createHash('sha256').update(made.contents).digest('hex').slice(0, 16);
  const script = join(cache, 'run', `${digest}.mjs`);
  await mkdir(dirname(script), { recursive: true });
  // By rename, for another process may run the same at this moment.
  const temporary = `${script}.${process.pid}`;
  await writeFile(temporary, made.contents);
  await rename(temporary, script);
  return script;
}

export async function buildProgram(): Promise<Program> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'program-'));
  const data = await mkdtemp(join(tmpdir(), 'sealdrop-program-'));
  const script = join(folder, 'api/main.js');
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web/index.html'), '<!doctype html>');
  await build({
    ...bundling,
    entryPoints: [join(root, 'api/main.ts')],
    outfile: script,
    packages: 'external',
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
      await vi.waitUntil(() => started.said.out !== '', { timeout: 60_000 });
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
