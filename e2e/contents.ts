/** Contents of files that are too large to keep: what a name determines, from anywhere in the file. */
import { createCipheriv, createHash } from 'node:crypto';

/** Bytes of the file called `name` from `offset`, a multiple of 16: AES-CTR, which can begin anywhere. */
export function contents(name: string, offset: number, size: number): Uint8Array {
  const iv = Buffer.alloc(16);
  iv.writeBigUInt64BE(BigInt(offset / 16), 8);
  const key = createHash('sha256').update(name).digest();
  return createCipheriv('aes-256-ctr', key, iv).update(Buffer.alloc(size));
}
