/**
 * What Sealdrop asks of a place that keeps objects: a body in parts or a manifest in one piece goes in by presigned
 * PUTs, ranges come out by presigned GETs, and the API itself sees no byte. Every driver passes the suite in
 * store-contract.ts. "Complete once" is decided in the database, so a driver may treat a second completion freely.
 */
import type { Bytes } from '../../shared/bytes.ts';
import type { PresignedGet, PresignedPut } from '../../shared/contract.ts';

/** Seconds that a presigned PUT and a presigned GET live. */
export const PUT_SECONDS = 3_600;
export const GET_SECONDS = 300;

/** A multipart upload that has begun. */
export interface Upload {
  readonly key: string;
  /** The driver's own name for it. */
  readonly id: string;
}

/** What a presigned PUT is bound to: one key or one part, one length, one digest. */
export interface PutTarget {
  readonly key: string;
  readonly part: { readonly upload: string; readonly number: number } | null;
  /** Bytes, exactly. */
  readonly size: number;
  readonly sha256: Bytes;
}

/** A whole object. */
export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** A part that the store holds. */
export interface StoredPart {
  /** From 1. */
  readonly number: number;
  readonly size: number;
  readonly etag: string;
}

/** A part as whoever completes an upload names it. */
export interface NamedPart extends StoredPart {
  readonly sha256: Bytes;
}

/** Why a store cannot be used: a word that says which, and for S3 what else it said. */
export interface StoreProblem {
  readonly kind:
    | 'unreachable'
    | 'no-credentials'
    | 'unknown-access-key'
    | 'wrong-secret'
    | 'expired-credentials'
    | 'denied'
    | 'no-bucket'
    | 'wrong-region'
    | 'clock-skewed'
    | 'unexpected';
  /** wrong-region: where the bucket is, if the store says so. */
  readonly region?: string;
  /** clock-skewed: seconds by which this machine's clock is ahead of the store's. */
  readonly ahead?: number;
}

/** Keys are lower-case hex and letters in up to four segments joined by "/"; api/object-keys.ts makes them. */
export interface ObjectStore {
  /** Sources other than the API's own origin that the browser must reach, as connect-src names them. */
  readonly sources: readonly string[];
  /** The part of a driver whose URLs lead to the API itself; null where the objects lie elsewhere. */
  readonly local: LocalObjects | null;

  presignPut(target: PutTarget): Promise<PresignedPut>;
  presignGet(key: string): Promise<PresignedGet>;

  begin(key: string): Promise<Upload>;
  /** The parts held, in order of number; null where there is no such upload (any more). */
  parts(upload: Upload): Promise<readonly StoredPart[] | null>;
  /**
   * Makes an object of exactly these parts, in order of number from 1, all of one size but the last. Throws
   * parts-mismatch with the numbers of those that are not held as named. Where the upload is gone and an object of the
   * same size stands in its place, it was completed before: that is a success. Else throws not-found.
   */
  complete(upload: Upload, parts: readonly NamedPart[]): Promise<void>;

  /** Bytes of a whole object, null where there is none. */
  size(key: string): Promise<number | null>;
  /** Deletes the object and every upload to its key; a success where there is nothing. */
  remove(key: string): Promise<void>;
  /** All whole objects, a page at a time, in no order. What comes or goes meanwhile may be among them or not. */
  list(): AsyncIterable<readonly StoredObject[]>;
  /** The same of uploads that have begun and are neither completed nor removed. */
  listUploads(): AsyncIterable<readonly Upload[]>;
  /** Clears away what aborted requests have left. Called at start and each minute. */
  tidy(): Promise<void>;
  /** Why the store cannot be used now; null where all is well. */
  problem(): Promise<StoreProblem | null>;
}

/** Bytes on their way out: those of the range `start` to `end` (exclusive). */
export interface ObjectReader {
  /** Bytes that can be read: the whole object's, or those before the first that the store has lost. */
  readonly size: number;
  /** `signal` aborts when nobody reads any more. A stream that breaks off was cut in the store. */
  stream(start: number, end: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** What routes/objects.ts serves. `url` is the path and query as it was asked for. */
export interface LocalObjects {
  /** Stores a body and answers its ETag. Throws url-refused, bad-request (length), damaged (digest), not-found, storage-full. */
  receive(url: string, length: number, body: AsyncIterable<Uint8Array>): Promise<string>;
  /** Throws url-refused, not-found. */
  open(url: string): Promise<ObjectReader>;
}
