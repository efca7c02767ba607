/** The built server, the proxy in front of it and their virtual clock, once for each worker. */
import { test as base, expect } from '@playwright/test';
import { freePort, startServer } from '../server.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { watchTraffic } from './traffic.ts';
import type { Trial } from './trial.ts';
import { virtualClock } from './virtual-clock.ts';

export const test = base.extend<object, { readonly trial: Trial }>({
  trial: [
    async ({}, use) => {
      const server = await startServer();
      const traffic = watchTraffic();
      const clock = virtualClock(traffic);
      const proxy = await startFaultProxy(server.origin, await freePort(), { clock, traffic });
      await use({ proxy, traffic, clock });
      await proxy.stop();
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

export { expect };
