/**
 * A bucket that browsers cannot reach: the same store, but its URLs lead to this server and its bytes stream through
 * it, a few chunks at a time. URLs are those of the disk store (url-signature.ts), and so are the checks: one length,
 * one digest, one key. Whatever the bucket checks by itself, bytes with another digest are never in it.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { SealdropError } from '../../shared/errors.ts';
import type { S3Config } from '../config.ts';
import { checksumOf } from './s3-checksum.ts';
import { isStoreError, statusOf, storeFailure } from './s3-problem.ts';
import { type LocalObjects, type ObjectStore, type PutTarget } from './store.ts';
import { localUrls, openGetUrl, openPutUrl } from './url-signature.ts';

const CONTENT_TYPE = 'application/octet-stream';

/** Puts this server before `store`, whose bucket `client` reaches. `secret` (32 bytes) signs the URLs. */
export function openProxyStore(options: {
  client: S3Client;
  config: S3Config;
  store: ObjectStore;
  secret: Uint8Array;
  now: () => number;
}): ObjectStore {
  const { client, store, secret, now } = options;
  const { bucket: Bucket } = options.config;

  const local: LocalObjects = {
    async receive(url, length, body) {
      const target = openPutUrl(secret, url, now());
      if (length !== target.size) throw new SealdropError('bad-request');
      const checked = checkedBody(body, target);
      const { part } = target;
      const input = {
        Bucket,
        Key: target.key,
        ContentLength: target.size,
        Body: checked.stream,
        ...checksumOf(options.config, target.sha256),
      };
      const within = { abortSignal: checked.broken };
      try {
        const { ETag } = part
          ? await client.send(
              new UploadPartCommand({ ...input, UploadId: part.upload, PartNumber: part.number }),
              within,
            )
          : await client.send(new PutObjectCommand({ ...input, ContentType: CONTENT_TYPE }), within);
        if (!ETag) throw new Error('stored without an ETag');
        return ETag;
      } catch (error) {
        if (checked.broken.aborted) throw checked.broken.reason;
        if (isStoreError(error, 'NoSuchUpload')) throw new SealdropError('not-found', { cause: error });
        throw storeFailure(error);
      }
    },

    async open(url) {
      const { key } = openGetUrl(secret, url, now());
      const size = await store.size(key);
      if (size === null) throw new SealdropError('not-found');
      return {
        size,
        stream: async (start, end) => {
          if (start === end) return ReadableStream.from<Uint8Array>([]);
          const Range = `bytes=${start}-${end - 1}`;
          try {
            const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, Range }));
            if (!Body) throw new Error('an answer without a body');
            return Body.transformToWebStream();
          } catch (error) {
            if (statusOf(error) === 404) throw new SealdropError('not-found', { cause: error });
            throw storeFailure(error);
          }
        },
      };
    },
  };

  return {
    ...store,
    sources: [],
    local,

    ...localUrls(secret, now),
  };
}

/**
 * The same bytes, the last chunk held back until length and digest are right: a store drops a request that ends before
 * its announced length, so nothing else is ever stored. `broken` aborts with the reason where they are not, or where
 * the client has left; a stream alone cannot tell its request that it will never end.
 */
function checkedBody(
  body: ReadableStream<Uint8Array> | null,
  { size, sha256 }: PutTarget,
): { stream: Readable; broken: AbortSignal } {
  const controller = new AbortController();
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let received = 0;
    let held: Uint8Array | null = null;
    for await (const chunk of body ?? []) {
      received += chunk.length;
      if (received > size) throw new SealdropError('bad-request');
      hash.update(chunk);
      if (held) yield held;
      held = chunk;
    }
    if (received !== size) throw new SealdropError('bad-request');
    if (!timingSafeEqual(hash.digest(), sha256)) throw new SealdropError('damaged');
    if (held) yield held;
  }
  const stream = Readable.from(bytes());
  stream.on('error', (error) => controller.abort(error));
  return { stream, broken: controller.signal };
}
