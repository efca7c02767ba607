/** The bucket that `npm run test:s3` gives to the command line's tests, and a client of their own for it. */
import { S3Client } from '@aws-sdk/client-s3';

export interface TestBucket {
  readonly bucket: string;
  readonly client: S3Client;
}

/** Throws where there is none. */
export function testBucket(): TestBucket {
  const { S3_BUCKET: bucket = '', S3_ENDPOINT, S3_REGION } = process.env;
  if (bucket === '' || !S3_ENDPOINT) throw new Error('run it by `npm run test:s3`');
  const client = new S3Client({
    endpoint: S3_ENDPOINT,
    region: S3_REGION ?? '',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { bucket, client };
}
