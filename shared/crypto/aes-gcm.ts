/**
 * AES-256-GCM (NIST SP 800-38D) with a 96-bit IV and a 128-bit tag, over raw keys. A failed authentication is
 * null, for it may mean a wrong key; callers decide whether that is damage. Where many messages go under one key it is imported once.
 */
import type { Bytes } from '../bytes.ts';

/** Bytes of an IV. */
export const GCM_IV_SIZE = 12;

/** Both read their input before they return their promise. `iv` 12 bytes; the tag of 16 bytes follows the ciphertext. */
export interface GcmKey {
  readonly seal: (iv: Bytes, aad: Bytes, plaintext: Bytes) => Promise<Bytes>;
  /** Throws, whatever it throws, where the tag does not hold; no plaintext is given out before it does. */
  readonly open: (iv: Bytes, aad: Bytes, sealed: Bytes) => Promise<Bytes>;
}

/** A key of 16 or 32 bytes, which are not needed any more when the promise is kept. */
export type ImportGcmKey = (raw: Bytes) => Promise<GcmKey>;

export const importGcmKey: ImportGcmKey = async (raw) => {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const by = (iv: Bytes, additionalData: Bytes) => ({ name: 'AES-GCM', iv, additionalData });
  return {
    seal: async (iv, aad, plaintext) =>
      new Uint8Array(await crypto.subtle.encrypt(by(iv, aad), key, plaintext)),
    open: async (iv, aad, sealed) => new Uint8Array(await crypto.subtle.decrypt(by(iv, aad), key, sealed)),
  };
};

/** The 16-byte tag follows the ciphertext. `key` 16 or 32 bytes, `iv` 12. */
export async function sealGcm(key: Bytes, iv: Bytes, plaintext: Bytes, aad: Bytes): Promise<Bytes> {
  return (await importGcmKey(key)).seal(iv, aad, plaintext);
}

/** The plaintext of ciphertext and tag, or null where the tag does not hold. */
export async function openGcm(key: Bytes, iv: Bytes, ciphertext: Bytes, aad: Bytes): Promise<Bytes | null> {
  const imported = await importGcmKey(key);
  return imported.open(iv, aad, ciphertext).catch(() => null);
}
