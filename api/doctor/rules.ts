/**
 * The two rules that a bucket needs, CORS and the end of forgotten uploads: read, compared, and written beside the
 * rules of others. Only a rule with our own ID is ever replaced.
 */
import { createHash } from 'node:crypto';
import {
  type CORSRule,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isStoreError } from '../objects/s3-problem.ts';
import type { Bench } from './bench.ts';

const CORS_ID = 'sealdrop';
const CORS_HEADERS: readonly string[] = ['content-type', 'x-amz-checksum-sha256', 'range'];
const PREFLIGHT_SECONDS = 3_600;

const UPLOADS_ID = 'sealdrop-unfinished-uploads';
const UPLOAD_DAYS = 30;

function corsRule(origin: string): CORSRule {
  return {
    ID: CORS_ID,
    AllowedOrigins: [origin],
    AllowedMethods: ['GET', 'PUT'],
    AllowedHeaders: [...CORS_HEADERS],
    ExposeHeaders: ['ETag', 'Content-Range'],
    MaxAgeSeconds: PREFLIGHT_SECONDS,
  };
}

const uploadsRule: LifecycleRule = {
  ID: UPLOADS_ID,
  Status: 'Enabled',
  Filter: { Prefix: '' },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: UPLOAD_DAYS },
};

/** The rules as they should be. Throws what the service says where it does not show those that are there. */
export async function wantedCors({ client, s3, config }: Bench): Promise<CORSRule[]> {
  const there = await readCors(client, s3.bucket);
  // Of several rules that fit a service takes the first.
  return [corsRule(config.publicOrigin), ...there.filter(({ ID }) => ID !== CORS_ID)];
}

export async function wantedLifecycle({ client, s3 }: Bench): Promise<LifecycleRule[]> {
  const there = await readLifecycle(client, s3.bucket);
  return [...there.filter(({ ID }) => ID !== UPLOADS_ID), uploadsRule];
}

/** Our rules alone, for a person who cannot be told what else is there. */
export const ownCors = (bench: Bench): CORSRule[] => [corsRule(bench.config.publicOrigin)];
export const ownLifecycle = (): LifecycleRule[] => [uploadsRule];

async function readCors(client: S3Client, Bucket: string): Promise<CORSRule[]> {
  try {
    return (await client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules ?? [];
  } catch (error) {
    if (isStoreError(error, 'NoSuchCORSConfiguration')) return [];
    throw error;
  }
}

export async function readLifecycle(client: S3Client, Bucket: string): Promise<LifecycleRule[]> {
  try {
    return (await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules ?? [];
  } catch (error) {
    if (isStoreError(error, 'NoSuchLifecycleConfiguration')) return [];
    throw error;
  }
}

export async function writeCors({ client, s3 }: Bench, CORSRules: CORSRule[]): Promise<void> {
  const command = new PutBucketCorsCommand({ Bucket: s3.bucket, CORSConfiguration: { CORSRules } });
  command.middlewareStack.add(withMd5, { step: 'build', priority: 'low' });
  await client.send(command);
}

export async function writeLifecycle({ client, s3 }: Bench, Rules: LifecycleRule[]): Promise<void> {
  const command = new PutBucketLifecycleConfigurationCommand({
    Bucket: s3.bucket,
    LifecycleConfiguration: { Rules },
  });
  command.middlewareStack.add(withMd5, { step: 'build', priority: 'low' });
  await client.send(command);
}

interface BuildArguments {
  readonly request: unknown;
}

/** These two want a digest of their body. The SDK sends CRC32, which many services do not know; all take MD5. */
function withMd5<A extends BuildArguments, R>(next: (args: A) => Promise<R>): (args: A) => Promise<R> {
  return async (args) => {
    const { request } = args;
    if (isRequest(request)) {
      for (const name of Object.keys(request.headers)) {
        if (/^x-amz-(sdk-)?checksum-/.test(name.toLowerCase())) delete request.headers[name];
      }
      request.headers['content-md5'] = createHash('md5').update(request.body).digest('base64');
    }
    return await next(args);
  };
}

function isRequest(value: unknown): value is { headers: Record<string, string>; body: string | Uint8Array } {
  if (typeof value !== 'object' || value === null || !('body' in value) || !('headers' in value))
    return false;
  return typeof value.body === 'string' || value.body instanceof Uint8Array;
}
