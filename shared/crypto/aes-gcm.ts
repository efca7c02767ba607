/**
 * AES-256-GCM (NIST SP 800-38D) with a 96-bit IV and a 128-bit tag, over raw keys. A failed authentication is
 * null, for it may mean a wrong key; callers decide whether that is damage.
 */
import type { Bytes } from '../bytes.ts';

/** Bytes of an IV. */
export const GCM_IV_SIZE = 12;

/** The 16-byte tag follows the ciphertext. `key` 16 or 32 bytes, `iv` 12. */
export async function sealGcm(key: Bytes, iv: Bytes, plaintext: Bytes, aad: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const algorithm = { name: 'AES-GCM', iv, additionalData: aad };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, imported, plaintext));
}

/** The plaintext of ciphertext and tag, or null where the tag does not hold. */
export async function openGcm(key: Bytes, iv: Bytes, ciphertext: Bytes, aad: Bytes): Promise<Bytes | null> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const algorithm = { name: 'AES-GCM', iv, additionalData: aad };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, imported, ciphertext));
  } catch {
    return null;
  }
}
