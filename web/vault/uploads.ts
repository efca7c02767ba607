/**
 * Uploads of this browser that are not finished: what it takes to go on with one after a reload or a crash. The body's
 * key and the files' names are sealed by the device key; deleted when the share is ready or has ended.
 */
import { del, get, set } from 'idb-keyval';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { decodeUpload, encodeUpload, type UploadRecord } from '../../shared/records/upload.ts';
import { openForDevice, sealForDevice } from './device-key.ts';
import { uploadStore as store } from './unfinished-uploads.ts';

export async function saveUpload(record: UploadRecord): Promise<void> {
  const { id } = record;
  await set(toBase64Url(id), await sealForDevice(encodeUpload(record), labelled('upload', id)), store);
}

/** The record of an unfinished upload, or null where there is none, or none that this device key opens. */
export async function loadUpload(id: Bytes): Promise<UploadRecord | null> {
  const sealed = await get<Bytes>(toBase64Url(id), store);
  const plain = sealed && (await openForDevice(sealed, labelled('upload', id)).catch(() => null));
  return plain ? decodeUpload(id, plain) : null;
}

export async function forgetUpload(id: Bytes): Promise<void> {
  await del(toBase64Url(id), store);
}
