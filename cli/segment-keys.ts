/**
 * AES-256-GCM by node:crypto. In Node, WebCrypto copies each segment and hands it to another thread, which takes several times as long as to seal or
 * open it, and leaves the garbage collector the rest. docs/decisions/0024-segments-by-nodes-own-cipher.md.
 */
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { ImportGcmKey } from '../shared/crypto/aes-gcm.ts';

const ALGORITHM = 'aes-256-gcm';
const TAG_SIZE = 16;

export const nodeSegmentKey: ImportGcmKey = async (raw) => {
  const key = createSecretKey(raw);
  return {
    seal: async (iv, aad, plaintext) => {
      const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_SIZE });
      cipher.setAAD(aad);
      const sealed = new Uint8Array(plaintext.length + TAG_SIZE);
      sealed.set(cipher.update(plaintext));
      cipher.final();
      sealed.set(cipher.getAuthTag(), plaintext.length);
      return sealed;
    },
    open: async (iv, aad, sealed) => {
      const end = sealed.length - TAG_SIZE;
      const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_SIZE });
      decipher.setAAD(aad);
      decipher.setAuthTag(sealed.subarray(end));
      const { buffer, byteOffset, length } = decipher.update(sealed.subarray(0, end));
      // Throws where the tag does not hold.
      decipher.final();
      // A plain array: a Buffer's slice is no copy.
      return new Uint8Array(buffer, byteOffset, length);
    },
  };
};
