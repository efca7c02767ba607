/** The object that "s3://bucket/key" names. */
import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { asked, type BucketObject, connect, parseBucketAddress, statusOf } from './bucket.ts';
import { UsageError } from './command.ts';

/** Where SHA-256 of the whole object stands, in hex: a store keeps such words, whatever it makes of checksums. */
export const DIGEST_FIELD = 'sealdrop-sha256';

/** Of a key that ends in "/", or of a bucket alone, `name` below it. Throws UsageError for another address. */
export async function bucketObject(
  environment: Readonly<Record<string, string | undefined>>,
  address: string,
  name: string | null,
): Promise<BucketObject> {
  const parsed = parseBucketAddress(address);
  if (!parsed) throw new UsageError(`${address} is no address of the form s3://BUCKET/KEY.`);
  const { bucket, prefix } = parsed;
  const isFolder = prefix === '' || prefix.endsWith('/');
  if (isFolder && name === null) throw new UsageError(`${address} names no object.`);
  const key = isFolder ? `${prefix}${name}` : prefix;
  return { ...(await connect(environment, bucket)), key, address: `s3://${bucket}/${key}` };
}

export interface ObjectFacts {
  readonly size: number;
  readonly etag: string;
  /** As whoever put it says, null where it came by another program. */
  readonly sha256: string | null;
}

/** What the store says of it; null where there is none. Throws BucketError. */
export async function objectFacts(object: BucketObject): Promise<ObjectFacts | null> {
  const { sdk, client, name, key } = object;
  const command = new sdk.HeadObjectCommand({ Bucket: name, Key: key });
  const answer: HeadObjectCommandOutput | null = await asked(
    object,
    client.send(command).catch((error: unknown) => {
      if (statusOf(error) === 404) return null;
      throw error;
    }),
  );
  if (!answer) return null;
  const digest = answer.Metadata?.[DIGEST_FIELD] ?? '';
  return {
    size: answer.ContentLength ?? 0,
    etag: answer.ETag ?? '',
    sha256: /^[0-9a-f]{64}$/.test(digest) ? digest : null,
  };
}
