/**
 * Where a server of the tests keeps its objects, by E2E_STORE: a folder in DATA_DIR (unset), or a bucket of its own
 * that browsers reach themselves (direct; virtual: the bucket's name stands in the host name) or only through the
 * server (proxy). Specs look at what is stored there, and damage it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { makeBucket } from '../scripts/s3-bucket.mjs';

export interface StoredObjects {
  /** What the server's environment holds for it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the addresses of objects begin with; null where they are the server's own. */
  readonly address: string | null;
  /** A name for each; those of a share hold its id in hex. */
  names(): Promise<string[]>;
  read(name: string): Promise<Buffer>;
  /**
   * What stays the same for as long as nobody writes the object, and not longer: time of modification, inode number and
   * SHA-256 of the file; time of modification, ETag and SHA-256 in a bucket.
   */
  stamp(name: string): Promise<string>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Takes away what lies outside of DATA_DIR. */
  remove(): Promise<void>;
}

/** For the server whose pages are at `origin`. */
export async function storedObjects(dataDir: string, origin: string): Promise<StoredObjects> {
  const store = process.env['E2E_STORE'];
  if (!store) return onDisk(dataDir);
  if (store !== 'direct' && store !== 'virtual' && store !== 'proxy') {
    throw new Error(`E2E_STORE=${store}: wanted direct, virtual or proxy`);
  }
  return await inBucket(store, origin);
}

function onDisk(dataDir: string): StoredObjects {
  return {
    environment: {},
    address: null,
    names: () => filesBelow(join(dataDir, 'objects')),
    read: (name) => readFile(name),
    async stamp(name) {
      const { mtimeNs, ino } = await stat(name, { bigint: true });
      return `${mtimeNs} ${ino} ${digestOf(await readFile(name))}`;
    },
    write: (name, bytes) => writeFile(name, bytes),
    remove: async () => {},
  };
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The stamps of all objects that hold a share's body, by name: the parts and their index on disk, one object in a
 * bucket. `id` is the share's, in base64url.
 */
export async function bodyStamps(objects: StoredObjects, id: string): Promise<Record<string, string>> {
  const hex = Buffer.from(id, 'base64url').toString('hex');
  const names = (await objects.names()).filter((name) => name.includes(`${hex}/body`));
  if (names.length === 0) throw new Error(`no body of ${hex}`);
  const stamps = await Promise.all(names.map(async (name) => [name, await objects.stamp(name)] as const));
  return Object.fromEntries(stamps);
}

/** The paths of all files below a folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const localhostNames = pathToFileURL(join(import.meta.dirname, '../scripts/localhost-names.mjs')).href;

function addressOf(store: 'direct' | 'virtual' | 'proxy', endpoint: string, bucket: string): string | null {
  if (store === 'proxy') return null;
  if (store === 'direct') return `${endpoint}/${bucket}/`;
  const url = new URL(endpoint);
  url.hostname = `${bucket}.${url.hostname}`;
  return url.href;
}

async function keysOf(client: S3Client, Bucket: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  }
  return keys;
}

async function inBucket(store: 'direct' | 'virtual' | 'proxy', origin: string): Promise<StoredObjects> {
  const { name: Bucket, client, remove } = await makeBucket(process.env, store === 'proxy' ? null : origin);
  const endpoint = process.env[store === 'virtual' ? 'S3_VIRTUAL_ENDPOINT' : 'S3_ENDPOINT'] ?? '';
  const read = async (Key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  return {
    environment: {
      S3_BUCKET: Bucket,
      S3_ENDPOINT: endpoint,
      S3_ADDRESSING: store === 'virtual' ? 'virtual' : 'path',
      S3_REGION: process.env['S3_REGION'] ?? '',
      AWS_ACCESS_KEY_ID: process.env['AWS_ACCESS_KEY_ID'] ?? '',
      AWS_SECRET_ACCESS_KEY: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
      S3_CHECKSUM: process.env['S3_DIGESTS'] === 'refused' ? 'none' : 'sha256',
      TRANSFER: store === 'proxy' ? 'proxy' : 'direct',
      ...(store === 'virtual' ? { NODE_OPTIONS: `--import=${localhostNames}` } : {}),
    },
    address: addressOf(store, endpoint, Bucket),
    names: () => keysOf(client, Bucket),
    read,
    async stamp(Key) {
      const { LastModified, ETag } = await client.send(new HeadObjectCommand({ Bucket, Key }));
      if (!LastModified || !ETag) throw new Error(`no time or no ETag of ${Key}`);
      return `${LastModified.toISOString()} ${ETag} ${digestOf(await read(Key))}`;
    },
    async write(Key, Body) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    remove,
  };
}
