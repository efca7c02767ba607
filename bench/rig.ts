/**
 * What every subject runs on: the built server with the built page, the bench page beside it on the same origin and
 * under the same policy, Chromium, and files in the page cache.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launchPlainBrowser, type PlainBrowser, type PlainPage } from '../e2e/cdp.ts';
import { makeFile } from '../e2e/files.ts';
import { type Server, startServer } from '../e2e/server.ts';
import { buildBenchSite } from '../scripts/bench-site.mjs';
import { difference, processorSeconds } from './cpu.ts';
import type { Options } from './options.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, '.cache/bench');

type Use<T> = (page: PlainPage) => Promise<T>;

export interface Rig {
  readonly options: Options;
  /** The server's program, with the bench page beside it. */
  readonly program: string;
  readonly server: Server;
  readonly browser: PlainBrowser;
  /** Whether the store compares what it gets with its SHA-256. */
  readonly storeChecks: boolean;
  /** One file of this size, in the page cache. */
  file(size: number): Promise<string>;
  /** Many files of this size, below a folder of their own. */
  files(count: number, size: number): Promise<readonly string[]>;
  /** The product's page at a path, freshly loaded; closed after `use`. `before` gets it while it is still empty. */
  onPage<T>(path: string, use: Use<T>, before?: Use<void>): Promise<T>;
  /** The bench page with these files in its input; closed after `use`. */
  onBench<T>(files: readonly string[], use: Use<T>): Promise<T>;
  /** Processor seconds by kind of process, that the last page took, from its being loaded to its being closed. */
  processor(): ReadonlyMap<string, number>;
  note(words: string): void;
  stop(): Promise<void>;
}

export async function startRig(options: Options): Promise<Rig> {
  const files = join(folder, 'files');
  await mkdir(files, { recursive: true });
  const program = await buildBenchSite(join(folder, 'site'));
  const server = await startServer({ program });
  const browser = await launchPlainBrowser();
  let processor: ReadonlyMap<string, number> = new Map();

  async function onPage<T>(path: string, use: Use<T>, before?: Use<void>): Promise<T> {
    // What the run before has left to write would be written during this one.
    execFileSync('sync');
    const page = await browser.newPage();
    try {
      await before?.(page);
      await page.goto(`${server.origin}${path}`);
      const earlier = await processorSeconds(server.pid, browser.pid);
      const answer = await use(page);
      processor = difference(earlier, await processorSeconds(server.pid, browser.pid));
      return answer;
    } finally {
      await page.close();
    }
  }

  return {
    options,
    program,
    server,
    browser,
    storeChecks: !options.s3 || process.env['S3_DIGESTS'] === 'checked',
    async file(size) {
      const path = await makeFile(files, `${size / 1_048_576} MiB.bin`, size);
      execFileSync('sync');
      execFileSync('cat', [path], { stdio: 'ignore' });
      return path;
    },
    async files(count, size) {
      const paths: string[] = [];
      for (let i = 0; i < count; i++) paths.push(await makeFile(files, join('many', `${i}.bin`), size));
      return paths;
    },
    onPage,
    onBench: (list, use) =>
      onPage('/bench.html', async (page) => {
        await page.setFiles('Files', list);
        return use(page);
      }),
    processor: () => processor,
    note: (words) => process.stderr.write(`  ${words}\n`),
    async stop() {
      await browser.close();
      await server.stop();
      await rm(files, { recursive: true, force: true });
    },
  };
}
