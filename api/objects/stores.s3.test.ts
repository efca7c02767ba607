/**
 * The common suite over a real S3 service: straight, through this server, and with the bucket's name before the host's.
 * `npm run test:s3` starts the service and says in the environment where it is; no other command runs this file.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { random } from '../../shared/bytes.ts';
import { createApp } from '../app.ts';
import { parseConfig, type S3Config } from '../config.ts';
import { testServer } from '../testing.ts';
import { openS3Store } from './s3.ts';
import { createS3Client } from './s3-client.ts';
import { openProxyStore } from './s3-proxy.ts';
import { describeObjectStore, type StoreUnderTest } from './store-contract.ts';

/** What the service makes of the digest that a PUT is bound to: checked, ignored, or refused as an unknown header. */
const digests = process.env['S3_DIGESTS'];
/** The same service by a name before which the bucket's may stand; empty where it has none. */
const virtualEndpoint = process.env['S3_VIRTUAL_ENDPOINT'];

/** The bucket of the environment, some settings changed. */
function settings(changes: Readonly<Record<string, string>>): S3Config {
  const parsed = parseConfig({ ...process.env, ...changes });
  if (digests === undefined || 'problems' in parsed || !parsed.config.s3)
    throw new Error('run it by `npm run test:s3`');
  return parsed.config.s3;
}

const secondsAgo = (seconds: number) => () => Math.floor(Date.now() / 1000) - seconds;

async function direct(changes: Readonly<Record<string, string>>): Promise<StoreUnderTest> {
  const config = settings(changes);
  const client = createS3Client(config);
  const aged = (seconds: number) => openS3Store({ client, config, now: secondsAgo(seconds) });
  return {
    store: await aged(0),
    aged,
    origin: config.endpoint ?? '',
    checksDigests: config.checksum === 'sha256' && digests === 'checked',
    close: async () => client.destroy(),
  };
}

async function proxied(): Promise<StoreUnderTest> {
  const config = settings({ S3_CHECKSUM: 'none', TRANSFER: 'proxy' });
  const client = createS3Client(config);
  const secrets = [random(32)] as const;
  const aged = async (seconds: number) => {
    const now = secondsAgo(seconds);
    return openProxyStore({
      client,
      config,
      store: await openS3Store({ client, config, now }),
      secrets,
      now,
    });
  };
  const store = await aged(0);
  const server = await testServer();
  const http = createAdaptorServer({
    fetch: createApp({ ...server.deps, objects: store, web: null }).fetch,
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    store,
    aged,
    origin: `http://127.0.0.1:${port}`,
    checksDigests: true,
    async close() {
      http.close();
      await server.close();
      client.destroy();
    },
  };
}

if (digests !== 'refused') describeObjectStore('S3 with digests', () => direct({ S3_CHECKSUM: 'sha256' }));
describeObjectStore('S3 without digests', () => direct({ S3_CHECKSUM: 'none' }));
if (virtualEndpoint) {
  describeObjectStore('S3 with the bucket in the host name', () =>
    direct({ S3_CHECKSUM: 'none', S3_ENDPOINT: virtualEndpoint, S3_ADDRESSING: 'virtual' }),
  );
}
describeObjectStore('S3 through this server', proxied);
