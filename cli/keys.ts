/**
 * The user's key pairs. The private side lies in KEYS/FINGERPRINT.sealdrop-key, the encrypted backup that a browser makes and
 * takes too, and is opened by its passphrase for the time of one command. What everybody may know of it, and what is
 * to be told to servers, is a record beside.
 */
import { join } from 'node:path';
import { type Bytes, equal, fromBase64Url, toBase64Url } from '../shared/bytes.ts';
import { type Backup, openBackup } from '../shared/crypto/backup.ts';
import { cborMap, decodeCbor, encodeCbor } from '../shared/crypto/cbor.ts';
import { asArray, asBytes, asRecord, asText, asUint } from '../shared/crypto/fields.ts';
import { fingerprintDigits } from '../shared/crypto/fingerprint.ts';
import { type Identity, importIdentity } from '../shared/crypto/identity.ts';
import { openKeyCard } from '../shared/crypto/key-card.ts';
import { forgetBackup } from '../shared/crypto/new-identity.ts';
import { passphraseOutput } from '../shared/crypto/passphrase.ts';
import { hasCode, SealdropError } from '../shared/errors.ts';
import { CARD_MAX, SUCCESSION_MAX } from '../shared/limits.ts';
import { UsageError } from './command.ts';
import { privateFolder, readPrivate, writePrivate } from './config-folder.ts';
import { type Home, inVault } from './home.ts';

export interface KeyRecord {
  /** 32 bytes. */
  readonly fingerprint: Bytes;
  /** As on the card; may be empty. */
  readonly name: string;
  readonly card: Bytes;
  /** Unix seconds. */
  readonly created: number;
  /** Origins of the servers that have had the card. */
  readonly published: readonly string[];
  /** The fingerprint (32 bytes) that has taken its place, null for none. */
  readonly successor: Bytes | null;
  /** What says so to others, and the servers that have had it. */
  readonly succession: Bytes | null;
  readonly told: readonly string[];
  /** Chosen to sign what is sent. */
  readonly isDefault: boolean;
}

const FIELDS = ['v', 'card', 'published', 'successor', 'succession', 'told', 'isDefault'];
/** Servers that one key pair is known to, as far as this is remembered. */
const SERVERS_MAX = 1_000;

/** Where the private side of a key pair lies. */
export function keyFileOf({ folder }: Home, fingerprint: Bytes): string {
  return join(folder, 'keys', `${toBase64Url(fingerprint)}.sealdrop-key`);
}

/** All of them, oldest first. */
export async function listIdentities(home: Home): Promise<KeyRecord[]> {
  const records = home.records('identities');
  const names = await records.list();
  const opened = await Promise.all(
    names.map(async (name) => {
      const [fingerprint, plain] = [fromBase64Url(name), await records.load(name)];
      return fingerprint && plain && (await decode(fingerprint, plain));
    }),
  );
  return opened.filter((record) => record !== null).toSorted((a, b) => a.created - b.created);
}

/** The key pair with this fingerprint, null where it is none of this user's. */
export async function loadIdentity(home: Home, fingerprint: Bytes): Promise<KeyRecord | null> {
  const plain = await home.records('identities').load(toBase64Url(fingerprint));
  return plain && (await decode(fingerprint, plain));
}

/** The key pair that signs what is sent: the chosen one, else the oldest that has no successor; null where there is none. */
export async function defaultIdentity(home: Home): Promise<KeyRecord | null> {
  const all = await listIdentities(home);
  const current = all.filter(({ successor }) => successor === null);
  return current.find(({ isDefault }) => isDefault) ?? current[0] ?? all.at(-1) ?? null;
}

/**
 * The key pair that a name means: the name on its card, or its fingerprint, or the beginning of either spelling of that. null
 * means the default one. Throws key-missing, UsageError where several are meant.
 */
export async function findIdentity(home: Home, name: string | null): Promise<KeyRecord> {
  const all = name === null ? [] : await listIdentities(home);
  const found = all.filter((one) => one.name === name || isOf(one, name ?? ''));
  const record = name === null ? await defaultIdentity(home) : found[0];
  if (!record) throw new SealdropError('key-missing');
  if (found.length > 1) {
    const meant = found.map((one) => fingerprintDigits(one.fingerprint).join(' ')).join('\n  ');
    throw new UsageError(`Several key pairs are called ${name}. Say the fingerprint of one:\n  ${meant}`);
  }
  return record;
}

/** Whether a text begins the fingerprint, in one of its spellings; a few characters mean nothing. */
export function isOf({ fingerprint }: { readonly fingerprint: Bytes }, text: string): boolean {
  const digits = text.replace(/\s/g, '');
  if (digits.length < 8) return false;
  return fingerprintDigits(fingerprint).join('').startsWith(digits) || toBase64Url(fingerprint) === text;
}

/** Keeps a key pair, first of all its backup, over what is known of it already. */
export async function addIdentity(home: Home, identity: Identity, backup: Bytes): Promise<KeyRecord> {
  const { fingerprint, card } = identity;
  await inVault(async () => {
    await privateFolder(join(home.folder, 'keys'));
    await writePrivate(keyFileOf(home, fingerprint), backup);
  });
  const { name, created } = await openKeyCard(card);
  const bare = { published: [], successor: null, succession: null, told: [], isDefault: false };
  // Where the device key was lost, what it had sealed is lost with it, and the key pair is not.
  const known = await loadIdentity(home, fingerprint).catch((error: unknown) => {
    if (!hasCode(error, 'damaged')) throw error;
    return null;
  });
  const record = { ...bare, ...known, fingerprint, name, card, created };
  await saveIdentity(home, record);
  return record;
}

export async function saveIdentity(home: Home, record: KeyRecord): Promise<void> {
  const { fingerprint, name: _name, created: _created, isDefault, published, told, ...rest } = record;
  const lists = { published: published.slice(-SERVERS_MAX), told: told.slice(-SERVERS_MAX) };
  const plain = encodeCbor(cborMap({ v: 1, ...rest, ...lists, isDefault: isDefault ? 1 : 0 }));
  await home.records('identities').save(toBase64Url(fingerprint), plain);
}

/** The sealed backup, as it lies on the disk. Throws key-missing where the file is gone. */
export async function backupOf(home: Home, { fingerprint }: Pick<KeyRecord, 'fingerprint'>): Promise<Bytes> {
  const backup = await inVault(() => readPrivate(keyFileOf(home, fingerprint)));
  if (!backup) throw new SealdropError('key-missing');
  return backup;
}

/**
 * The keys, which cannot be read out again. Throws wrong-backup-passphrase, key-missing, damaged; other-key where the file
 * holds another pair.
 */
export async function unlock(home: Home, record: KeyRecord, passphrase: string): Promise<Identity> {
  return await withBackup(home, record, passphrase, async (opened) => {
    const identity = await importIdentity(opened);
    if (!equal(identity.fingerprint, record.fingerprint)) throw new SealdropError('other-key');
    return identity;
  });
}

/** Work on the private keys in clear, which are overwritten after it. Throws as unlock does. */
export async function withBackup<T>(
  home: Home,
  record: Pick<KeyRecord, 'fingerprint'>,
  passphrase: string,
  work: (opened: Backup) => Promise<T>,
): Promise<T> {
  const backup = await backupOf(home, record);
  const opened = await openBackup(backup, (salt) => passphraseOutput(passphrase, salt));
  try {
    return await work(opened);
  } finally {
    forgetBackup(opened);
  }
}

async function decode(fingerprint: Bytes, plain: Bytes): Promise<KeyRecord> {
  const map = asRecord(decodeCbor(plain), FIELDS);
  asUint(map.get('v'), 1, 1);
  const card = asBytes(map.get('card'), 1, CARD_MAX);
  const { name, created } = await openKeyCard(card);
  const [successor, succession] = [map.get('successor'), map.get('succession')];
  return {
    fingerprint,
    name,
    card,
    created,
    published: asArray(map.get('published'), 0, SERVERS_MAX).map(asText),
    successor: successor === null ? null : asBytes(successor, 32),
    succession: succession === null ? null : asBytes(succession, 1, SUCCESSION_MAX),
    told: asArray(map.get('told'), 0, SERVERS_MAX).map(asText),
    isDefault: asUint(map.get('isDefault'), 0, 1) === 1,
  };
}
