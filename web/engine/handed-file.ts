/** Files that are handed out, by the name of a key pair. */
import type { HandedFile } from './people-protocol.ts';

/** `name` as every system can save it, with `suffix`; "sealdrop" where nothing of it is left. */
export function handedFile(
  name: string,
  suffix: string,
  content: Uint8Array<ArrayBuffer> | string,
): HandedFile {
  const safe = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .slice(0, 64);
  const type = typeof content === 'string' ? 'text/plain' : 'application/octet-stream';
  return { name: `${safe || 'sealdrop'}${suffix}`, blob: new Blob([content], { type }) };
}
