/**
 * An S3 bucket for the command line, by the same settings as the server's: S3_ENDPOINT, S3_REGION, S3_ADDRESSING, and the
 * credentials of the SDK's default chain (AWS_ACCESS_KEY_ID and the like).
 */

// The SDK's version is pinned: what a later one will need is no news for whoever moves a file.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Loaded only where it is wanted: that takes longer than opening most files. */
type Sdk = typeof import('@aws-sdk/client-s3');

export interface Bucket {
  readonly sdk: Sdk;
  readonly client: InstanceType<Sdk['S3Client']>;
  readonly name: string;
}

/** What "s3://bucket/prefix" names, or null where it is another address. */
export function parseBucketAddress(address: string): { bucket: string; prefix: string } | null {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(address);
  return match ? { bucket: match[1] as string, prefix: match[2] ?? '' } : null;
}

/** A client for this bucket; nothing is asked of it yet. */
export async function connect(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): Promise<Bucket> {
  const { S3_ENDPOINT: endpoint, S3_REGION: region, S3_ADDRESSING: addressing } = environment;
  const sdk: Sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    region: region || 'us-east-1',
    ...(endpoint ? { endpoint } : {}),
    // Every service takes the bucket's name in the path, but Amazon's for ever.
    forcePathStyle: addressing ? addressing === 'path' : Boolean(endpoint),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { sdk, client, name };
}

/** What keeps a file from getting to or from a bucket. */
export type BucketCause = 'unreachable' | 'missing' | 'taken' | 'changed' | 'differs';

export class BucketError extends Error {
  readonly code: BucketCause;
  readonly address: string;

  constructor(code: BucketCause, address: string, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.address = address;
  }
}

/** One object of a bucket. */
export interface BucketObject extends Bucket {
  readonly key: string;
  /** As the person gave it. */
  readonly address: string;
}

/** What a command says of an object. Throws BucketError: missing for 404, changed for 412, else unreachable. */
export async function asked<T>({ address }: BucketObject, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const status = statusOf(cause);
    const code = status === 404 ? 'missing' : status === 412 ? 'changed' : 'unreachable';
    throw new BucketError(code, address, cause);
  }
}

/** The status of the answer that an error is about, or null where none came. */
export function statusOf(error: unknown): number | null {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode ?? null;
}
