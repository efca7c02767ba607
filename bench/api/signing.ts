/**
 * What presigning for a bucket is compared with: the SDK's own presigner in a loop, in a process of its own, with nothing
 * around it: no HTTP, no database, the same command, client and digest. Prints signatures per second.
 */
import { UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createS3Client } from '../../api/objects/s3-client.ts';
import { PUT_SECONDS } from '../../api/objects/store.ts';
import { random } from '../../shared/bytes.ts';
import { s3Config } from './s3-config.ts';

const AT_ONCE = 64;
const CHECKSUM_HEADER = 'x-amz-checksum-sha256';
const seconds = Number(process.argv[2]);
const client = createS3Client(s3Config);
const digests = Array.from({ length: AT_ONCE }, () => Buffer.from(random(32)).toString('base64'));

async function sign(ChecksumSHA256: string): Promise<void> {
  const { bucket: Bucket } = s3Config;
  const part = { Bucket, Key: `${'ab'.repeat(16)}/body`, UploadId: 'x'.repeat(40), PartNumber: 1 };
  await getSignedUrl(client, new UploadPartCommand({ ...part, ContentLength: 4_128, ChecksumSHA256 }), {
    expiresIn: PUT_SECONDS,
    signingDate: new Date(),
    unhoistableHeaders: new Set([CHECKSUM_HEADER]),
  });
}

async function rate(milliseconds: number): Promise<number> {
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < milliseconds) {
    await Promise.all(digests.map(sign));
    count += AT_ONCE;
  }
  return (count * 1000) / (performance.now() - started);
}

// Once until it is compiled.
await rate(1_000);
process.stdout.write(`${await rate(seconds * 1_000)}\n`);
