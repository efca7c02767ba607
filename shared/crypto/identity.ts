/**
 * Identities: two different P-384 key pairs, one that signs and one that others encrypt to, with the card that
 * shows their public side. A sender without key pairs of their own gets a one-off identity for each share.
 * docs/format.md, "Identities and cards".
 */
import type { Bytes } from '../bytes.ts';
import { fingerprintOf, sealKeyCard } from './key-card.ts';

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

async function exportSpki(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('spki', key));
}
