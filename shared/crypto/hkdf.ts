/** HKDF-SHA-256 (RFC 5869) and HMAC-SHA-256 (RFC 2104) over WebCrypto. */
import type { Bytes } from '../bytes.ts';

/** `length` bytes (at most 8,160) from Extract(salt, ikm) and Expand(info). Empty `ikm`, `salt`, `info` are allowed. */
export async function hkdfSha256(ikm: Bytes, salt: Bytes, info: Bytes, length: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}

/** HMAC-SHA-256: 32 bytes. */
export async function hmacSha256(key: Bytes, message: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
}
