/** SHA-256 and HMAC-SHA-256 over streams, which WebCrypto does not have. */
import { createHMAC, createSHA256 } from 'hash-wasm';
import type { Bytes } from '../bytes.ts';

export interface RunningHash {
  readonly update: (bytes: Uint8Array) => void;
  /** 32 bytes. To be called once. */
  readonly end: () => Bytes;
}

/** A hash that has seen nothing yet; with `key`, an HMAC under it. */
export async function startHash(key?: Bytes): Promise<RunningHash> {
  const hasher = await (key ? createHMAC(createSHA256(), key) : createSHA256());
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    end: () => new Uint8Array(hasher.digest('binary')),
  };
}
