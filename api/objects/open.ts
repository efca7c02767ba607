/** The store that the configuration names: a folder in DATA_DIR, a bucket, or a bucket behind this server. */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { openDiskStore } from './disk.ts';
import { openS3Store } from './s3.ts';
import { createS3Client } from './s3-client.ts';
import { openProxyStore } from './s3-proxy.ts';
import type { ObjectStore } from './store.ts';
import type { UrlSecrets } from './url-signature.ts';

/**
 * `folder` is DATA_DIR, `secrets` sign the URLs that lead to this server, `now` is in Unix seconds. No request is made:
 * `problem` says whether the store can be used.
 */
export async function openObjects(
  config: Config,
  { folder, secrets, now }: { folder: string; secrets: UrlSecrets; now: () => number },
): Promise<ObjectStore> {
  const { s3 } = config;
  if (!s3) return await openDiskStore({ folder: join(folder, 'objects'), secrets, now });
  const client = createS3Client(s3);
  const store = await openS3Store({ client, config: s3, now });
  if (s3.transfer === 'direct') return store;
  // Streams have connections of their own: however many browsers send and fetch, commands find one.
  const streams = createS3Client(s3);
  return openProxyStore({ client: streams, config: s3, store, secrets, now });
}
