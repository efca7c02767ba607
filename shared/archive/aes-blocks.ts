/**
 * AES in the two modes of older systems that WebCrypto lacks (CFB) or gives only for whole messages (CBC), block after
 * block: each block of a stream is opened under the last ciphertext block before it. The library is loaded here alone, and
 * only when it is wanted.
 */
import type { Bytes } from '../bytes.ts';

/** Bytes of an initialisation vector and of the cipher's own block. */
export const AES_BLOCK = 16;

export type AesMode = 'cfb' | 'cbc';

/** Loads the library, so that nothing has to be loaded later. */
export async function loadAes(): Promise<void> {
  await import('@noble/ciphers/aes.js');
}

/**
 * The plaintext of `content`, whose pieces are multiples of 16 bytes but for the last one of CFB. CBC's padding stays
 * where it is.
 */
export async function* decryptBlocks(
  mode: AesMode,
  { key, iv }: { readonly key: Bytes; readonly iv: Bytes },
  content: AsyncIterable<Bytes>,
): AsyncGenerator<Bytes, void> {
  const { cbc, cfb } = await import('@noble/ciphers/aes.js');
  let last = iv;
  for await (const piece of content) {
    const cipher = mode === 'cfb' ? cfb(key, last) : cbc(key, last, { disablePadding: true });
    last = piece.slice(-AES_BLOCK);
    yield new Uint8Array(cipher.decrypt(piece));
  }
}
