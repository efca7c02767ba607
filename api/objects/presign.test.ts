/** Our own presigned URLs beside the SDK's: the same text, whatever is asked for and wherever the bucket is. */
import { GetObjectCommand, PutObjectCommand, type S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { S3Config } from '../config.ts';
import { openS3Store } from './s3.ts';
import { createS3Client } from './s3-client.ts';
import type { ObjectStore, PutTarget } from './store.ts';

const plain = { accessKeyId: 'access-key', secretAccessKey: 'never-in-a-url' };
const odd = { accessKeyId: 'AK/ID+=', secretAccessKey: 'a+b/c=~ é', sessionToken: 'to+ken/=&~!*' };

const amazon = { endpoint: null, region: 'ap-southeast-2', addressing: 'virtual' } as const;
const places: readonly Partial<S3Config>[] = [
  { endpoint: 'http://127.0.0.1:7480', addressing: 'path' },
  { endpoint: 'https://s3.example.org', addressing: 'virtual' },
  { endpoint: 'https://s3.example.org:8443', addressing: 'virtual', bucket: 'with.dots' },
  amazon,
  { ...amazon, addressing: 'path' },
  { ...amazon, bucket: 'with.dots' },
  { ...amazon, region: 'cn-north-1' },
  { ...amazon, region: 'us-east-1' },
];

function configOf(changes: Partial<S3Config>): S3Config {
  const { bucket = 'our-bucket', ...others } = changes;
  const common = {
    region: 'eu-central-1',
    addressing: 'path',
    checksum: 'sha256',
    transfer: 'direct',
  } as const;
  return { endpoint: null, ...common, ...others, bucket };
}

/** What the SDK makes of the same. */
function bySdk(client: S3Client, config: S3Config, target: PutTarget, now: number): Promise<string> {
  const { key: Key, part, size: ContentLength } = target;
  const ChecksumSHA256 = Buffer.from(target.sha256).toString('base64');
  const digest = config.checksum === 'sha256' ? { ChecksumSHA256 } : {};
  const input = { Bucket: config.bucket, Key, ContentLength, ...digest };
  const options = {
    expiresIn: 3_600,
    signingDate: new Date(now * 1000),
    unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
  };
  if (!part) return getSignedUrl(client, new PutObjectCommand(input), options);
  const { upload: UploadId, number: PartNumber } = part;
  return getSignedUrl(client, new UploadPartCommand({ ...input, UploadId, PartNumber }), options);
}

const targets: fc.Arbitrary<PutTarget> = fc.record({
  key: fc.stringMatching(/^[0-9a-f]{32}\/(body|manifest\/[0-9a-f]{64})$/),
  part: fc.option(
    fc.record({
      upload: fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
      number: fc.integer({ min: 1, max: 10_000 }),
    }),
  ),
  size: fc.integer({ min: 0, max: 5_000_000_000 }),
  sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => new Uint8Array(bytes)),
});
const times = fc.integer({ min: 1_700_000_000, max: 4_000_000_000 });

describe.each(places)('%j', (place) => {
  it.each([
    ['plain keys', plain, 'sha256'],
    ['keys of a session', odd, 'none'],
  ] as const)('with %s the URL is the one that the SDK makes', async (_, credentials, checksum) => {
    const config = configOf({ ...place, checksum });
    const client = createS3Client(config, { credentials });
    let now = 0;
    const store: ObjectStore = await openS3Store({ client, config, now: () => now });
    const property = fc.asyncProperty(targets, times, async (target, time) => {
      now = time;
      expect((await store.presignPut(target)).url).toBe(await bySdk(client, config, target, time));
      const command = new GetObjectCommand({
        Bucket: config.bucket,
        Key: target.key,
        ResponseContentType: 'application/octet-stream',
        ResponseContentDisposition: 'attachment',
        ResponseCacheControl: 'no-store',
      });
      const options = { expiresIn: 300, signingDate: new Date(time * 1000) };
      expect((await store.presignGet(target.key)).url).toBe(await getSignedUrl(client, command, options));
    });
    await fc.assert(property, { numRuns: 25 });
  });
});

it('takes new credentials when there are some', async () => {
  const config = configOf({ endpoint: 'https://s3.example.org' });
  const client = createS3Client(config, { credentials: plain });
  const store = await openS3Store({ client, config, now: () => 1_800_000_000 });
  const key = 'ab/body';
  const { url: first } = await store.presignGet(key);
  client.config.credentials = async () => ({ ...plain, secretAccessKey: 'another' });
  const { url: second } = await store.presignGet(key);
  client.config.credentials = async () => plain;
  const { url: third } = await store.presignGet(key);
  expect(second).not.toBe(first);
  expect(third).toBe(first);
});
