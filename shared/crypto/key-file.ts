/**
 * What a file is that somebody picked as a key: a backup of ours, its text form, or PEM of another program. By what it
 * begins with, never by its name. docs/format.md, "Key backup" and "PEM".
 */
import type { Bytes } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { KEY_FILE_MAX } from '../limits.ts';
import { isBackupText, parseBackupText } from './backup-text.ts';

export type KeyFile =
  | { readonly kind: 'backup'; readonly bytes: Bytes }
  | { readonly kind: 'pem'; readonly text: string };

/** Throws unsupported-key where it is none of these, damaged where a backup's text is not whole. */
export async function readKeyFile(bytes: Bytes): Promise<KeyFile> {
  const [array, version] = bytes;
  if (bytes.length > KEY_FILE_MAX || array === undefined || version === undefined) {
    throw new SealdropError('unsupported-key');
  }
  // A short CBOR array that begins with a small integer; no text does.
  if (array > 0x80 && array < 0x98 && version < 0x18) return { kind: 'backup', bytes };
  // Anything but ASCII in it belongs to the text around a block.
  const text = new TextDecoder().decode(bytes);
  if (isBackupText(text)) return { kind: 'backup', bytes: await parseBackupText(text) };
  if (text.includes('-----BEGIN ')) return { kind: 'pem', text };
  throw new SealdropError('unsupported-key');
}
