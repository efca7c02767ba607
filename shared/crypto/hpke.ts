/**
 * HPKE base mode (RFC 9180) of suite 1: DHKEM(P-384, HKDF-SHA384), HKDF-SHA256, AES-256-GCM, aad empty. The key
 * pair goes in whole, for the KEM binds the recipient's public key. docs/format.md, "Owner box".
 */
import type { CipherSuite } from 'hpke';
import type { Bytes } from '../bytes.ts';

let suite1: CipherSuite | null = null;

/** Loaded at first use: who opens a link needs none of it. Rejects where it cannot be had, which is no answer about a key. */
export async function loadHpke(): Promise<CipherSuite> {
  if (suite1) return suite1;
  const hpke = await import('hpke');
  suite1 = new hpke.CipherSuite(hpke.KEM_DHKEM_P384_HKDF_SHA384, hpke.KDF_HKDF_SHA256, hpke.AEAD_AES_256_GCM);
  return suite1;
}

/** enc is 97 bytes; ct is 16 longer than the plaintext. */
export async function sealHpke(
  publicKey: CryptoKey,
  plaintext: Bytes,
  info: Bytes,
): Promise<{ enc: Bytes; ct: Bytes }> {
  const { encapsulatedSecret, ciphertext } = await (await loadHpke()).Seal(publicKey, plaintext, { info });
  return { enc: new Uint8Array(encapsulatedSecret), ct: new Uint8Array(ciphertext) };
}

/** The plaintext, or null where this key does not open it. */
export async function openHpke(
  keyPair: CryptoKeyPair,
  enc: Bytes,
  ct: Bytes,
  info: Bytes,
): Promise<Bytes | null> {
  const suite = await loadHpke();
  try {
    return new Uint8Array(await suite.Open(keyPair, enc, ct, { info }));
  } catch {
    return null;
  }
}
