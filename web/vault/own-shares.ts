/**
 * The shares that this browser made: tokens, secrets, link and names sealed by the device key. A one-off identity lies
 * beside them as CryptoKeys whose private halves cannot be read out; a key pair of the person's own stays where it is
 * (identities.ts), so that deleting it deletes it. Keyed by share id in base64url.
 */
import { del, entries, get, set } from 'idb-keyval';
import { type Bytes, fromBase64Url, toBase64Url } from '../../shared/bytes.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { decodeOwnShare, encodeOwnShare, type OwnShareRecord } from '../../shared/records/own-share.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';
import { loadIdentity } from './identities.ts';

interface StoredShare {
  /** Of a one-off identity. */
  readonly identity: Identity | null;
  readonly sealed: Bytes;
}

const store = createStore('sealdrop-own-shares', 'shares');

function aadOf(id: Bytes): Bytes {
  return labelled('vault', id);
}

export async function saveOwnShare(record: OwnShareRecord): Promise<void> {
  const { id, identity, signer } = record;
  const own = signer === null ? identity : null;
  const stored: StoredShare = {
    identity: own,
    sealed: await sealForDevice(encodeOwnShare(record), aadOf(id)),
  };
  await set(toBase64Url(id), stored, store);
}

/** The record of a share, or null where this browser did not make it. */
export async function loadOwnShare(id: Bytes): Promise<OwnShareRecord | null> {
  const stored = await get<StoredShare>(toBase64Url(id), store);
  return stored ? openRecord(id, stored) : null;
}

/** All records, newest first. A record that does not open (its device key is gone) is left out. */
export async function listOwnShares(): Promise<OwnShareRecord[]> {
  const all = await entries<string, StoredShare>(store);
  const opened = await Promise.all(
    all.map(async ([key, stored]) => {
      const id = fromBase64Url(key);
      return id && openRecord(id, stored).catch(() => null);
    }),
  );
  return opened.filter((record) => record !== null).toSorted((a, b) => b.created - a.created);
}

export async function forgetOwnShare(id: Bytes): Promise<void> {
  await del(toBase64Url(id), store);
}

async function openRecord(id: Bytes, { identity, sealed }: StoredShare): Promise<OwnShareRecord> {
  const secrets = decodeOwnShare(await openForDevice(sealed, aadOf(id)));
  const { signer } = secrets;
  return { ...secrets, id, identity: signer ? ((await loadIdentity(signer))?.identity ?? null) : identity };
}
