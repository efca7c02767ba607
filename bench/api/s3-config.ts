/** A bucket that nobody has: signing asks for none. */
import type { S3Config } from '../../api/config.ts';

export const s3Config: S3Config = {
  bucket: 'sealdrop-bench',
  endpoint: 'http://127.0.0.1:9',
  region: 'us-east-1',
  addressing: 'path',
  checksum: 'sha256',
  transfer: 'direct',
};

/** The same for the server, and keys for whoever signs. */
export const s3Environment: Readonly<Record<string, string>> = {
  S3_BUCKET: s3Config.bucket,
  S3_ENDPOINT: s3Config.endpoint ?? '',
  S3_REGION: s3Config.region,
  S3_ADDRESSING: s3Config.addressing,
  S3_CHECKSUM: s3Config.checksum,
  AWS_ACCESS_KEY_ID: 'AKIDBENCH',
  AWS_SECRET_ACCESS_KEY: 'a-secret-of-nobody',
};
