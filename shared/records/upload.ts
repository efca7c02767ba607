/**
 * An upload that is not finished: what it takes to go on with it after a crash. Where the record lies, and under which key,
 * is the device's; it is deleted when the share is ready or has ended.
 */
import type { Bytes } from '../bytes.ts';
import { cborMap, decodeCbor, encodeCbor } from '../crypto/cbor.ts';
import { asArray, asBytes, asRecord, asText, asUint } from '../crypto/fields.ts';
import { FLOE_HEADER_SIZE } from '../crypto/manifest-size.ts';
import { SealdropError } from '../errors.ts';
import { FILES_MAX } from '../limits.ts';

/** A file as it was when it was dropped or named: what is sent later must be the same. */
export interface UploadFile {
  /** As it was given, and as it is sent. */
  readonly dropped: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly type: string;
  /** Unix milliseconds, null before 1970. */
  readonly modified: number | null;
}

export interface UploadRecord {
  /** Of the share, 16 bytes. */
  readonly id: Bytes;
  /** 32 bytes. */
  readonly bodyKey: Bytes;
  /** FLOE header of the body, 74 bytes. */
  readonly bodyHeader: Bytes;
  readonly files: readonly UploadFile[];
  /** What create was, or is to be, asked for: seconds, downloads, and whose inbox it goes to. */
  readonly lifetime: number;
  readonly limit: number | null;
  readonly delivery: { readonly fingerprint: Bytes; readonly token: Bytes } | null;
}

const INT_MAX = Number.MAX_SAFE_INTEGER;

export function encodeUpload({ id: _id, files, delivery, ...rest }: UploadRecord): Bytes {
  return encodeCbor(
    cborMap({
      ...rest,
      v: 1,
      files: files.map(({ dropped, path, size, type, modified }) => [dropped, path, size, type, modified]),
      delivery: delivery && [delivery.fingerprint, delivery.token],
    }),
  );
}

const FIELDS = ['v', 'bodyKey', 'bodyHeader', 'files', 'lifetime', 'limit', 'delivery'];

/** Throws damaged where it is none, needs-newer for a later version. */
export function decodeUpload(id: Bytes, plain: Bytes): UploadRecord {
  const map = asRecord(decodeCbor(plain), FIELDS);
  if (map.get('v') !== 1) throw new SealdropError('needs-newer');
  const delivery = map.get('delivery') === null ? null : asArray(map.get('delivery'), 2, 2);
  return {
    id,
    bodyKey: asBytes(map.get('bodyKey'), 32),
    bodyHeader: asBytes(map.get('bodyHeader'), FLOE_HEADER_SIZE),
    files: asArray(map.get('files'), 1, FILES_MAX).map((file) => {
      const [dropped, path, size, type, modified] = asArray(file, 5, 5);
      return {
        dropped: asText(dropped),
        path: asText(path),
        size: asUint(size, 0, INT_MAX),
        type: asText(type),
        modified: modified === null ? null : asUint(modified, 0, INT_MAX),
      };
    }),
    lifetime: asUint(map.get('lifetime'), 1, INT_MAX),
    limit: map.get('limit') === null ? null : asUint(map.get('limit'), 1, INT_MAX),
    delivery: delivery && { fingerprint: asBytes(delivery[0], 32), token: asBytes(delivery[1], 16) },
  };
}
