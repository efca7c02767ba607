/** Buckets for tests, in the service that S3_ENDPOINT and its keys name: made with CORS for one origin, removed whole. */
import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  S3Client,
} from '@aws-sdk/client-s3';

/**
 * @typedef {object} TestBucket
 * @property {string} name
 * @property {S3Client} client
 * @property {() => Promise<void>} remove with all that is in it
 */

/**
 * A new, empty bucket. `origin`: whose pages may send and fetch objects.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string | null} origin
 * @returns {Promise<TestBucket>}
 */
export async function makeBucket(environment, origin) {
  const client = new S3Client({
    endpoint: environment['S3_ENDPOINT'] ?? '',
    region: environment['S3_REGION'] ?? '',
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const name = `sealdrop-test-${randomBytes(8).toString('hex')}`;
  await client.send(new CreateBucketCommand({ Bucket: name }));
  if (origin !== null) await allowOrigin(client, name, origin);
  return { name, client, remove: () => removeBucket(client, name) };
}

/** @param {S3Client} client @param {string} Bucket @param {string} origin */
async function allowOrigin(client, Bucket, origin) {
  const rule = {
    AllowedOrigins: [origin],
    AllowedMethods: ['GET', 'PUT'],
    AllowedHeaders: ['content-type', 'x-amz-checksum-sha256', 'range'],
    ExposeHeaders: ['ETag', 'Content-Range'],
    MaxAgeSeconds: 3_600,
  };
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
}

/** @param {S3Client} client @param {string} Bucket */
async function removeBucket(client, Bucket) {
  // A page of a list at a time, from the beginning again, for what was listed is gone then.
  for (;;) {
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    if (Uploads.length === 0) break;
    for (const { Key, UploadId } of Uploads) {
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    }
  }
  for (;;) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    if (Contents.length === 0) break;
    for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
  }
  await client.send(new DeleteBucketCommand({ Bucket }));
  client.destroy();
}
