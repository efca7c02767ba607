/**
 * What every check works with: the product's own driver on the configured bucket, plain HTTP as a browser speaks it,
 * and keys below sealdrop-check/ that are all removed in the end.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Bytes } from '../../shared/bytes.ts';
import type { PresignedPut } from '../../shared/contract.ts';
import type { Config, S3Config } from '../config.ts';
import { openS3Store } from '../objects/s3.ts';
import { createS3Client } from '../objects/s3-client.ts';
import type { ObjectStore, PutTarget } from '../objects/store.ts';

const FOLDER = 'sealdrop-check';
const REQUEST_MS = 60_000;

export interface Bench {
  readonly config: Config;
  readonly s3: S3Config;
  readonly client: S3Client;
  /** The bucket's own address, without a slash at its end. */
  readonly bucketUrl: string;
  /** The driver with the checksum that works: the digest check may take it away. */
  store: ObjectStore;
  readonly storeWith: (checksum: S3Config['checksum']) => Promise<ObjectStore>;
  readonly newKey: () => string;
  /** Removes everything below this run's own folder, older versions too; answers whether that is empty now. */
  readonly cleanUp: () => Promise<boolean>;
}

export async function openBench(config: Config, s3: S3Config): Promise<Bench> {
  const client = createS3Client(s3);
  const now = () => Math.floor(Date.now() / 1000);
  const storeWith = (checksum: S3Config['checksum']) =>
    openS3Store({ client, config: { ...s3, checksum }, now });
  const store = await storeWith(s3.checksum);
  const folder = `${FOLDER}/${randomBytes(8).toString('hex')}`;
  const keys: string[] = [];
  return {
    config,
    s3,
    client,
    bucketUrl: (store.sources[0] ?? '').replace(/\/$/, ''),
    store,
    storeWith,
    newKey() {
      const key = `${folder}/${keys.length}`;
      keys.push(key);
      return key;
    },
    async cleanUp() {
      if (keys.length === 0) return true;
      // The driver also ends uploads, which no list of objects shows.
      const removed = await Promise.allSettled(keys.map((key) => store.remove(key)));
      try {
        await removeVersions(client, s3.bucket, `${folder}/`);
        const command = new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: `${folder}/` });
        const { Contents = [] } = await client.send(command);
        return Contents.length === 0 && removed.every(({ status }) => status === 'fulfilled');
      } catch {
        return false;
      }
    },
  };
}

async function removeVersions(client: S3Client, Bucket: string, Prefix: string): Promise<void> {
  // Credentials of the product alone may not list versions, and some services have none.
  const listed = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix })).catch(() => null);
  for (const { Key, VersionId } of [...(listed?.Versions ?? []), ...(listed?.DeleteMarkers ?? [])]) {
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  }
}

/** An answer to a request that no SDK made. */
export interface Answer {
  /** 0 where the connection broke. */
  readonly status: number;
  readonly ok: boolean;
  /** The service's name for its error. */
  readonly code: string | null;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** A request as a browser would make it. Redirects are answers. Throws nothing. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(REQUEST_MS);
    const response = await fetch(url, { redirect: 'manual', signal, ...init });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const code = response.ok ? null : codeOf(bytes);
    return { status: response.status, ok: response.ok, code, headers: response.headers, bytes };
  } catch {
    return { status: 0, ok: false, code: null, headers: new Headers(), bytes: new Uint8Array(0) };
  }
}

function codeOf(body: Uint8Array): string | null {
  return /<Code>(\w{1,64})<\/Code>/.exec(new TextDecoder().decode(body.subarray(0, 4_096)))?.[1] ?? null;
}

export function digestOf(bytes: Bytes): Bytes {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** The address of a PUT of exactly `bytes`. */
export async function presign(
  store: ObjectStore,
  where: Pick<PutTarget, 'key' | 'part'>,
  bytes: Bytes,
): Promise<PresignedPut> {
  return await store.presignPut({ ...where, size: bytes.length, sha256: digestOf(bytes) });
}

/** Sends `bytes`, or `sent` in their place, from a page of the product. */
export async function put(
  bench: Bench,
  where: Pick<PutTarget, 'key' | 'part'>,
  bytes: Bytes,
  { store = bench.store, sent = bytes }: { store?: ObjectStore; sent?: Bytes } = {},
): Promise<Answer> {
  const { url, headers } = await presign(store, where, bytes);
  const origin = bench.config.publicOrigin;
  return await ask(url, { method: 'PUT', headers: { ...headers, origin }, body: sent });
}

/** Fetches an object, or a range of it. */
export async function get(bench: Bench, key: string, range?: string): Promise<Answer> {
  const { url } = await bench.store.presignGet(key);
  const origin = bench.config.publicOrigin;
  return await ask(url, { headers: range === undefined ? { origin } : { origin, range } });
}
