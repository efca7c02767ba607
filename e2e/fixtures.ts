/**
 * Two people and a server: `sender` and `recipient` are pages of separate browser profiles with nothing in common
 * but the server, which each worker starts once. Each test gets a folder for its files.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { launchPlainBrowser, type PlainBrowser, type PlainPage } from './cdp.ts';
import { type Server, startServer } from './server.ts';
import { type Watch, watch } from './watch.ts';

interface TestFixtures {
  /** An empty folder, removed after the test. */
  readonly folder: string;
  readonly sender: Page;
  readonly recipient: Page;
  /** Another profile with an open page, of nobody in particular. */
  readonly newProfile: () => Promise<Page>;
  /** The same on disk, as a person's: what others store stays in memory, where nothing is kept that can be gone on with. */
  readonly newDiskProfile: () => Promise<Page>;
  /** The same in a browser of its own that sends large files without Playwright's delay. */
  readonly newPlainProfile: () => Promise<PlainPage>;
  readonly watchOf: (page: Page) => Watch;
}

interface WorkerFixtures {
  readonly server: Server;
}

interface Profiles {
  readonly open: () => Promise<Page>;
  readonly openOnDisk: () => Promise<Page>;
  readonly watches: Map<BrowserContext, Watch>;
  readonly close: () => Promise<void>;
}

function profilesOf(browser: Browser, server: Server, folder: string): Profiles {
  const watches = new Map<BrowserContext, Watch>();
  return {
    watches,
    open: async () => {
      const context = await browser.newContext({
        baseURL: server.origin,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      watches.set(context, await watch(context, server.origin, server.objects.address));
      return context.newPage();
    },
    openOnDisk: async () => {
      const { launchOptions, locale = 'en-US' } = base.info().project.use;
      const context = await browser
        .browserType()
        .launchPersistentContext(join(folder, `profile-${watches.size}`), {
          ...launchOptions,
          locale,
          baseURL: server.origin,
        });
      watches.set(context, await watch(context, server.origin, server.objects.address));
      return context.newPage();
    },
    close: async () => {
      for (const context of watches.keys()) await context.close();
    },
  };
}

export const test = base.extend<TestFixtures & { readonly profiles: Profiles }, WorkerFixtures>({
  // Playwright reads the names of fixtures from the pattern, so it must be there even if empty.
  server: [
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sealdrop-files-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  profiles: async ({ browser, server, folder }, use) => {
    const profiles = profilesOf(browser, server, folder);
    await use(profiles);
    const wrongs = [...profiles.watches.values()].flatMap((seen) => seen.wrongs);
    await profiles.close();
    expect(wrongs, 'violations, foreign requests and errors that nobody caught').toEqual([]);
  },
  sender: async ({ profiles }, use) => {
    await use(await profiles.open());
  },
  recipient: async ({ profiles }, use) => {
    await use(await profiles.open());
  },
  newProfile: async ({ profiles }, use) => {
    await use(profiles.open);
  },
  newDiskProfile: async ({ profiles }, use) => {
    await use(profiles.openOnDisk);
  },
  newPlainProfile: async ({}, use) => {
    const opened: { browser: PlainBrowser; page: PlainPage }[] = [];
    await use(async () => {
      const browser = await launchPlainBrowser();
      const page = await browser.newPage();
      opened.push({ browser, page });
      return page;
    });
    const wrongs = opened.flatMap(({ page }) => page.wrongs);
    for (const { browser } of opened) await browser.close();
    expect(wrongs, 'violations, and errors that nobody caught').toEqual([]);
  },
  watchOf: async ({ profiles }, use) => {
    await use((page) => {
      const seen = profiles.watches.get(page.context());
      if (!seen) throw new Error('this page belongs to no watched profile');
      return seen;
    });
  },
});

export { expect };
