/**
 * What the command line knows of its user: key pairs in their encrypted backups, and records sealed by a device key. That key
 * is a file beside them, so it keeps them from whoever has the records alone, and from nobody who can read the folder;
 * private keys it does not guard at all, their passphrase does. docs/decisions/0020.
 */
import type { webcrypto } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, random, utf8 } from '../shared/bytes.ts';
import { labelled } from '../shared/crypto/labels.ts';
import { SealdropError } from '../shared/errors.ts';
import { openRecord, sealRecord } from '../shared/records/sealed-record.ts';
import { configFolder, createPrivate, privateFolder, readPrivate, writePrivate } from './config-folder.ts';
import { isCode } from './durable.ts';

const KEY_SIZE = 32;

/** Kinds of records, each a folder. */
const kinds = ['identities', 'people', 'shares', 'signers', 'uploads', 'seen', 'rights', 'puts'] as const;
export type RecordKind = (typeof kinds)[number];

/** Records of a kind, by a name of letters, digits, "-" and "_". */
export interface Records {
  readonly save: (name: string, plain: Bytes) => Promise<void>;
  /** null where there is none. Throws damaged where it was not sealed by this device key. */
  readonly load: (name: string) => Promise<Bytes | null>;
  /** Names, in no order. */
  readonly list: () => Promise<string[]>;
  readonly forget: (name: string) => Promise<void>;
}

export interface Home {
  readonly folder: string;
  readonly records: (kind: RecordKind) => Records;
  /** Of this folder: what seals whatever else is kept by it. */
  readonly deviceKey: webcrypto.CryptoKey;
}

/** The user's folder, made where it is not there. Throws vault-failed where it cannot be read or written. */
export async function openHome(environment: Readonly<Record<string, string | undefined>>): Promise<Home> {
  const folder = configFolder(environment);
  return await inVault(async () => {
    await privateFolder(folder);
    const deviceKey = await deviceKeyIn(folder);
    for (const kind of kinds) await privateFolder(join(folder, kind));
    return { folder, deviceKey, records: (kind) => recordsIn(folder, kind, deviceKey) };
  });
}

/** Two that begin at once agree on one key, for a file that is there is left alone. */
async function deviceKeyIn(folder: string): Promise<webcrypto.CryptoKey> {
  const path = join(folder, 'device.key');
  const known = await readPrivate(path);
  if (!known) await createPrivate(path, random(KEY_SIZE));
  const raw = known ?? (await readPrivate(path));
  if (raw?.length !== KEY_SIZE) throw new Error(`${path} holds no key`);
  return await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function recordsIn(folder: string, kind: RecordKind, key: webcrypto.CryptoKey): Records {
  const place = (name: string) => join(folder, kind, name);
  const aad = (name: string) => labelled('vault', utf8(`${kind}/${name}`));
  return {
    save: async (name, plain) => {
      const sealed = await sealRecord(key, plain, aad(name));
      await inVault(() => writePrivate(place(name), sealed));
    },
    load: async (name) => {
      const sealed = await inVault(() => readPrivate(place(name)));
      return sealed && (await openRecord(key, sealed, aad(name)));
    },
    // A name with a dot is one that was just being written.
    list: async () =>
      (await inVault(() => readdir(join(folder, kind)))).filter((name) => !name.includes('.')),
    forget: (name) => inVault(() => rm(place(name), { force: true })),
  };
}

/** Runs work on the user's own files. Throws no-space, vault-failed. */
export async function inVault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SealdropError) throw error;
    const isFull = isCode(error, 'ENOSPC', 'EDQUOT');
    throw new SealdropError(isFull ? 'no-space' : 'vault-failed', { cause: error });
  }
}
