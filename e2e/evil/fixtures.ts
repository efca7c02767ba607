/** The two people of fixtures.ts, whose server is an adversary: `server` is the evil one, whatever it is asked. */
import type { TestType } from '@playwright/test';
import { test as base, expect } from '../fixtures.ts';
import { freePort, startServer } from '../server.ts';
import { type EvilServer, startEvilServer } from './server.ts';

interface EvilFixtures {
  /** Honest at the beginning of each test. */
  readonly evil: EvilServer;
}

interface EvilWorkerFixtures {
  readonly adversary: EvilServer;
}

type Extended =
  typeof base extends TestType<infer T, infer W> ? TestType<T & EvilFixtures, W & EvilWorkerFixtures> : never;

export const test: Extended = base.extend<EvilFixtures, EvilWorkerFixtures>({
  adversary: [
    async ({}, use) => {
      // Keys sign for the address that their page was loaded from.
      const port = await freePort();
      const environment = { PUBLIC_ORIGIN: `http://127.0.0.1:${port}` };
      const evil = await startEvilServer(await startServer({ environment }), port);
      await use(evil);
      await evil.stop();
    },
    { scope: 'worker' },
  ],
  // Profiles load the page from `server`, and may talk to nothing else.
  server: [
    async ({ adversary }, use) => {
      await use({ ...adversary.real, origin: adversary.origin });
    },
    { scope: 'worker' },
  ],
  evil: async ({ adversary }, use) => {
    adversary.reset();
    await use(adversary);
    adversary.reset();
  },
});

export { expect };
