/** Keys that operators give by the environment (FILE_KEY_BASE64): 32 bytes in standard base64. */
import { base64 } from '@scure/base';
import type { Bytes } from './bytes.ts';

/** Bytes. */
export const FILE_KEY_SIZE = 32;

/** The key of 44 characters of standard base64, such as `openssl rand -base64 32` prints; null where the text is anything else. */
export function readFileKey(text: string): Bytes | null {
  try {
    const key = new Uint8Array(base64.decode(text));
    return key.length === FILE_KEY_SIZE && base64.encode(key) === text ? key : null;
  } catch {
    return null;
  }
}
