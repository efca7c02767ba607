/**
 * The device key: a non-extractable AES-256-GCM key in IndexedDB that seals everything else in the vault, so that a copy
 * of the browser's files alone tells neither links nor tokens nor names. Other records go through seal and open here.
 */
import { get, set } from 'idb-keyval';
import type { Bytes } from '../../shared/bytes.ts';
import { openRecord, sealRecord } from '../../shared/records/sealed-record.ts';
import { createStore } from './database.ts';

const NAME = 'device';
const store = createStore('sealdrop-device', 'keys');

let opened: Promise<CryptoKey> | null = null;

/** The key of this browser profile, made at first use. */
function deviceKey(): Promise<CryptoKey> {
  opened ??= loadDeviceKey().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function loadDeviceKey(): Promise<CryptoKey> {
  // Two tabs that open for the first time at once must not make two keys.
  return navigator.locks.request('sealdrop-device-key', async () => {
    const known = await get<CryptoKey>(NAME, store);
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    await set(NAME, made, store);
    return made;
  });
}

/** Site data can be cleared while a tab is open: what is sealed after that must open after a reload. */
async function storedDeviceKey(): Promise<CryptoKey> {
  const key = await deviceKey();
  const known = await get<CryptoKey>(NAME, store);
  if (!known) await set(NAME, key, store);
  return key;
}

/** The record under this browser's key. `aad` names what it is and which share it belongs to. */
export async function sealForDevice(plain: Bytes, aad: Bytes): Promise<Bytes> {
  return sealRecord(await storedDeviceKey(), plain, aad);
}

/** Throws damaged where the record was not sealed by this device for this `aad`. */
export async function openForDevice(sealed: Bytes, aad: Bytes): Promise<Bytes> {
  return openRecord(await deviceKey(), sealed, aad);
}
