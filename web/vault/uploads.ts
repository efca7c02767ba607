/**
 * Uploads of this browser that are not finished: what it takes to go on with one after a reload or a crash. The body's
 * key and the files' names are sealed by the device key; deleted when the share is ready or has ended.
 */
import { del, get, keys, set } from 'idb-keyval';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { cborMap, decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { asArray, asBytes, asRecord, asText, asUint } from '../../shared/crypto/fields.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { FLOE_HEADER_SIZE } from '../../shared/crypto/manifest-size.ts';
import { SealdropError } from '../../shared/errors.ts';
import { FILES_MAX } from '../../shared/limits.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';

/** A file as it was when it was dropped: what is picked again must be the same. */
export interface UploadFile {
  /** As the browser gave it, and as it is sent. */
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

const store = createStore('sealdrop-uploads', 'uploads');
const INT_MAX = Number.MAX_SAFE_INTEGER;

export async function saveUpload({ id, files, delivery, ...rest }: UploadRecord): Promise<void> {
  const plain = encodeCbor(
    cborMap({
      ...rest,
      v: 1,
      files: files.map(({ dropped, path, size, type, modified }) => [dropped, path, size, type, modified]),
      delivery: delivery && [delivery.fingerprint, delivery.token],
    }),
  );
  await set(toBase64Url(id), await sealForDevice(plain, labelled('upload', id)), store);
}

const FIELDS = ['v', 'bodyKey', 'bodyHeader', 'files', 'lifetime', 'limit', 'delivery'];

/** The record of an unfinished upload, or null where there is none, or none that this device key opens. */
export async function loadUpload(id: Bytes): Promise<UploadRecord | null> {
  const sealed = await get<Bytes>(toBase64Url(id), store);
  const plain = sealed && (await openForDevice(sealed, labelled('upload', id)).catch(() => null));
  if (!plain) return null;
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

/** Ids, in base64url, of the shares whose uploads are not finished. */
export async function unfinishedUploads(): Promise<Set<string>> {
  return new Set(await keys<string>(store));
}

export async function forgetUpload(id: Bytes): Promise<void> {
  await del(toBase64Url(id), store);
}
