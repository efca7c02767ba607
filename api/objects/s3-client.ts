/**
 * The one S3 client of a process. It adds no checksums of its own: they would end up in presigned URLs as the CRC32 of
 * an empty body, and many stores do not know them. Credentials come from the SDK's default chain.
 */
import { S3Client } from '@aws-sdk/client-s3';
import type { S3Config } from '../config.ts';

const CONNECT_MS = 5_000;
/** Silence on a connection for this long means that it is dead. */
const SILENCE_MS = 60_000;
const ATTEMPTS = 3;

// The SDK's version is pinned: what a later one will need is no news for the operator's log.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** A client for the bucket's service. `attempts`: how often one request is tried. */
export function createS3Client(config: S3Config, attempts: number = ATTEMPTS): S3Client {
  return new S3Client({
    region: config.region,
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint }),
    forcePathStyle: config.addressing === 'path',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: attempts,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENCE_MS, socketTimeout: SILENCE_MS },
  });
}
