/**
 * By what the segments of a body are sealed and opened: by WebCrypto, unless the program has said at its start that its
 * platform does the same quicker. docs/decisions/0024-segments-by-nodes-own-cipher.md.
 */
import { type ImportGcmKey, importGcmKey } from './aes-gcm.ts';

let current = importGcmKey;

/** For this process, from now on. */
export function useSegmentKeys(importKey: ImportGcmKey): void {
  current = importKey;
}

/** A key of 32 bytes. */
export const segmentKey: ImportGcmKey = (raw) => current(raw);
