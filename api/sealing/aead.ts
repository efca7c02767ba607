/**
 * A256CBC-HS512, the authenticated encryption of RFC 7518, section 5.2.5: AES-256-CBC with PKCS#7 padding, and over additional
 * data, IV, ciphertext and length the first half of HMAC-SHA-512. Its IV has 128 random bits: a server may seal for as
 * long as it likes under one key.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Bytes, bigEndian, concat } from '../../shared/bytes.ts';

/** 32 bytes each. */
export interface AeadKeys {
  readonly encryption: Bytes;
  readonly authentication: Bytes;
}

const IV_SIZE = 16;
const TAG_SIZE = 32;
const BLOCK = 16;

/** iv(16), ciphertext (a multiple of 16, at least one byte more than `plaintext`), tag(32). `iv` is for outside vectors alone. */
export function encrypt(
  keys: AeadKeys,
  aad: Bytes,
  plaintext: Bytes,
  iv: Uint8Array = randomBytes(IV_SIZE),
): Bytes {
  const cipher = createCipheriv('aes-256-cbc', keys.encryption, iv);
  const ciphertext = concat(cipher.update(plaintext), cipher.final());
  return concat(iv, ciphertext, tagOf(keys, aad, iv, ciphertext));
}

/** The plaintext; null where anything of keys, additional data or bytes is not as it was. */
export function decrypt(keys: AeadKeys, aad: Bytes, sealed: Bytes): Bytes | null {
  const size = sealed.length - IV_SIZE - TAG_SIZE;
  if (size < BLOCK || size % BLOCK !== 0) return null;
  const iv = sealed.subarray(0, IV_SIZE);
  const ciphertext = sealed.subarray(IV_SIZE, IV_SIZE + size);
  if (!timingSafeEqual(sealed.subarray(IV_SIZE + size), tagOf(keys, aad, iv, ciphertext))) return null;
  const decipher = createDecipheriv('aes-256-cbc', keys.encryption, iv);
  return concat(decipher.update(ciphertext), decipher.final());
}

function tagOf(keys: AeadKeys, aad: Bytes, iv: Uint8Array, ciphertext: Bytes): Buffer {
  const mac = createHmac('sha512', keys.authentication);
  mac
    .update(aad)
    .update(iv)
    .update(ciphertext)
    .update(bigEndian(aad.length * 8, 8));
  return mac.digest().subarray(0, TAG_SIZE);
}
