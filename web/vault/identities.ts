/**
 * The person's own key pairs: CryptoKeys whose private halves cannot be read out, and beside them, sealed by the device
 * key, card, backup and what is known of them. The backup is sealed by its own passphrase too, and is all that could
 * ever be exported. docs/format.md, "Identities and cards", "Key backup".
 */
import { del, entries, get, set, setMany } from 'idb-keyval';
import { type Bytes, fromBase64Url, toBase64Url } from '../../shared/bytes.ts';
import { type Cbor, cborMap, decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { asBytes, asRecord, asText, asUint } from '../../shared/crypto/fields.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { BACKUP_MAX, CARD_MAX, SUCCESSION_MAX } from '../../shared/limits.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';

/** What is known of a backup: handed out as a file, or that file picked again and opened. */
export type BackupState = 'saved' | 'checked';

export interface IdentityRecord {
  readonly identity: Identity;
  /** As on the card; may be empty. */
  readonly name: string;
  /** Unix seconds. */
  readonly created: number;
  /** The sealed backup, as it is exported. */
  readonly backup: Bytes;
  readonly backupState: BackupState;
  /** Whether the server has had the card. */
  readonly published: boolean;
  /** The fingerprint (32 bytes) that has taken its place, null for none. */
  readonly successor: Bytes | null;
  /** The succession that the server has not had yet, null where there is nothing to tell. */
  readonly succession: Bytes | null;
}

interface StoredIdentity {
  readonly identity: Identity;
  readonly sealed: Bytes;
}

const KEYS = ['name', 'created', 'backup', 'state', 'published', 'successor', 'succession', 'v'];
const states: readonly BackupState[] = ['saved', 'checked'];
const DEFAULT = 'default';

const store = createStore('sealdrop-identities', 'identities');
const settings = createStore('sealdrop-identity-settings', 'settings');

function aadOf(fingerprint: Bytes): Bytes {
  return labelled('vault', fingerprint);
}

export function saveIdentity(record: IdentityRecord): Promise<void> {
  return saveIdentities([record]);
}

/** All of them, or none where one cannot be kept. */
export async function saveIdentities(records: readonly IdentityRecord[]): Promise<void> {
  await setMany(await Promise.all(records.map(storedOf)), store);
}

async function storedOf(record: IdentityRecord): Promise<[string, StoredIdentity]> {
  const { identity, name, created, backup, backupState, published, successor, succession } = record;
  const fields: Record<string, Cbor> = {
    v: 1,
    name,
    created,
    backup,
    state: states.indexOf(backupState),
    published: published ? 1 : 0,
    successor,
    succession,
  };
  const sealed = await sealForDevice(encodeCbor(cborMap(fields)), aadOf(identity.fingerprint));
  return [toBase64Url(identity.fingerprint), { identity, sealed }];
}

/** The key pair with this fingerprint (32 bytes), null where this browser does not hold it. */
export async function loadIdentity(fingerprint: Bytes): Promise<IdentityRecord | null> {
  const stored = await get<StoredIdentity>(toBase64Url(fingerprint), store);
  return stored ? openRecord(fingerprint, stored) : null;
}

/** All of them, oldest first. One whose device key is gone is left out. */
export async function listIdentities(): Promise<IdentityRecord[]> {
  const all = await entries<string, StoredIdentity>(store);
  const opened = await Promise.all(
    all.map(async ([key, stored]) => {
      const fingerprint = fromBase64Url(key);
      return fingerprint && openRecord(fingerprint, stored).catch(() => null);
    }),
  );
  return opened.filter((record) => record !== null).toSorted((a, b) => a.created - b.created);
}

export async function forgetIdentity(fingerprint: Bytes): Promise<void> {
  await del(toBase64Url(fingerprint), store);
}

/** The key pair that signs what is sent: the chosen one, else the oldest that has no successor; null where there is none. */
export async function defaultIdentity(): Promise<IdentityRecord | null> {
  const chosen = await get<string>(DEFAULT, settings);
  const all = await listIdentities();
  const current = all.filter(({ successor }) => successor === null);
  return (
    current.find(({ identity }) => toBase64Url(identity.fingerprint) === chosen) ??
    current[0] ??
    all.at(-1) ??
    null
  );
}

export async function chooseDefault(fingerprint: Bytes): Promise<void> {
  await set(DEFAULT, toBase64Url(fingerprint), settings);
}

async function openRecord(fingerprint: Bytes, { identity, sealed }: StoredIdentity): Promise<IdentityRecord> {
  const map = asRecord(decodeCbor(await openForDevice(sealed, aadOf(fingerprint))), KEYS);
  asUint(map.get('v'), 1, 1);
  const [successor, succession] = [map.get('successor'), map.get('succession')];
  return {
    identity: { ...identity, card: asBytes(identity.card, 1, CARD_MAX) },
    name: asText(map.get('name')),
    created: asUint(map.get('created'), 0, 2 ** 40),
    backup: asBytes(map.get('backup'), 1, BACKUP_MAX),
    backupState: states[asUint(map.get('state'), 0, states.length - 1)] as BackupState,
    published: asUint(map.get('published'), 0, 1) === 1,
    successor: successor === null ? null : asBytes(successor, 32),
    succession: succession === null ? null : asBytes(succession, 1, SUCCESSION_MAX),
  };
}
