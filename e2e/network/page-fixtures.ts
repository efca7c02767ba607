/**
 * The two people of ../fixtures.ts behind the proxy, in real time. Their pages are told to let pauses pass a hundred
 * times faster (TRANSFER_PACE), and so does the proxy with its own.
 */
import type { TestType } from '@playwright/test';
import { pacedClock } from '../../shared/paced-clock.ts';
import { test as base, expect } from '../fixtures.ts';
import { freePort, type Server, startServer } from '../server.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

const PACE = 100;

interface NetworkFixtures {
  /** Lets everything pass until a test begins a schedule. */
  readonly network: FaultProxy;
}

interface Behind {
  readonly proxy: FaultProxy;
  readonly real: Server;
}

interface NetworkWorkerFixtures {
  readonly behind: Behind;
}

type Extended =
  typeof base extends TestType<infer T, infer W>
    ? TestType<T & NetworkFixtures, W & NetworkWorkerFixtures>
    : never;

export const test: Extended = base.extend<NetworkFixtures, NetworkWorkerFixtures>({
  behind: [
    async ({}, use) => {
      const port = await freePort();
      const { clock, setPace } = pacedClock();
      setPace(PACE);
      const environment = { PUBLIC_ORIGIN: `http://127.0.0.1:${port}`, TRANSFER_PACE: `${PACE}` };
      const real = await startServer({ environment });
      const proxy = await startFaultProxy(real.origin, port, { clock, traffic: null });
      await use({ proxy, real });
      await proxy.stop();
      await real.stop();
    },
    { scope: 'worker' },
  ],
  // Profiles load the page from `server`, and may talk to nothing else.
  server: [
    async ({ behind }, use) => {
      await use({ ...behind.real, origin: behind.proxy.origin });
    },
    { scope: 'worker' },
  ],
  network: async ({ behind }, use) => {
    await use(behind.proxy);
    behind.proxy.begin(null);
  },
});

export { expect };
