/**
 * Key backups: the private side of an identity under a passphrase. Keys in a browser cannot be read out, and browsers
 * delete what they keep, so the backup is made in the step that makes the keys. It comes in two forms: a file (version
 * 1), and a compact one for QR codes (version 2, compact-backup.ts). docs/format.md, "Key backup".
 */
import { type Bytes, equal, random } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { BACKUP_MAX, CARD_MAX } from '../limits.ts';
import { GCM_IV_SIZE, openGcm, sealGcm } from './aes-gcm.ts';
import { type Cbor, cborMap, decodeCbor, encodeCbor } from './cbor.ts';
import { decodeCompact, encodeCompact } from './compact-backup.ts';
import { asArray, asBytes, asRecord, asUint } from './fields.ts';
import { hkdfSha256 } from './hkdf.ts';
import { labelled } from './labels.ts';
import { PKCS8_SIZE } from './pkcs8.ts';
import type { PassphraseKey } from './stanza.ts';

/** What is in a backup. Nothing says that these belong together before `importIdentity` has. */
export interface Backup {
  /** The signing key as PKCS#8 in the one form, 185 bytes. */
  readonly sig: Bytes;
  /** The encryption key, likewise. */
  readonly enc: Bytes;
  /** d and z of ML-KEM-1024, 64 bytes, or null without. */
  readonly seed: Bytes | null;
  /** The card's bytes. */
  readonly card: Bytes;
}

/** Argon2id's output (32 bytes) for a salt (16): in the browser it runs in a worker. */
export type BackupPassphrase = (salt: Bytes) => Promise<Bytes>;

const FILE = 1;
const COMPACT = 2;
type Form = typeof FILE | typeof COMPACT;
const SALT_SIZE = 16;
const COMMIT_SIZE = 32;
const TAG_SIZE = 16;
const SEED_SIZE = 64;

/** The backup as a file. */
export async function sealBackup(backup: Backup, passphrase: BackupPassphrase): Promise<Bytes> {
  return seal(FILE, encodeCbor(cborMap({ ...backup })), passphrase);
}

/**
 * The backup in its compact form, for backup-text.ts. Throws unsupported-key where the identity holds more than fits:
 * an ML-KEM key, or a card with entries of a later version.
 */
export async function sealCompactBackup(backup: Backup, passphrase: BackupPassphrase): Promise<Bytes> {
  return seal(COMPACT, encodeCompact(backup), passphrase);
}

async function seal(form: Form, plain: Bytes, passphrase: BackupPassphrase): Promise<Bytes> {
  const [salt, iv] = [random(SALT_SIZE), random(GCM_IV_SIZE)];
  const { key, commit } = await keysOf({ salt, output: await passphrase(salt) });
  const ct = await sealGcm(key, iv, plain, aadOf([form, salt, iv, commit]));
  plain.fill(0);
  return encodeCbor([form, salt, iv, commit, ct]);
}

/**
 * What either form of a backup holds. Throws wrong-backup-passphrase, damaged, needs-newer for other versions; the
 * passphrase is asked for only after the shape holds.
 */
export async function openBackup(bytes: Bytes, passphrase: BackupPassphrase): Promise<Backup> {
  if (bytes.length > BACKUP_MAX) throw new SealdropError('damaged');
  const value = decodeCbor(bytes);
  const version = asUint(asArray(value, 1, BACKUP_MAX)[0], 0, Number.MAX_SAFE_INTEGER);
  if (version !== FILE && version !== COMPACT) throw new SealdropError('needs-newer');
  const parts = asArray(value, 5, 5);
  const salt = asBytes(parts[1], SALT_SIZE);
  const iv = asBytes(parts[2], GCM_IV_SIZE);
  const commit = asBytes(parts[3], COMMIT_SIZE);
  const ct = asBytes(parts[4], TAG_SIZE + 1, BACKUP_MAX);

  const keys = await keysOf({ salt, output: await passphrase(salt) });
  if (!equal(keys.commit, commit)) throw new SealdropError('wrong-backup-passphrase');
  const plain = await openGcm(keys.key, iv, ct, aadOf([version, salt, iv, commit]));
  if (!plain) throw new SealdropError('damaged');
  const backup = version === FILE ? decodeFile(plain) : decodeCompact(plain);
  plain.fill(0);
  return backup;
}

function decodeFile(plain: Bytes): Backup {
  const map = asRecord(decodeCbor(plain), ['sig', 'enc', 'seed', 'card']);
  const seed = map.get('seed');
  return {
    sig: asBytes(map.get('sig'), PKCS8_SIZE),
    enc: asBytes(map.get('enc'), PKCS8_SIZE),
    seed: seed === null ? null : asBytes(seed, SEED_SIZE),
    card: asBytes(map.get('card'), 1, CARD_MAX),
  };
}

async function keysOf({ salt, output }: PassphraseKey): Promise<{ key: Bytes; commit: Bytes }> {
  const [key, commit] = await Promise.all([
    hkdfSha256(output, salt, labelled('backupKey'), 32),
    hkdfSha256(output, salt, labelled('backupCommit'), COMMIT_SIZE),
  ]);
  return { key, commit };
}

/** The version is covered, so that neither form passes for the other. */
function aadOf(head: Cbor): Bytes {
  return labelled('backupAad', encodeCbor(head));
}
