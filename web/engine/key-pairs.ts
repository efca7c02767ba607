/**
 * The person's own key pairs: made with their backup in one step, brought in, handed out, rotated, deleted. Whatever
 * goes out is sealed by a passphrase; private keys in the vault cannot be read by anybody. docs/format.md, "Key backup".
 */
import { type Bytes, equal, toBase64Url } from '../../shared/bytes.ts';
import {
  type Backup,
  type BackupPassphrase,
  openBackup,
  sealBackup,
  sealCompactBackup,
} from '../../shared/crypto/backup.ts';
import { formatBackupText, parseBackupText } from '../../shared/crypto/backup-text.ts';
import { fingerprintDigits } from '../../shared/crypto/fingerprint.ts';
import { type Identity, importIdentity } from '../../shared/crypto/identity.ts';
import { openKeyCard } from '../../shared/crypto/key-card.ts';
import { readKeyFile } from '../../shared/crypto/key-file.ts';
import { exportSpki } from '../../shared/crypto/key-pair.ts';
import { createIdentity, forgetBackup } from '../../shared/crypto/new-identity.ts';
import { readKeyPem, writeKeyPem, writePublicKeyPem } from '../../shared/crypto/pem.ts';
import { sealSuccession } from '../../shared/crypto/succession.ts';
import { SealdropError } from '../../shared/errors.ts';
import { KEY_FILE_MAX, NAME_MAX_CHARACTERS } from '../../shared/limits.ts';
import {
  chooseDefault,
  defaultIdentity,
  forgetIdentity,
  type IdentityRecord,
  listIdentities,
  loadIdentity,
  saveIdentities,
  saveIdentity,
} from '../vault/identities.ts';
import { listOwnShares } from '../vault/own-shares.ts';
import { announce } from './announce.ts';
import { emitKeysChanged } from './events.ts';
import { handedFile } from './handed-file.ts';
import { countDeliveries } from './inbox.ts';
import { derivePassphrase } from './passphrase.ts';
import type { DeletionLoss, HandedFile, OwnKeyPair } from './people-protocol.ts';
import { fingerprintFrom } from './person-names.ts';
import type { Commands } from './protocol.ts';
import { listRequestLinks, revokeAllRequestLinks } from './request-links.ts';
import { now } from './server.ts';

const BACKUP_SUFFIX = '.sealdrop-key';

/**
 * Every key pair of this browser, oldest first. The server is asked for nothing: the page lists them where a share opens
 * for none of them, and a request just then would say so.
 */
export async function listKeyPairs(): Promise<OwnKeyPair[]> {
  const chosen = await defaultIdentity();
  return (await listIdentities()).map((record) => shown(record, chosen));
}

function shown(record: IdentityRecord, chosen: IdentityRecord | null): OwnKeyPair {
  const { fingerprint } = record.identity;
  return {
    fingerprint: toBase64Url(fingerprint),
    digits: fingerprintDigits(fingerprint),
    name: record.name,
    created: record.created,
    isDefault: chosen !== null && equal(chosen.identity.fingerprint, fingerprint),
    backup: record.backupState,
    successor: record.successor && toBase64Url(record.successor),
    published: record.published,
  };
}

/** Argon2 anew at every question: what opens a fresh backup again is the passphrase, not what is remembered of it. */
function passphraseSource(passphrase: string): BackupPassphrase {
  return (salt) => derivePassphrase(passphrase, salt);
}

export async function createKeyPair({
  name,
  passphrase,
}: Commands['create-key-pair']['in']): Promise<Commands['create-key-pair']['out']> {
  const made = await createIdentity({ name, now: now(), passphrase: passphraseSource(passphrase) });
  return keep(made.identity, made.backup);
}

/** Keeps a fresh identity and hands out its backup. */
async function keep(identity: Identity, backup: Bytes): Promise<{ keyPair: OwnKeyPair; backup: HandedFile }> {
  const record = await freshRecord(identity, backup);
  await saveIdentity(record);
  void announce([record]);
  emitKeysChanged();
  return handedOut(record);
}

async function freshRecord(identity: Identity, backup: Bytes): Promise<IdentityRecord> {
  const { name, created } = await openKeyCard(identity.card);
  const state = { backupState: 'saved', published: false, successor: null, succession: null } as const;
  return { identity, name, created, backup, ...state };
}

async function handedOut(record: IdentityRecord): Promise<{ keyPair: OwnKeyPair; backup: HandedFile }> {
  const { name, backup } = record;
  return { keyPair: shown(record, await defaultIdentity()), backup: handedFile(name, BACKUP_SUFFIX, backup) };
}

/** A backup of ours, as a file or as the text of a QR code, or the PEM of another program. */
export async function importKeyPair({
  source,
  passphrase,
}: Commands['import-key-pair']['in']): Promise<Commands['import-key-pair']['out']> {
  const asked = passphraseSource(passphrase);
  if ('text' in source) return importBackup(await parseBackupText(source.text), asked);
  const file = await readKeyFile(await readSmall(source.file));
  if (file.kind === 'backup') return importBackup(file.bytes, asked);
  const encryption = await readKeyPem(file.text, passphrase === '' ? null : passphrase);
  if (encryption === 'locked') throw new SealdropError('wrong-backup-passphrase');
  const name = [...source.file.name.replace(/\.[^.]*$/, '')].slice(0, NAME_MAX_CHARACTERS).join('');
  const made = await createIdentity({ name, now: now(), passphrase: asked, encryption });
  return keep(made.identity, made.backup);
}

async function importBackup(
  bytes: Bytes,
  passphrase: BackupPassphrase,
): Promise<Commands['import-key-pair']['out']> {
  const opened = await openBackup(bytes, passphrase);
  try {
    const identity = await importIdentity(opened);
    const { name, created } = await openKeyCard(identity.card);
    const known = await loadIdentity(identity.fingerprint);
    const record: IdentityRecord = {
      published: false,
      successor: null,
      succession: null,
      ...known,
      identity,
      name,
      created,
      // Kept as a file, whatever it came as; that it opens has just been seen.
      backup: await sealBackup(opened, passphrase),
      backupState: 'checked',
    };
    await saveIdentity(record);
    void announce([record]);
    emitKeysChanged();
    return { keyPair: shown(record, await defaultIdentity()), backup: null };
  } finally {
    forgetBackup(opened);
  }
}

export async function exportBackup(fingerprint: string): Promise<HandedFile> {
  const { name, backup } = await required(fingerprint);
  return handedFile(name, BACKUP_SUFFIX, backup);
}

/** The text of a QR code for a second device. */
export async function backupCode({
  fingerprint,
  passphrase,
}: Commands['backup-code']['in']): Promise<string> {
  const asked = passphraseSource(passphrase);
  return withBackup(fingerprint, asked, async (opened) =>
    formatBackupText(await sealCompactBackup(opened, asked)),
  );
}

/** Opens a file that the person has picked again. Throws other-key where it is the backup of another key pair. */
export async function checkBackup({
  fingerprint,
  file,
  passphrase,
}: Commands['check-backup']['in']): Promise<void> {
  const record = await required(fingerprint);
  const read = await readKeyFile(await readSmall(file));
  if (read.kind !== 'backup') throw new SealdropError('unsupported-key');
  const opened = await openBackup(read.bytes, passphraseSource(passphrase));
  try {
    const identity = await importIdentity(opened);
    if (!equal(identity.fingerprint, record.identity.fingerprint)) throw new SealdropError('other-key');
  } finally {
    forgetBackup(opened);
  }
  await saveIdentity({ ...record, backupState: 'checked' });
  emitKeysChanged();
}

export async function exportPublicKey(fingerprint: string): Promise<HandedFile[]> {
  const { name, identity } = await required(fingerprint);
  const text = async ({ publicKey }: CryptoKeyPair) => writePublicKeyPem(await exportSpki(publicKey));
  return [
    handedFile(name, '-encryption-public.pem', await text(identity.encryption)),
    handedFile(name, '-signing-public.pem', await text(identity.signing)),
  ];
}

export async function exportPem({
  fingerprint,
  passphrase,
}: Commands['export-pem']['in']): Promise<HandedFile[]> {
  const { name } = await required(fingerprint);
  return withBackup(fingerprint, passphraseSource(passphrase), async ({ enc, sig }) => [
    handedFile(name, '-encryption.pem', await writeKeyPem(enc, passphrase)),
    handedFile(name, '-signing.pem', await writeKeyPem(sig, passphrase)),
  ]);
}

/** A new key pair in the place of an old one, which says so under both signatures; the old one stays for old shares. */
export async function rotateKeyPair({
  fingerprint,
  passphrase,
}: Commands['rotate-key-pair']['in']): Promise<Commands['rotate-key-pair']['out']> {
  const old = await required(fingerprint);
  const wasDefault = (await defaultIdentity())?.identity.fingerprint;
  const made = await createIdentity({ name: old.name, now: now(), passphrase: passphraseSource(passphrase) });
  const record = await freshRecord(made.identity, made.backup);
  const successor = made.identity.fingerprint;
  const succession = await sealSuccession(old.identity, made.identity, now());
  // Both or neither: a new key pair whose backup nobody got must not be left behind.
  await saveIdentities([record, { ...(await required(fingerprint)), successor, succession }]);
  if (wasDefault && equal(wasDefault, old.identity.fingerprint)) {
    // A choice that cannot be kept is no reason to withhold the backup.
    await chooseDefault(successor).catch(() => undefined);
  }
  void announce(await listIdentities());
  emitKeysChanged();
  return handedOut(record);
}

/** What a deletion takes away, as far as this browser and the server know. */
export async function deletionLoss(fingerprint: string): Promise<DeletionLoss> {
  const { identity } = await required(fingerprint);
  const shares = (await listOwnShares()).filter(
    ({ signer }) => signer !== null && equal(signer, identity.fingerprint),
  );
  const quietly = <T>(work: Promise<T>) => work.catch(() => null);
  const links = await quietly(listRequestLinks());
  return {
    shares: shares.map(({ name }) => name),
    deliveries: await quietly(countDeliveries(identity)),
    requestLinks: links && links.filter((link) => link.fingerprint === fingerprint).length,
  };
}

/** Forgets the keys. Their request links are withdrawn first, if the server can be reached: nobody could read what comes. */
export async function deleteKeyPair(fingerprint: string): Promise<void> {
  const { identity } = await required(fingerprint);
  await revokeAllRequestLinks(identity).catch(() => undefined);
  await forgetIdentity(identity.fingerprint);
  emitKeysChanged();
}

export async function makeDefault(fingerprint: string): Promise<void> {
  await chooseDefault((await required(fingerprint)).identity.fingerprint);
  emitKeysChanged();
}

async function withBackup<T>(
  fingerprint: string,
  passphrase: BackupPassphrase,
  work: (opened: Backup) => Promise<T>,
): Promise<T> {
  const { backup } = await required(fingerprint);
  const opened = await openBackup(backup, passphrase);
  try {
    return await work(opened);
  } finally {
    forgetBackup(opened);
  }
}

async function required(fingerprint: string): Promise<IdentityRecord> {
  const record = await loadIdentity(fingerprintFrom(fingerprint));
  if (!record) throw new SealdropError('key-missing');
  return record;
}

async function readSmall(file: File): Promise<Bytes> {
  if (file.size > KEY_FILE_MAX) throw new SealdropError('unsupported-key');
  return new Uint8Array(await file.arrayBuffer());
}
