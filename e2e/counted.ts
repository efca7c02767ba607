/**
 * The fixtures with a server whose stored bodies go through a counting proxy: it stands in front of the bucket where
 * browsers reach one themselves (E2E_STORE), else in front of the server.
 */
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts';
import { test as base } from './fixtures.ts';
import { type Server, startServer } from './server.ts';

interface CountedSite {
  readonly server: Server;
  readonly proxy: CountingProxy;
}

async function startCounted(): Promise<CountedSite> {
  const { E2E_STORE = 'proxy', S3_ENDPOINT = '' } = process.env;
  const isDirect = E2E_STORE === 'direct';
  let target = S3_ENDPOINT;
  const proxy = await startCountingProxy(() => target);
  // By its number, for a service can take what stands before its own host name for a bucket's name.
  const endpoint = proxy.origin.replace('localhost', '127.0.0.1');
  const environment = isDirect ? { S3_ENDPOINT: endpoint } : { PUBLIC_ORIGIN: proxy.origin };
  const server = await startServer({ environment });
  if (!isDirect) target = server.origin;
  const { objects } = server;
  const address = objects.address?.replace(S3_ENDPOINT, endpoint) ?? null;
  const origin = isDirect ? server.origin : proxy.origin;
  return { proxy, server: { ...server, origin, objects: { ...objects, address } } };
}

export const test = base.extend<{ readonly bodies: CountingProxy }, { readonly counted: CountedSite }>({
  counted: [
    async ({}, use) => {
      const counted = await startCounted();
      await use(counted);
      await counted.server.stop();
      await counted.proxy.close();
    },
    { scope: 'worker' },
  ],
  server: [async ({ counted }, use) => use(counted.server), { scope: 'worker' }],
  bodies: async ({ counted }, use) => use(counted.proxy),
});
