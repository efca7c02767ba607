/**
 * Objects in an S3 bucket. Browsers send and fetch them there by presigned URLs; through this process go only the
 * commands around them. Where the store checks digests (S3_CHECKSUM=sha256) each PUT is bound to one by a signed
 * header, and an upload names the digests of its parts once more when it is completed.
 */
import {
  AbortMultipartUploadCommand,
  type AbortMultipartUploadCommandInput,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  type Part,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import type { S3Config } from '../config.ts';
import { openPresigner } from './presign.ts';
import { checkBucket } from './s3-check.ts';
import { base64, checksumOf } from './s3-checksum.ts';
import { createS3Client } from './s3-client.ts';
import { isStoreError, statusOf, storeFailure } from './s3-problem.ts';
import { GET_SECONDS, type NamedPart, type ObjectStore, PUT_SECONDS, type Upload } from './store.ts';

/** What every object is answered as, so that no browser ever shows one. */
const CONTENT_TYPE = 'application/octet-stream';
const answeredAs = {
  'response-cache-control': 'no-store',
  'response-content-disposition': 'attachment',
  'response-content-type': CONTENT_TYPE,
  'x-id': 'GetObject',
} as const;
/** Milliseconds for a command with its repeats; ten thousand parts may take a store a while. */
const COMMAND_MS = 30_000;
const COMPLETE_MS = 600_000;

const CHECKSUM_HEADER = 'x-amz-checksum-sha256';

/** The store in `config.bucket` by `client`. `now` is Unix seconds. */
export async function openS3Store({
  client,
  config,
  now,
}: {
  client: S3Client;
  config: S3Config;
  now: () => number;
}): Promise<ObjectStore> {
  const { bucket: Bucket, checksum } = config;
  const bound = checksum === 'sha256';
  const digestOf = (sha256: Bytes) => checksumOf(config, sha256);

  const source = await sourceOf(config);
  const presign = openPresigner({ client, region: config.region, source });

  /** The parts held, null where there is no such upload. */
  async function listParts({ key, id }: Upload): Promise<Part[] | null> {
    try {
      const parts: Part[] = [];
      // Not the SDK's paginator: it goes on while there is a marker, and Ceph sends one with the last page too.
      for (let marker: string | undefined; ; ) {
        const page = await client.send(
          new ListPartsCommand({ Bucket, Key: key, UploadId: id, PartNumberMarker: marker }),
          within(COMMAND_MS),
        );
        parts.push(...(page.Parts ?? []));
        marker = page.NextPartNumberMarker;
        if (!page.IsTruncated || !marker) return parts;
      }
    } catch (error) {
      if (isGone(error)) return null;
      throw storeFailure(error);
    }
  }

  async function size(key: string): Promise<number | null> {
    try {
      const { ContentLength } = await client.send(
        new HeadObjectCommand({ Bucket, Key: key }),
        within(COMMAND_MS),
      );
      return ContentLength ?? null;
    } catch (error) {
      if (isGone(error)) return null;
      throw storeFailure(error);
    }
  }

  async function requireCompleted(upload: Upload, parts: readonly NamedPart[]): Promise<void> {
    const whole = parts.reduce((sum, part) => sum + part.size, 0);
    if ((await size(upload.key)) !== whole) throw new SealdropError('not-found');
  }

  async function abortUploads(key: string): Promise<void> {
    // Whatever is listed is aborted, so that the first page is always one of new ones.
    for (let more = true; more; ) {
      const page = await client.send(
        new ListMultipartUploadsCommand({ Bucket, Prefix: key }),
        within(COMMAND_MS),
      );
      const own = (page.Uploads ?? []).filter(({ Key }) => Key === key);
      for (const { UploadId } of own) await abort({ Bucket, Key: key, UploadId });
      more = page.IsTruncated === true && own.length > 0;
    }
  }

  async function abort(input: AbortMultipartUploadCommandInput): Promise<void> {
    try {
      await client.send(new AbortMultipartUploadCommand(input), within(COMMAND_MS));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  return {
    sources: [source],
    local: null,

    async presignPut({ key, part, size: length, sha256 }) {
      const at = now();
      const { ChecksumSHA256 } = digestOf(sha256);
      const headers: Record<string, string> =
        ChecksumSHA256 === undefined ? {} : { [CHECKSUM_HEADER]: ChecksumSHA256 };
      const query: Record<string, string> = part
        ? { partNumber: `${part.number}`, uploadId: part.upload, 'x-id': 'UploadPart' }
        : { 'x-id': 'PutObject' };
      // In the query nobody would check length and digest.
      const signed = { ...headers, 'content-length': `${length}` };
      const right = { method: 'PUT', key, expiresIn: PUT_SECONDS, query, headers: signed } as const;
      return { url: await presign(right, at), headers, expires: at + PUT_SECONDS };
    },

    async presignGet(key) {
      const at = now();
      const right = { method: 'GET', key, expiresIn: GET_SECONDS, query: answeredAs, headers: {} } as const;
      return { url: await presign(right, at), expires: at + GET_SECONDS };
    },

    async begin(key) {
      try {
        const { UploadId } = await client.send(
          new CreateMultipartUploadCommand({
            Bucket,
            Key: key,
            ContentType: CONTENT_TYPE,
            // Without it a store that checks refuses parts that come with a digest.
            ...(bound ? { ChecksumAlgorithm: 'SHA256' } : {}),
          }),
          within(COMMAND_MS),
        );
        if (!UploadId) throw new Error('an upload without a name');
        return { key, id: UploadId };
      } catch (error) {
        throw storeFailure(error);
      }
    },

    async parts(upload) {
      const parts = await listParts(upload);
      return (
        parts?.map(({ PartNumber = 0, Size = 0, ETag = '' }) => ({
          number: PartNumber,
          size: Size,
          etag: ETag,
        })) ?? null
      );
    },

    async complete(upload, parts) {
      const held = await listParts(upload);
      if (!held) return await requireCompleted(upload, parts);
      const numbers = unlike(parts, held);
      if (numbers.length > 0) throw new SealdropError('parts-mismatch', { details: { numbers } });
      const Parts = parts.map(
        ({ number, etag, sha256 }): CompletedPart => ({
          PartNumber: number,
          ETag: etag,
          ...digestOf(sha256),
        }),
      );
      try {
        await client.send(
          new CompleteMultipartUploadCommand({
            Bucket,
            Key: upload.key,
            UploadId: upload.id,
            MultipartUpload: { Parts },
          }),
          within(COMPLETE_MS),
        );
      } catch (error) {
        if (isGone(error)) return await requireCompleted(upload, parts);
        // A part came anew between list and completion.
        if (isStoreError(error, 'InvalidPart', 'InvalidPartOrder', 'EntityTooSmall')) {
          const latest = await listParts(upload);
          if (!latest) return await requireCompleted(upload, parts);
          const differing = unlike(parts, latest);
          // Nothing that could be sent again: the store contradicts itself.
          if (differing.length === 0) throw storeFailure(error);
          throw new SealdropError('parts-mismatch', { details: { numbers: differing }, cause: error });
        }
        throw storeFailure(error);
      }
    },

    size,

    async remove(key) {
      try {
        // Uploads first: one that is being completed then either finds nothing or is removed as the object.
        await abortUploads(key).catch(unlessGone);
        await client.send(new DeleteObjectCommand({ Bucket, Key: key }), within(COMMAND_MS));
      } catch (error) {
        if (!isGone(error)) throw storeFailure(error);
      }
    },

    async *list() {
      for (let token: string | undefined, more = true; more; ) {
        const page = await listed(
          client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: token }), within(COMMAND_MS)),
        );
        yield (page.Contents ?? []).map(({ Key = '', Size = 0 }) => ({ key: Key, size: Size }));
        token = page.NextContinuationToken;
        more = page.IsTruncated === true && token !== undefined;
      }
    },

    async *listUploads() {
      for (let marker: { KeyMarker?: string; UploadIdMarker?: string } = {}, more = true; more; ) {
        const page = await listed(
          client.send(new ListMultipartUploadsCommand({ Bucket, ...marker }), within(COMMAND_MS)),
        );
        yield (page.Uploads ?? []).map(({ Key = '', UploadId = '' }) => ({ key: Key, id: UploadId }));
        const { NextKeyMarker, NextUploadIdMarker } = page;
        more = page.IsTruncated === true && NextKeyMarker !== undefined;
        marker = {
          ...(NextKeyMarker === undefined ? {} : { KeyMarker: NextKeyMarker }),
          ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
        };
      }
    },

    async tidy() {
      // What requests leave behind lies in uploads, and those end with their shares.
    },

    problem: () => checkBucket(client, Bucket),
  };
}

function within(milliseconds: number): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(milliseconds) };
}

/** A page of a list, or why there is none. */
async function listed<T>(page: Promise<T>): Promise<T> {
  try {
    return await page;
  } catch (error) {
    throw storeFailure(error);
  }
}

function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}

function isGone(error: unknown): boolean {
  // A HEAD has no body to say more than its status.
  return isStoreError(error, 'NoSuchUpload', 'NoSuchKey', 'NotFound') && statusOf(error) === 404;
}

/** The numbers of those parts that the store does not hold as named; all must be of one size but the last. */
function unlike(named: readonly NamedPart[], held: readonly Part[]): number[] {
  const byNumber = new Map(held.map((part) => [part.PartNumber, part]));
  return named
    .filter(({ number, size, etag, sha256 }) => {
      const part = byNumber.get(number);
      const checksum = part?.ChecksumSHA256;
      return (
        part?.Size !== size ||
        bare(part.ETag ?? '') !== bare(etag) ||
        (checksum !== undefined && checksum !== base64(sha256))
      );
    })
    .map(({ number }) => number);
}

/** Some stores quote ETags in headers and not in lists. */
function bare(etag: string): string {
  return etag.replaceAll('"', '');
}

/** Where objects lie, as connect-src takes it: with the bucket's path, where that is in the path. */
async function sourceOf(config: S3Config): Promise<string> {
  const Key = 'key';
  // Where they lie is no secret, and known before there are credentials.
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  const client = createS3Client(config, { credentials });
  const command = new GetObjectCommand({ Bucket: config.bucket, Key });
  const { origin, pathname } = new URL(await getSignedUrl(client, command));
  const folder = pathname.slice(0, -Key.length);
  return folder === '/' ? origin : origin + folder;
}
