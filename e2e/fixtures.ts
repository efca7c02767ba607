/**
 * Two people and a server: `sender` and `recipient` are pages of separate browser profiles with nothing in common
 * but the server, which each worker starts once. Each test gets a folder for its files.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type LaunchOptions,
  type Page,
} from '@playwright/test';
import { launchPlainBrowser, type PlainBrowser, type PlainPage } from './cdp.ts';
import { type Server, startServer } from './server.ts';
import { type Watch, watch } from './watch.ts';

export interface TestFixtures {
  /** An empty folder, removed after the test. */
  readonly folder: string;
  readonly sender: Page;
  readonly recipient: Page;
  /** Another profile with an open page, of nobody in particular. */
  readonly newProfile: () => Promise<Page>;
  /** The same on the disk: an ordinary test profile would keep a file that it saves in memory. */
  readonly newDiskProfile: () => Promise<Page>;
  /** The same in a browser of its own that sends large files without Playwright's delay. */
  readonly newPlainProfile: () => Promise<PlainPage>;
  readonly watchOf: (page: Page) => Watch;
}

export interface WorkerFixtures {
  readonly server: Server;
}

export interface Profiles {
  readonly open: () => Promise<Page>;
  readonly openOnDisk: (folder: string, options: LaunchOptions) => Promise<Page>;
  readonly watches: Map<BrowserContext, Watch>;
  readonly close: () => Promise<void>;
}

function profilesOf(browser: Browser, server: Server): Profiles {
  const { origin, objects } = server;
  const watches = new Map<BrowserContext, Watch>();
  const watched = async (context: BrowserContext) => {
    watches.set(context, await watch(context, origin, objects.address));
    return context.newPage();
  };
  return {
    watches,
    open: async () => {
      const permissions = ['clipboard-read', 'clipboard-write'];
      return watched(await browser.newContext({ baseURL: origin, permissions }));
    },
    openOnDisk: async (folder, options) => {
      const persistent = { ...options, baseURL: origin };
      return watched(await browser.browserType().launchPersistentContext(folder, persistent));
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
  profiles: async ({ browser, server }, use) => {
    const profiles = profilesOf(browser, server);
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
  newDiskProfile: async ({ profiles, launchOptions }, use) => {
    const folders: string[] = [];
    await use(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'sealdrop-profile-'));
      folders.push(folder);
      return profiles.openOnDisk(folder, launchOptions);
    });
    // Closing it writes to it once more.
    await profiles.close();
    for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  newPlainProfile: async ({}, use) => {
    const opened: PlainBrowser[] = [];
    await use(async () => {
      const browser = await launchPlainBrowser();
      opened.push(browser);
      return browser.newPage();
    });
    const wrongs = opened.flatMap((browser) => browser.wrongs);
    for (const browser of opened) await browser.close();
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
