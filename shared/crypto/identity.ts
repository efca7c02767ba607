/**
 * Identities: two different P-384 key pairs, one that signs and one that others encrypt to, with the card that
 * shows their public side. A sender without key pairs of their own gets a one-off identity for each share; one that is
 * kept comes out of its backup. docs/format.md, "Identities and cards".
 */
import { type Bytes, equal } from '../bytes.ts';
import { hasCode, SealdropError } from '../errors.ts';
import type { Backup } from './backup.ts';
import { fingerprintOf, type KeyCard, openKeyCard, sealKeyCard } from './key-card.ts';
import { exportSpki, importKeyPair } from './key-pair.ts';

export interface Identity {
  /** ECDSA P-384. */
  readonly signing: CryptoKeyPair;
  /** ECDH P-384. */
  readonly encryption: CryptoKeyPair;
  /** The card's bytes. */
  readonly card: Bytes;
  /** 32 bytes. */
  readonly fingerprint: Bytes;
}

/** A fresh identity with an empty name, whose private keys cannot be read out. `now` in Unix seconds. */
export async function oneOffIdentity(now: number): Promise<Identity> {
  const [signing, encryption] = await Promise.all([
    crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, false, ['sign', 'verify']),
    crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-384' }, false, ['deriveBits']),
  ]);
  const [sig, enc] = await Promise.all([exportSpki(signing.publicKey), exportSpki(encryption.publicKey)]);
  return {
    signing,
    encryption,
    card: await sealKeyCard({ name: '', created: now, sig, enc, pq: null }, signing.privateKey),
    fingerprint: await fingerprintOf(sig, enc, null),
  };
}

/**
 * The identity of an opened backup; its private keys cannot be read out. Throws damaged where the keys, the card and
 * its signature do not belong together, needs-newer where the identity has an ML-KEM key, which this version cannot check.
 */
export async function importIdentity(backup: Backup): Promise<Identity> {
  const card = await openOwnCard(backup.card);
  if ((backup.seed === null) !== (card.pq === null)) throw new SealdropError('damaged');
  if (backup.seed) throw new SealdropError('needs-newer');
  const [signing, encryption] = await Promise.all([
    importKeyPair(backup.sig, 'ECDSA'),
    importKeyPair(backup.enc, 'ECDH'),
  ]);
  const [sig, enc] = await Promise.all([exportSpki(signing.publicKey), exportSpki(encryption.publicKey)]);
  // The fingerprint is over both public keys, so one comparison ties the card to the private keys.
  if (!equal(await fingerprintOf(sig, enc, null), card.fingerprint)) throw new SealdropError('damaged');
  return { signing, encryption, card: backup.card, fingerprint: card.fingerprint };
}

async function openOwnCard(bytes: Bytes): Promise<KeyCard> {
  try {
    return await openKeyCard(bytes);
  } catch (error) {
    // Nobody else is behind one's own card: a signature that does not hold is damage.
    throw hasCode(error, 'sender-changed') ? new SealdropError('damaged', { cause: error }) : error;
  }
}
