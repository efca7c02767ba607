/** Objects of an S3 bucket for the readers of older files. Only lists and reads. */
import { olderCompanions, type StoredFile } from '../shared/archive/stored-file.ts';
import { SealdropError } from '../shared/errors.ts';
import { type Bucket, connect, statusOf } from './bucket.ts';

/**
 * The object of exactly this name and what its name asks for beside it, else all objects whose names begin so. Paths are
 * below the last folder that the prefix names whole. Throws file-unreadable, store-unreachable.
 */
export async function bucketFiles(address: {
  readonly bucket: string;
  readonly prefix: string;
}): Promise<readonly StoredFile[]> {
  const { prefix } = address;
  const bucket = await connect(process.env, address.bucket);
  if (prefix !== '' && !prefix.endsWith('/')) {
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    const wanted = [prefix, ...olderCompanions(prefix.slice(folder.length)).map((name) => folder + name)];
    const [one, ...others] = await Promise.all(wanted.map((key) => look(bucket, key, folder)));
    if (one) return [one, ...others.flatMap((file) => file ?? [])];
  }
  return await list(bucket, prefix);
}

interface Listed {
  readonly key: string;
  readonly size: number;
  readonly etag: string | undefined;
}

async function list(bucket: Bucket, Prefix: string): Promise<readonly StoredFile[]> {
  const objects: Listed[] = [];
  for (let token: string | undefined; ; ) {
    const command = new bucket.sdk.ListObjectsV2Command({
      Bucket: bucket.name,
      Prefix,
      ContinuationToken: token,
    });
    const page = await bucket.client.send(command).catch((cause: unknown) => {
      throw failure(cause);
    });
    for (const { Key: key, Size: size, ETag: etag } of page.Contents ?? []) {
      // A name that ends in "/" stands for an empty folder.
      if (key !== undefined && size !== undefined && !key.endsWith('/')) objects.push({ key, size, etag });
    }
    token = page.NextContinuationToken;
    if (!page.IsTruncated || !token) break;
  }
  const isFolder = objects.every(({ key }) => key.startsWith(`${Prefix}/`));
  const root = isFolder ? `${Prefix}/` : Prefix.slice(0, Prefix.lastIndexOf('/') + 1);
  return objects.map((object) => bucketFile(bucket, object, root));
}

async function look(bucket: Bucket, key: string, root: string): Promise<StoredFile | null> {
  try {
    const command = new bucket.sdk.HeadObjectCommand({ Bucket: bucket.name, Key: key });
    const { ContentLength: size = 0, ETag: etag } = await bucket.client.send(command);
    return bucketFile(bucket, { key, size, etag }, root);
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw failure(error);
  }
}

function bucketFile(bucket: Bucket, { key, size, etag }: Listed, root: string): StoredFile {
  const path = key.slice(root.length);
  return {
    path,
    size,
    async *stream(start, end) {
      if (start === end) return;
      // IfMatch: all pieces are of the object that was looked at, or there is an error.
      const command = new bucket.sdk.GetObjectCommand({
        Bucket: bucket.name,
        Key: key,
        Range: `bytes=${start}-${end - 1}`,
        ...(etag === undefined ? {} : { IfMatch: etag }),
      });
      let got = 0;
      try {
        const { Body } = await bucket.client.send(command);
        for await (const piece of Body as unknown as AsyncIterable<Uint8Array>) {
          got += piece.length;
          yield piece;
        }
      } catch (cause) {
        const isGone = [404, 412].includes(statusOf(cause) ?? 0);
        throw isGone
          ? new SealdropError('file-unreadable', { cause, details: { file: path } })
          : failure(cause);
      }
      if (got !== end - start) throw failure(new Error('an answer of another length'));
    },
  };
}

function failure(cause: unknown): SealdropError {
  return new SealdropError('store-unreachable', { cause });
}
