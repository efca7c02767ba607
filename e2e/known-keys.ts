/**
 * Key pairs made by the core outside of a browser, so that a test knows every byte of them: what an adversary holds, and
 * what a page is given as a backup. docs/format.md, "Identities and cards" and "Key backup".
 */
import { expect, type Page } from '@playwright/test';
import type { Bytes } from '../shared/bytes.ts';
import { type Backup, sealBackup } from '../shared/crypto/backup.ts';
import { type Identity, importIdentity } from '../shared/crypto/identity.ts';
import { sealKeyCard } from '../shared/crypto/key-card.ts';
import { generatePkcs8, importKeyPair } from '../shared/crypto/key-pair.ts';
import { passphraseOutput } from '../shared/crypto/passphrase.ts';
import { decodePkcs8, spkiOf } from '../shared/crypto/pkcs8.ts';
import type { Recipient } from '../shared/crypto/seal-header.ts';
import { writeBytes } from './files.ts';
import { button, chooseWithPassphrase, keyPairArticle, PASSPHRASE } from './people-steps.ts';

export interface KnownKeyPair {
  readonly name: string;
  readonly identity: Identity;
  /** The private keys as PKCS#8, and the card. */
  readonly plain: Backup;
  /** Whom a share is sealed to by it. */
  readonly recipient: Recipient;
}

/** SPKI of the public key that belongs to a private one. */
export function publicOf(pkcs8: Bytes): Bytes {
  return spkiOf(decodePkcs8(pkcs8).point);
}

/** A fresh key pair with this name on its card. */
export async function knownKeyPair(name: string): Promise<KnownKeyPair> {
  const [sig, enc] = await Promise.all([generatePkcs8('ECDSA'), generatePkcs8('ECDH')]);
  const { privateKey } = await importKeyPair(sig, 'ECDSA');
  const created = Math.floor(Date.now() / 1000);
  const fields = { name, created, sig: publicOf(sig), enc: publicOf(enc), pq: null };
  const plain = { sig, enc, seed: null, card: await sealKeyCard(fields, privateKey) };
  const identity = await importIdentity(plain);
  const { fingerprint, encryption } = identity;
  return { name, identity, plain, recipient: { fingerprint, encryptionKey: encryption.publicKey } };
}

/** Its backup as a file, under the passphrase of people-steps.ts. */
export function backupOf({ plain }: KnownKeyPair): Promise<Bytes> {
  return sealBackup(plain, (salt) => passphraseOutput(PASSPHRASE, salt));
}

/** Imports it in Settings, where the server hears of its card, and waits until it has taken it. */
export async function importKnown(
  page: Page,
  known: KnownKeyPair,
  folder: string,
  published = true,
): Promise<void> {
  const file = await writeBytes(folder, `${known.name}.sealdrop-key`, await backupOf(known));
  await page.goto('/settings');
  await chooseWithPassphrase(page, button(page, 'Import key pair'), { file, submit: 'Import' });
  await expect(keyPairArticle(page, known.name)).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  const missing = keyPairArticle(page, known.name).getByText(/does not have its key card yet/);
  await expect(missing).toBeVisible({ visible: !published });
}
