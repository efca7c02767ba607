/**
 * What a reload of an opened link needs: the link secret and the download grant, or the inbox token of a request link, sealed by the device key under the
 * random number in the page's history entry. Gone after 24 hours. docs/format.md, "Links".
 */
import { delMany, entries, get, set } from 'idb-keyval';
import { type Bytes, equal } from '../../shared/bytes.ts';
import { decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { asArray, asBytes } from '../../shared/crypto/fields.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { GRANT_SECONDS } from '../../shared/limits.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';

export interface TabRecord {
  /** Link secret, 32 bytes. */
  readonly linkSecret: Bytes;
  /** Download grant, 16 bytes, null before the first save. */
  readonly grant: Bytes | null;
}

interface StoredTab {
  readonly sealed: Bytes;
  /** Unix milliseconds. */
  readonly created: number;
}

const store = createStore('sealdrop-tabs', 'tabs');

/** `tab` is the number in the history entry; `shareId` 16 bytes. */
export async function saveTab(tab: string, shareId: Bytes, { linkSecret, grant }: TabRecord): Promise<void> {
  const known = await get<StoredTab>(tab, store);
  const sealed = await sealForDevice(encodeCbor([linkSecret, grant]), labelled('tab', shareId));
  const stored: StoredTab = { sealed, created: known?.created ?? Date.now() };
  await set(tab, stored, store);
}

/** The record of this history entry and share, or null where there is none. */
export async function loadTab(tab: string, shareId: Bytes): Promise<TabRecord | null> {
  const stored = await get<StoredTab>(tab, store);
  if (!stored) return null;
  const plain = await openForDevice(stored.sealed, labelled('tab', shareId)).catch(() => null);
  if (!plain) return null;
  const [linkSecret, grant] = asArray(decodeCbor(plain), 2, 2);
  return { linkSecret: asBytes(linkSecret, 32), grant: grant === null ? null : asBytes(grant, 16) };
}

/** Keeps the secret of an opened link, and answers the grant that the same link had under the same number; null where it had none. */
export async function keepTab(tab: string, shareId: Bytes, linkSecret: Bytes): Promise<Bytes | null> {
  const stored = await loadTab(tab, shareId);
  const grant = stored && equal(stored.linkSecret, linkSecret) ? stored.grant : null;
  await saveTab(tab, shareId, { linkSecret, grant });
  return grant;
}

/** Keeps the inbox token (16 bytes) of an opened request link; `fingerprint` 32 bytes. */
export async function saveRequestTab(tab: string, fingerprint: Bytes, token: Bytes): Promise<void> {
  const sealed = await sealForDevice(encodeCbor([token]), labelled('tab', fingerprint));
  const stored: StoredTab = { sealed, created: Date.now() };
  await set(tab, stored, store);
}

/** The inbox token of this history entry and request link, or null where there is none. */
export async function loadRequestTab(tab: string, fingerprint: Bytes): Promise<Bytes | null> {
  const stored = await get<StoredTab>(tab, store);
  if (!stored) return null;
  const plain = await openForDevice(stored.sealed, labelled('tab', fingerprint)).catch(() => null);
  return plain && asBytes(asArray(decodeCbor(plain), 1, 1)[0], 16);
}

/** Deletes the records of all tabs that are older than a grant lives. */
export async function forgetOldTabs(): Promise<void> {
  const oldest = Date.now() - GRANT_SECONDS * 1000;
  const all = await entries<string, StoredTab>(store);
  const old = all.filter(([, { created }]) => created < oldest).map(([tab]) => tab);
  await delMany(old, store);
}
