/** A bucket for one test of the doctor, in the service that the environment names: set up wrongly, looked into, removed. */
import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type BucketCannedACL,
  type CORSRule,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ownPolicy } from './policy.ts';

function required(key: string): string {
  const value = process.env[key];
  if (!value) throw new Error(`${key} is missing: run this by \`npm run test:s3\``);
  return value;
}

/** The settings for the service and its keys. */
export const service = {
  S3_ENDPOINT: required('S3_ENDPOINT'),
  S3_REGION: process.env['S3_REGION'] || 'us-east-1',
  S3_ADDRESSING: 'path',
  S3_CHECKSUM: process.env['S3_CHECKS_DIGESTS'] === 'yes' ? 'sha256' : 'none',
  AWS_ACCESS_KEY_ID: required('AWS_ACCESS_KEY_ID'),
  AWS_SECRET_ACCESS_KEY: required('AWS_SECRET_ACCESS_KEY'),
} as const;

const client = new S3Client({
  endpoint: service.S3_ENDPOINT,
  region: service.S3_REGION,
  forcePathStyle: true,
  credentials: { accessKeyId: service.AWS_ACCESS_KEY_ID, secretAccessKey: service.AWS_SECRET_ACCESS_KEY },
});

export interface TestBucket {
  readonly name: string;
  /** Keys of everything in it, older versions and unfinished uploads too. */
  content(): Promise<string[]>;
  setCors(...rules: CORSRule[]): Promise<unknown>;
  cors(): Promise<CORSRule[]>;
  setLifecycle(...rules: LifecycleRule[]): Promise<unknown>;
  lifecycle(): Promise<LifecycleRule[]>;
  /** For everybody, its owner too; beside the statements against unsigned headers, once guard() set them. */
  setPolicy(effect: 'Allow' | 'Deny', actions: readonly string[]): Promise<unknown>;
  /** The statements against unsigned headers alone. */
  guard(): Promise<unknown>;
  putPolicy(policy: object): Promise<unknown>;
  policy(): Promise<{ Statement: { Sid?: string }[] }>;
  removePolicy(): Promise<unknown>;
  setAcl(acl: BucketCannedACL): Promise<unknown>;
  keepVersions(): Promise<unknown>;
  /** With all that is in it. */
  remove(): Promise<void>;
}

export async function makeBucket(options: { lock?: boolean } = {}): Promise<TestBucket> {
  const Bucket = `sealdrop-doctor-${randomBytes(8).toString('hex')}`;
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: options.lock ?? false }));

  async function list() {
    const { Versions = [], DeleteMarkers = [] } = await client.send(
      new ListObjectVersionsCommand({ Bucket }),
    );
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    return { versions: [...Versions, ...DeleteMarkers], uploads: Uploads };
  }

  const guards = ownPolicy({ bucket: Bucket });
  let isGuarded = false;
  const putPolicy = (policy: object) => {
    const Policy = JSON.stringify({ Version: '2012-10-17', ...policy });
    return client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  };

  const bucket: TestBucket = {
    name: Bucket,
    async content() {
      const { versions, uploads } = await list();
      return [...versions, ...uploads].map(({ Key = '' }) => Key);
    },
    setCors: (...CORSRules) =>
      client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } })),
    cors: async () => (await client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules ?? [],
    setLifecycle: (...Rules) =>
      client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } })),
    lifecycle: async () =>
      (await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules ?? [],
    setPolicy(Effect, Action) {
      const Resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];
      const Statement = [{ Effect, Principal: '*', Action, Resource }];
      return putPolicy({ Statement: [...Statement, ...(isGuarded ? guards.Statement : [])] });
    },
    guard() {
      isGuarded = true;
      return putPolicy(guards);
    },
    putPolicy,
    async policy() {
      const { Policy = '' } = await client.send(new GetBucketPolicyCommand({ Bucket }));
      return JSON.parse(Policy) as { Statement: { Sid?: string }[] };
    },
    removePolicy: () => client.send(new DeleteBucketPolicyCommand({ Bucket })),
    setAcl: (ACL) => client.send(new PutBucketAclCommand({ Bucket, ACL })),
    keepVersions() {
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      return client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    },
    async remove() {
      await bucket.removePolicy();
      const { versions, uploads } = await list();
      for (const { Key, VersionId } of versions) {
        await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
      }
      for (const { Key, UploadId } of uploads) {
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      }
      await client.send(new DeleteBucketCommand({ Bucket }));
    },
  };
  return bucket;
}
