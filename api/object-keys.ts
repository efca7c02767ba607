/**
 * Where a share's objects lie in the store. Keys carry the share's id, so that no two shares ever name one object,
 * whatever their bytes: what one share deletes is never another's.
 */
import { toHex } from '../shared/bytes.ts';

/** Hex, not base64url: some disks do not tell upper from lower case. */
export function bodyKey(shareId: Uint8Array): string {
  return `${toHex(shareId)}/body`;
}

/** `hash` is the SHA-256 of the sealed manifest. */
export function manifestKey(shareId: Uint8Array, hash: Uint8Array): string {
  return `${toHex(shareId)}/manifest/${toHex(hash)}`;
}
