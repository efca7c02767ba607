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
import { localUrls, openGetUrl, openPutUrl, type UrlSecrets } from './url-signature.ts';

const CONTENT_TYPE = 'application/octet-stream';
/** Milliseconds without a byte after which a sender counts as gone. */
const STALL_MS = 60_000;

/** Puts this server before `store`, whose bucket `client` reaches. `secrets` sign the URLs. */
export function openProxyStore(options: {
  client: S3Client;
  config: S3Config;
  store: ObjectStore;
  secrets: UrlSecrets;
  now: () => number;
}): ObjectStore {
  const { client, store, secrets, now } = options;
  const { bucket: Bucket } = options.config;

  const streams = limitedStreams();

  const local: LocalObjects = {
    async receive(url, length, body) {
      const target = openPutUrl(secrets, url, now());
      if (length !== target.size) throw new SealdropError('bad-request');
      const release = streams.take(target.key);
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
      } finally {
        release();
        // A store that refuses early leaves a request behind that waits for the rest.
        checked.end();
      }
    },

    async open(url) {
      const { key } = openGetUrl(secrets, url, now());
      const size = await store.size(key);
      if (size === null) throw new SealdropError('not-found');
      return {
        size,
        stream: async (start, end, signal) => {
          if (start === end) return ReadableStream.from<Uint8Array>([]);
          const release = streams.take(key);
          const stop = new AbortController();
          const abortSignal = AbortSignal.any([stop.signal, signal]);
          try {
            const command = new GetObjectCommand({ Bucket, Key: key, Range: `bytes=${start}-${end - 1}` });
            const answer = await client.send(command, { abortSignal });
            const isAsked = answer.ContentRange?.startsWith(`bytes ${start}-${end - 1}/`);
            if (!isAsked || answer.ContentLength !== end - start || !(answer.Body instanceof Readable)) {
              throw new Error('the store answered with another range');
            }
            const close = () => {
              release();
              stop.abort();
            };
            return ReadableStream.from(exactly(answer.Body, end - start, close));
          } catch (error) {
            release();
            stop.abort();
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

    ...localUrls(secrets, now),
  };
}

/**
 * The same bytes, the last chunk held back until length and digest are right: a store drops a request that ends before
 * its announced length, so nothing else is ever stored. `broken` aborts with the reason where they are not, or where
 * the client has left; a stream alone cannot tell its request that it will never end.
 */
function checkedBody(
  body: AsyncIterable<Uint8Array>,
  { size, sha256 }: PutTarget,
): { stream: Readable; broken: AbortSignal; end: () => void } {
  const controller = new AbortController();
  /** Since when the browser has been waited for. Whoever says nothing for long has left, and holds a connection to the store. */
  let waiting: number | null = null;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let received = 0;
    let held: Uint8Array | null = null;
    waiting = performance.now();
    for await (const chunk of body) {
      waiting = null;
      received += chunk.length;
      if (received > size) throw new SealdropError('bad-request');
      hash.update(chunk);
      if (held) yield held;
      held = chunk;
      waiting = performance.now();
    }
    waiting = null;
    if (received !== size) throw new SealdropError('bad-request');
    if (!timingSafeEqual(hash.digest(), sha256)) throw new SealdropError('damaged');
    if (held) yield held;
  }
  const stream = Readable.from(bytes());
  stream.on('error', (error) => controller.abort(error));
  const watch = setInterval(() => {
    if (waiting !== null && performance.now() - waiting > STALL_MS) {
      stream.destroy(new SealdropError('bad-request'));
    }
  }, STALL_MS / 4);
  watch.unref();
  return {
    stream,
    broken: controller.signal,
    end() {
      clearInterval(watch);
      stream.destroy();
      controller.abort();
    },
  };
}

/**
 * A range from the store, cut off behind its last byte: what stands behind `content-length` in an answer is the next
 * answer on this connection, and no store is to write that. Throws where it is shorter.
 */
async function* exactly(body: Readable, size: number, close: () => void): AsyncGenerator<Uint8Array> {
  let left = size;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      left -= chunk.length;
      if (left < 0) throw new SealdropError('store-unreachable');
      yield chunk;
    }
    if (left > 0) throw new SealdropError('store-unreachable');
  } finally {
    body.destroy();
    close();
  }
}

/** Streams at once, for one object and in all: each holds a connection of a browser and one to the store. */
const STREAMS_MAX = 400;
const STREAMS_OF_ONE_MAX = 32;
const BUSY_SECONDS = 5;

/** `take` answers what gives the place free again. Throws rate-limited where there is none. */
function limitedStreams(): { take: (key: string) => () => void } {
  const counts = new Map<string, number>();
  let all = 0;
  return {
    take(key) {
      const own = counts.get(key) ?? 0;
      if (all >= STREAMS_MAX || own >= STREAMS_OF_ONE_MAX) {
        throw new SealdropError('rate-limited', { details: { retryAfter: BUSY_SECONDS } });
      }
      all++;
      counts.set(key, own + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        all--;
        const rest = (counts.get(key) ?? 1) - 1;
        if (rest > 0) counts.set(key, rest);
        else counts.delete(key);
      };
    },
  };
}
