/** Profiles at a server of the test's own, each watched like those of every other test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { type Watch, watch } from '../watch.ts';
import type { Site } from './site.ts';

export interface Fixtures {
  /** An empty folder, removed after the test. */
  readonly folder: string;
  /** A page of a new profile at this site. */
  readonly newProfile: (site: Site) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sealdrop-files-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  newProfile: async ({ browser }, use) => {
    const profiles: { context: BrowserContext; seen: Watch }[] = [];
    await use(async ({ server, address }) => {
      const context = await browser.newContext({
        baseURL: server.origin,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      profiles.push({ context, seen: await watch(context, server.origin, address) });
      return context.newPage();
    });
    const wrongs = profiles.flatMap(({ seen }) => seen.wrongs);
    for (const { context } of profiles) await context.close();
    expect(wrongs, 'violations, foreign requests and errors that nobody caught').toEqual([]);
  },
});

export { expect };
