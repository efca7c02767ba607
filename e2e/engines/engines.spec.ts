/**
 * The same journeys in three engines, each driven by its own protocol with the network left alone. Only
 * `npm run test:engines` runs them. docs/testing.md.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildBenchSite } from '../../scripts/bench-site.mjs';
import { makeOlder } from '../../scripts/make-older.mjs';
import { makeFile, sha256OfPieces } from '../files.ts';
import { test as base, expect } from '../fixtures.ts';
import { type Server, startServer } from '../server.ts';
import type { Engine, EngineBrowser } from './engine-browser.ts';
import { download, type Source, timeFor, upload } from './journeys.ts';
import { withBrowser } from './launch.ts';
import { openOlder } from './older.ts';
import { uploadRatio, uploadsOf } from './ratio.ts';
import { recorded } from './results.ts';
import { engines, journeySize, pairSize, pairs } from './settings.ts';

interface Sent extends Source {
  readonly sha256: string;
}

interface WorkerFixtures {
  readonly source: Sent;
  /** The largest that every browser saves by an ordinary download. */
  readonly ordinary: Sent;
  /** Of what was uploaded to this worker's server. */
  readonly links: Map<Engine, string>;
  /** A server that has the bench's page too. */
  readonly benchServer: Server;
}

/** Up to here no browser asks where a file is to go, and none needs room for it twice. */
const ORDINARY_SIZE = 64 * 1_048_576;

/** A file to send, as long as `use` goes on. */
async function withFile(name: string, size: number, use: (source: Sent) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-engines-'));
  const path = await makeFile(folder, name, size);
  const [sha256 = ''] = await sha256OfPieces(path, size);
  await use({ path, name, size, sha256 });
  await rm(folder, { recursive: true, force: true });
}

const test = base.extend<object, WorkerFixtures>({
  source: [
    async ({}, use) => withFile('journey.bin', journeySize, use),
    { scope: 'worker', timeout: timeFor(journeySize) },
  ],
  ordinary: [
    async ({}, use) => withFile('ordinary.bin', ORDINARY_SIZE, use),
    { scope: 'worker', timeout: timeFor(ORDINARY_SIZE) },
  ],
  links: [async ({}, use) => use(new Map()), { scope: 'worker' }],
  benchServer: [
    async ({}, use) => {
      // Within the project: the program imports its packages.
      const site = resolve(import.meta.dirname, '../../.cache/engines-site');
      const server = await startServer({ program: await buildBenchSite(site) });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Bytes that a browser may take above what it had, however large the file: far less than the file of a full run. */
const MEMORY_MAX = 768 * 1_048_576;

/** Above what is kept in memory where there is a disk: WebKitGTK has no such place when it is driven, and goes on in memory. */
const OLDER_SIZE = 70_000_000;

const named = ({ name, version }: EngineBrowser) => ({ browser: name, version });

for (const engine of engines) {
  test.describe(`${engine} @engines`, () => {
    test('a file goes up, and there is a link', async ({ server, source, links }) => {
      test.setTimeout(2 * timeFor(journeySize));
      let link = '';
      const { memory } = await recorded(engine, 'upload', () =>
        withBrowser(engine, async (browser) => {
          const sent = await upload(browser, server.origin, source);
          link = sent.link;
          return { ...named(browser), ...sent.took };
        }),
      );
      links.set(engine, link);
      expect(link).toContain(`${server.origin}/s/`);
      expect(memory.peak - memory.before).toBeLessThan(MEMORY_MAX);
    });

    // Chromium alone has a picker; a browser of that engine on a phone has none.
    for (const picker of engine === 'chromium' ? [true, false] : [false]) {
      const how = picker ? ', into a picked file' : '';
      test(`who opens the link saves the same bytes${how}`, async ({ server, source, links }) => {
        test.setTimeout(4 * timeFor(journeySize));
        const link =
          links.get(engine) ??
          (await withBrowser(engine, (browser) => upload(browser, server.origin, source))).link;
        links.set(engine, link);
        const { sha256, memory } = await recorded(engine, picker ? 'download-picker' : 'download', () =>
          withBrowser(engine, async (browser) => {
            const took = await download(browser, link, { ...source, picker });
            if (took.sha256 !== source.sha256) throw new Error(`saved by ${took.sink}: other bytes`);
            return { ...named(browser), ...took };
          }),
        );
        expect(sha256).toBe(source.sha256);
        expect(memory.peak - memory.before).toBeLessThan(MEMORY_MAX);
      });
    }

    test('a file of 64 MiB goes up, and is saved by an ordinary download', async ({ server, ordinary }) => {
      test.setTimeout(4 * timeFor(ORDINARY_SIZE));
      let link = '';
      await recorded(engine, 'ordinary-upload', () =>
        withBrowser(engine, async (browser) => {
          const sent = await upload(browser, server.origin, ordinary);
          link = sent.link;
          return { ...named(browser), ...sent.took };
        }),
      );
      const { sink, sha256 } = await recorded(engine, 'ordinary-download', () =>
        withBrowser(engine, async (browser) => ({
          ...named(browser),
          ...(await download(browser, link, { ...ordinary, picker: engine === 'chromium' })),
        })),
      );
      expect(sink).toBe('blob');
      expect(sha256).toBe(ordinary.sha256);
    });

    test('a file of an older system opens, and is saved as it was', async ({ server, folder }) => {
      test.setTimeout(240_000);
      const [made] = makeOlder(folder, [OLDER_SIZE], ['package-zip']);
      if (!made) throw new Error('nothing was made');
      const { path, key, name, size } = made;
      const source = { path: join(folder, path), key: join(folder, key ?? ''), name, size };
      const opened = await withBrowser(engine, (browser) => openOlder(browser, server.origin, source));
      expect(opened).toEqual({ stated: made.sha256, sha256: made.sha256 });
    });

    test('its speed against a plain upload', async ({ benchServer, folder }) => {
      test.setTimeout(uploadsOf(pairs) * timeFor(pairSize));
      const source = { path: await makeFile(folder, 'pair.bin', pairSize), name: 'pair.bin', size: pairSize };
      const { ratio } = await recorded(engine, 'ratio', () =>
        withBrowser(engine, async (browser) => {
          const found = await uploadRatio(browser, benchServer.origin, { source, pairs });
          console.log(
            `upload_ratio_${engine} ${found.ratio}: ${found.sealed} MB/s against ${found.plain} MB/s plain` +
              ` (${found.plainShape.connections} connections), the browser alone ${found.alone}; medians of ${pairs} pairs of ${pairSize} bytes`,
          );
          return { ...named(browser), ...found };
        }),
      );
      expect(ratio).toBeGreaterThan(0);
    });
  });
}
