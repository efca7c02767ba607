/**
 * Puts a file into a bucket, in parts, several at once, each with its SHA-256. What was begun is remembered, so that the same
 * command goes on where it was after whatever has ended it.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { CompletedPart, Part } from '@aws-sdk/client-s3';
import { toBase64Url, utf8 } from '../shared/bytes.ts';
import { decodeCbor, encodeCbor } from '../shared/crypto/cbor.ts';
import { asArray, asText } from '../shared/crypto/fields.ts';
import { SealdropError } from '../shared/errors.ts';
import { inLanes } from '../shared/transfer/lanes.ts';
import { asked, BucketError, type BucketObject, statusOf } from './bucket.ts';
import { DIGEST_FIELD, objectFacts } from './bucket-object.ts';
import type { Records } from './home.ts';

const MEBIBYTE = 1_048_576;
const PART_MIN = 8 * MEBIBYTE;
/** A store takes 10,000 parts. */
const PARTS_MAX = 9_000;
const AT_ONCE = { parts: 6, bytes: 192 * MEBIBYTE };
const READ_SIZE = MEBIBYTE;

export interface PutOptions {
  readonly path: string;
  readonly object: BucketObject;
  /** Over what is there. */
  readonly replace: boolean;
  /** Whether the store is told the SHA-256 of parts; some refuse to be. */
  readonly checksums: boolean;
  /** Where uploads that were begun are remembered. */
  readonly records: Records;
  /** So many bytes more are there. */
  readonly onPut: (bytes: number) => void;
}

export interface Put {
  readonly size: number;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  readonly parts: number;
  /** Of those, how many were there from an earlier attempt; all where the same object was. */
  readonly kept: number;
}

/** Throws file-unreadable, file-changed, BucketError. */
export async function putObject(options: PutOptions): Promise<Put> {
  const { path, object } = options;
  const unreadable = (cause: unknown) =>
    new SealdropError('file-unreadable', { cause, details: { file: path } });
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  try {
    const before = await file.stat();
    if (!before.isFile()) throw unreadable(new Error('no file'));
    const source = { file, size: before.size, sha256: await digestOf(file, before.size) };
    const partSize = Math.max(PART_MIN, Math.ceil(source.size / PARTS_MAX / MEBIBYTE) * MEBIBYTE);
    const parts = Math.max(1, Math.ceil(source.size / partSize));
    const found = await objectFacts(object);
    const done = { size: source.size, sha256: source.sha256, parts };
    if (found?.sha256 === source.sha256 && found.size === source.size) return { ...done, kept: parts };
    if (found && !options.replace) throw new BucketError('taken', object.address);
    const isSame = async () => {
      const { size, mtimeMs } = await file.stat();
      if (size !== before.size || mtimeMs !== before.mtimeMs) {
        throw new SealdropError('file-changed', { details: { file: path } });
      }
    };
    if (parts === 1) {
      await putWhole(source, options);
      return { ...done, kept: 0 };
    }
    return { ...done, kept: await putParts({ ...source, partSize, parts, isSame }, options) };
  } finally {
    await file.close();
  }
}

interface Source {
  readonly file: FileHandle;
  readonly size: number;
  readonly sha256: string;
}

interface PartedSource extends Source {
  readonly partSize: number;
  readonly parts: number;
  /** Throws file-changed where the file is another one by now. */
  readonly isSame: () => Promise<void>;
}

async function digestOf(file: FileHandle, size: number): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < size; at += READ_SIZE) {
    hash.update(await readAt(file, at, Math.min(READ_SIZE, size - at)));
  }
  return hash.digest('hex');
}

async function readAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, start + done);
    if (bytesRead === 0) throw new SealdropError('file-changed');
    done += bytesRead;
  }
  return bytes;
}

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');

async function putWhole({ file, size, sha256 }: Source, options: PutOptions): Promise<void> {
  const { object, checksums, path } = options;
  const { sdk, client, name, key } = object;
  const Body = await readAt(file, 0, size);
  // Or the object would say of itself what it is not.
  if (createHash('sha256').update(Body).digest('hex') !== sha256) {
    throw new SealdropError('file-changed', { details: { file: path } });
  }
  const command = new sdk.PutObjectCommand({
    Bucket: name,
    Key: key,
    Body,
    Metadata: { [DIGEST_FIELD]: sha256 },
    ...(checksums ? { ChecksumSHA256: sha256Of(Body) } : {}),
  });
  await asked(object, client.send(command));
}

/** Answers how many parts were there already. */
async function putParts(source: PartedSource, options: PutOptions): Promise<number> {
  const { object, checksums, records, onPut } = options;
  const { sdk, client, name, key } = object;
  const at = { Bucket: name, Key: key };
  const record = toBase64Url(createHash('sha256').update(utf8(object.address)).digest());
  const { upload, listed } = await resumed(source, options, record);
  const named: CompletedPart[] = [];
  let kept = 0;
  const lanes = Math.max(2, Math.min(AT_ONCE.parts, Math.floor(AT_ONCE.bytes / source.partSize)));
  await inLanes(lanes, Array(source.parts).keys(), async (index) => {
    const start = index * source.partSize;
    const Body = await readAt(source.file, start, Math.min(source.partSize, source.size - start));
    const digest = checksums ? { ChecksumSHA256: sha256Of(Body) } : {};
    const there = listed.get(index + 1);
    if (there && isOf(there, Body)) {
      kept++;
      onPut(Body.length);
      named.push({ PartNumber: index + 1, ETag: there.ETag, ...digest });
      return;
    }
    const command = new sdk.UploadPartCommand({
      ...at,
      UploadId: upload,
      PartNumber: index + 1,
      Body,
      ...digest,
    });
    const { ETag } = await asked(object, client.send(command));
    onPut(Body.length);
    named.push({ PartNumber: index + 1, ETag, ...digest });
  });
  await source.isSame();
  const Parts = named.toSorted((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
  await asked(
    object,
    client.send(
      new sdk.CompleteMultipartUploadCommand({ ...at, UploadId: upload, MultipartUpload: { Parts } }),
    ),
  );
  await records.forget(record);
  return kept;
}

/** Whether what the store has is this: an ETag of a part is its MD5, but where the store seals it. */
function isOf({ ETag = '', Size }: Part, bytes: Buffer): boolean {
  const md5 = createHash('md5').update(bytes).digest('hex');
  return Size === bytes.length && ETag.replaceAll('"', '') === md5;
}

/** The upload that this file was begun with, and what is there of it; a new one where there is none. */
async function resumed(
  { sha256 }: Source,
  { object, checksums, records }: PutOptions,
  record: string,
): Promise<{ upload: string; listed: ReadonlyMap<number, Part> }> {
  const { sdk, client, name, key } = object;
  const at = { Bucket: name, Key: key };
  const plain = await records.load(record);
  const [begun, of] = plain ? asArray(decodeCbor(plain), 2, 2).map(asText) : [];
  if (begun !== undefined && of === sha256) {
    const listed = await listParts(object, begun);
    if (listed) return { upload: begun, listed };
  } else if (begun !== undefined) {
    // Of what the file was before: nobody goes on with that.
    const command = new sdk.AbortMultipartUploadCommand({ ...at, UploadId: begun });
    await client.send(command).catch(() => undefined);
  }
  const command = new sdk.CreateMultipartUploadCommand({
    ...at,
    Metadata: { [DIGEST_FIELD]: sha256 },
    ...(checksums ? { ChecksumAlgorithm: 'SHA256' } : {}),
  });
  const { UploadId: upload = '' } = await asked(object, client.send(command));
  await records.save(record, encodeCbor([upload, sha256]));
  return { upload, listed: new Map() };
}

/** Parts by their number; null where the upload is gone. */
async function listParts(object: BucketObject, upload: string): Promise<Map<number, Part> | null> {
  const { sdk, client, name, key } = object;
  const listed = new Map<number, Part>();
  for (let marker: string | undefined; ; ) {
    const command = new sdk.ListPartsCommand({
      Bucket: name,
      Key: key,
      UploadId: upload,
      PartNumberMarker: marker,
    });
    const page = await asked(
      object,
      client.send(command).catch((error: unknown) => {
        if (statusOf(error) === 404) return null;
        throw error;
      }),
    );
    if (!page) return null;
    for (const part of page.Parts ?? []) listed.set(part.PartNumber ?? 0, part);
    marker = page.NextPartNumberMarker;
    if (!page.IsTruncated || !marker) return listed;
  }
}
