/** A server that can be killed and its store, seen from behind: which objects there are, whatever the API says. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { makeBucket, type TestBucket } from '../../scripts/s3-bucket.mjs';
import type { S3Service } from '../../scripts/s3-server.mjs';
import { freePort } from '../server.ts';
import { type MortalServer, mortalServer } from './process.ts';

export interface Site {
  readonly server: MortalServer;
  /** Keys of the objects below a prefix. */
  objects(prefix: string): Promise<readonly string[]>;
  /** How many uploads to keys below a prefix have begun and not ended. */
  uploads(prefix: string): Promise<number>;
  /** null on the disk. */
  readonly bucket: TestBucket | null;
  /** What the addresses of objects begin with; null where they are the server's own. */
  readonly address: string | null;
  remove(): Promise<void>;
}

export async function diskSite(
  options: { dataDir?: string; environment?: Record<string, string> } = {},
): Promise<Site> {
  const server = await mortalServer(options);
  const folder = join(server.dataDir, 'objects');
  return {
    server,
    bucket: null,
    address: null,
    async objects(prefix) {
      const manifests = await names(join(folder, 'objects', prefix, 'manifest'));
      const others = (await names(join(folder, 'objects', prefix))).filter((name) => name !== 'manifest');
      return [...others, ...manifests.map((name) => `manifest/${name}`)].map((name) => `${prefix}/${name}`);
    },
    uploads: async (prefix) => (await names(join(folder, 'uploads', prefix, 'body'))).length,
    remove: () => server.remove(),
  };
}

/** The names in a folder; none where there is no folder. */
async function names(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
}

/** With a bucket of its own. */
export async function s3Site(
  { environment }: Pick<S3Service, 'environment'>,
  transfer: 'direct' | 'proxy',
): Promise<Site> {
  const port = await freePort();
  const bucket = await makeBucket(environment, `http://localhost:${port}`);
  const server = await mortalServer({
    port,
    environment: { ...environment, S3_BUCKET: bucket.name, TRANSFER: transfer },
  });
  const { client, name: Bucket } = bucket;
  return {
    server,
    bucket,
    address: transfer === 'direct' ? `${environment['S3_ENDPOINT']}/${bucket.name}/` : null,
    async objects(Prefix) {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
      return Contents.map(({ Key = '' }) => Key);
    },
    async uploads(Prefix) {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix }));
      return Uploads.length;
    },
    async remove() {
      await server.remove();
      await bucket.remove();
    },
  };
}
