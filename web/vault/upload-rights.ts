/**
 * What lets this browser upload where a site asks for it: the site's upload token, and permits that were not used, sealed by
 * the device key.
 */
import { del, get, set } from 'idb-keyval';
import { type Bytes, fromUtf8, utf8 } from '../../shared/bytes.ts';
import { decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { asArray, asBytes } from '../../shared/crypto/fields.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';

const store = createStore('sealdrop-upload-rights', 'rights');
const TOKEN = 'token';
const PERMITS = 'permits';
const PERMIT_SIZE = 32;
/** Permits that are kept at once: a few batches. */
const PERMITS_MAX = 64;

function aadOf(name: string): Bytes {
  return labelled('vault', utf8(name));
}

async function save(name: string, plain: Bytes): Promise<void> {
  await set(name, await sealForDevice(plain, aadOf(name)), store);
}

/** What was kept under a name; null where there is nothing, or nothing that this device key opens. */
async function load(name: string): Promise<Bytes | null> {
  const sealed = await get<Bytes>(name, store);
  return sealed ? await openForDevice(sealed, aadOf(name)).catch(() => null) : null;
}

export async function saveUploadToken(token: string): Promise<void> {
  await save(TOKEN, utf8(token));
}

export async function loadUploadToken(): Promise<string | null> {
  const plain = await load(TOKEN);
  return plain && fromUtf8(plain);
}

export async function forgetUploadToken(): Promise<void> {
  await del(TOKEN, store);
}

/** Permits (32 bytes each) in the order in which they are to be used. */
export async function loadPermits(): Promise<readonly Bytes[]> {
  const plain = await load(PERMITS);
  if (!plain) return [];
  return asArray(decodeCbor(plain), 0, PERMITS_MAX).map((permit) => asBytes(permit, PERMIT_SIZE));
}

/** In place of all that were kept. Of more than can be kept, the last are left out. */
export async function savePermits(permits: readonly Bytes[]): Promise<void> {
  await save(PERMITS, encodeCbor(permits.slice(0, PERMITS_MAX)));
}
