/**
 * The server's own keys, and what they do with records that could link people: seal them, open them, and find them by blind
 * indexes, so that who has the database alone reads no fingerprint and matches none that they know. All are derived from
 * one key of 32 bytes; while it is being changed the one before opens and finds too. docs/records.md.
 */
import { createHmac } from 'node:crypto';
import { type Bytes, concat, equal } from '../../shared/bytes.ts';
import { hkdfSha256 } from '../../shared/crypto/hkdf.ts';
import { type AeadKeys, decrypt, encrypt } from './aead.ts';
import { type IndexLabel, labelled, type RecordLabel, type ServerLabel } from './labels.ts';

const KEY_SIZE = 32;
export const KEY_ID_SIZE = 8;
const NO_SALT = new Uint8Array(0);

export interface RecordKeys {
  /** Names of the keys that are known, 8 bytes each: first the one that seals. They say nothing of the keys. */
  readonly ids: readonly [Bytes, ...Bytes[]];
  /** Secrets of the URLs that lead to this server (32 bytes): the first signs, all are taken. */
  readonly urlSecrets: readonly [Bytes, ...Bytes[]];
  /** Seals a record. `place` says where it stands: moved to another place it does not open. Equal records differ. */
  seal(label: RecordLabel, place: Bytes, record: Bytes): Bytes;
  /** The record. Throws AlteredRecord where it is not what was sealed there under one of the keys. */
  open(label: RecordLabel, place: Bytes, sealed: Bytes): Bytes;
  /** The blind index of a value, 32 bytes, by which it is stored. */
  index(label: IndexLabel, value: Uint8Array): Bytes;
  /** All indexes by which it may be stored; the first is `index`. */
  indexes(label: IndexLabel, value: Uint8Array): readonly Bytes[];
}

/** A record that somebody has changed or moved, or that is sealed under a key which is not here. `code`: of what kind it is. */
export class AlteredRecord extends Error {
  override readonly name = 'AlteredRecord';
  readonly code: RecordLabel;

  constructor(label: RecordLabel) {
    super('a record does not open');
    this.code = label;
  }
}

/** What `open` answers; null where it throws AlteredRecord. */
export function unlessAltered<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof AlteredRecord) return null;
    throw error;
  }
}

interface Derived extends AeadKeys {
  readonly id: Bytes;
  readonly lookup: Bytes;
  readonly urls: Bytes;
}

async function derive(key: Bytes): Promise<Derived> {
  const part = (label: ServerLabel, size: number) => hkdfSha256(key, NO_SALT, labelled(label), size);
  return {
    id: await part('keyId', KEY_ID_SIZE),
    encryption: await part('encryption', KEY_SIZE),
    authentication: await part('authentication', KEY_SIZE),
    lookup: await part('lookup', KEY_SIZE),
    urls: await part('objectUrls', KEY_SIZE),
  };
}

/** `key` seals; `previous` opens and finds what is sealed under it still. 32 bytes each. */
export async function deriveRecordKeys(key: Bytes, previous: Bytes | null = null): Promise<RecordKeys> {
  const current = await derive(key);
  const others = previous && !equal(key, previous) ? [await derive(previous)] : [];
  const all = [current, ...others];
  const indexUnder = ({ lookup }: Derived, label: IndexLabel, value: Uint8Array): Bytes =>
    new Uint8Array(createHmac('sha256', lookup).update(labelled(label, value)).digest());
  return {
    ids: [current.id, ...others.map(({ id }) => id)],
    urlSecrets: [current.urls, ...others.map(({ urls }) => urls)],
    seal: (label, place, record) =>
      concat(current.id, encrypt(current, labelled(label, current.id, place), record)),
    open(label, place, sealed) {
      const id = keyIdOf(sealed);
      const keys = all.find((known) => equal(known.id, id));
      const record = keys && decrypt(keys, labelled(label, id, place), sealed.slice(KEY_ID_SIZE));
      if (!record) throw new AlteredRecord(label);
      return record;
    },
    index: (label, value) => indexUnder(current, label, value),
    indexes: (label, value) => all.map((keys) => indexUnder(keys, label, value)),
  };
}

/** Under which key a record is sealed. */
export function keyIdOf(sealed: Bytes): Bytes {
  return sealed.slice(0, KEY_ID_SIZE);
}
