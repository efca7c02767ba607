/**
 * The one S3 client of a process. It adds no checksums of its own: they would end up in presigned URLs as the CRC32 of
 * an empty body, and many stores do not know them. Credentials come from the SDK's default chain.
 */
import { S3Client } from '@aws-sdk/client-s3';
import type { S3Config } from '../config.ts';

const CONNECT_MS = 5_000;
/** Silence on a connection for this long means that it is dead. A store may be silent while it completes an upload. */
const SILENCE_MS = 120_000;
/** With TRANSFER=proxy each request of a browser is one of ours. */
const SOCKETS_MAX = 500;
const ATTEMPTS = 3;

// The SDK's version is pinned: what a later one will need is no news for the operator's log.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

function ignore(): void {}
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** A client for the bucket's service, with credentials of the SDK's default chain unless others are given. */
export function createS3Client(
  config: S3Config,
  options: {
    attempts?: number;
    credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  } = {},
): S3Client {
  const { attempts = ATTEMPTS, credentials } = options;
  return new S3Client({
    region: config.region,
    ...(credentials ? { credentials } : {}),
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint }),
    forcePathStyle: config.addressing === 'path',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: attempts,
    // A part is on its way already when we begin: to wait for the store's leave only costs time, where it gives one.
    expectContinueHeader: false,
    // The log is ours: what goes wrong reaches it as an error, in lines that quote nothing.
    logger: silent,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      httpAgent: { keepAlive: true, maxSockets: SOCKETS_MAX },
      httpsAgent: { keepAlive: true, maxSockets: SOCKETS_MAX },
    },
  });
}
