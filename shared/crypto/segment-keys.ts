/**
 * AES-256-GCM (NIST SP 800-38D) for segments: one key, many of them. By WebCrypto, unless the program has said at its start
 * that its platform does the same quicker. docs/format.md, "FLOE"; docs/decisions/0024-segments-by-nodes-own-cipher.md.
 */
import type { Bytes } from '../bytes.ts';

/** Both read their input before they return their promise. `iv` 12 bytes; the tag of 16 bytes follows the ciphertext. */
export interface SegmentKey {
  readonly seal: (iv: Bytes, aad: Bytes, plaintext: Bytes) => Promise<Bytes>;
  /** Throws, whatever it throws, where the tag does not hold; no plaintext is given out before it does. */
  readonly open: (iv: Bytes, aad: Bytes, sealed: Bytes) => Promise<Bytes>;
}

/** A key of 32 bytes, which are not needed any more when the promise is kept. */
export type ImportSegmentKey = (raw: Bytes) => Promise<SegmentKey>;

const { subtle } = crypto;

export const webSegmentKey: ImportSegmentKey = async (raw) => {
  const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const by = (iv: Bytes, additionalData: Bytes) => ({ name: 'AES-GCM', iv, additionalData });
  return {
    seal: async (iv, aad, plaintext) => new Uint8Array(await subtle.encrypt(by(iv, aad), key, plaintext)),
    open: async (iv, aad, sealed) => new Uint8Array(await subtle.decrypt(by(iv, aad), key, sealed)),
  };
};

let current = webSegmentKey;

/** For this process, from now on. */
export function useSegmentKeys(importKey: ImportSegmentKey): void {
  current = importKey;
}

export const segmentKey: ImportSegmentKey = (raw) => current(raw);
