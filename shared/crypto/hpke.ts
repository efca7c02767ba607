/**
 * HPKE base mode (RFC 9180) of suite 1: DHKEM(P-384, HKDF-SHA384), HKDF-SHA256, AES-256-GCM, aad empty. The key
 * pair goes in whole, for the KEM binds the recipient's public key. docs/format.md, "Owner box".
 */
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P384_HKDF_SHA384 } from 'hpke';
import type { Bytes } from '../bytes.ts';

const suite1 = new CipherSuite(KEM_DHKEM_P384_HKDF_SHA384, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** enc is 97 bytes; ct is 16 longer than the plaintext. */
export async function sealHpke(
  publicKey: CryptoKey,
  plaintext: Bytes,
  info: Bytes,
): Promise<{ enc: Bytes; ct: Bytes }> {
  const { encapsulatedSecret, ciphertext } = await suite1.Seal(publicKey, plaintext, { info });
  return { enc: new Uint8Array(encapsulatedSecret), ct: new Uint8Array(ciphertext) };
}

/** The plaintext, or null where this key does not open it. */
export async function openHpke(
  keyPair: CryptoKeyPair,
  enc: Bytes,
  ct: Bytes,
  info: Bytes,
): Promise<Bytes | null> {
  try {
    return new Uint8Array(await suite1.Open(keyPair, enc, ct, { info }));
  } catch {
    return null;
  }
}
