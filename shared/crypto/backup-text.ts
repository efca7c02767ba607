/**
 * A compact key backup as text: what the QR code holds that brings an identity to a second device, scanned or pasted.
 * Letters, digits, one hyphen and one colon alone, for which QR codes have a dense mode. docs/format.md, "Key backup".
 */
import { base32nopad } from '@scure/base';
import { type Bytes, concat, equal, sha256 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { BACKUP_TEXT_MAX_CHARACTERS } from '../limits.ts';
import { labelled } from './labels.ts';

/** No address, so that a camera that reads it sends it nowhere. */
const PREFIX = 'SEALDROP-KEY:';
const CHECK_SIZE = 4;

/** The text of a sealed compact backup. */
export async function formatBackupText(backup: Bytes): Promise<string> {
  return PREFIX + base32nopad.encode(concat(backup, await checksum(backup)));
}

/** Whether a text claims to be a backup. */
export function isBackupText(text: string): boolean {
  return text.replace(/^[\t\n\r ]+/, '').startsWith(PREFIX);
}

/**
 * The sealed backup of a text; spaces and line breaks in it do not count. Throws unsupported-key where it is another
 * text, damaged where it is not whole.
 */
export async function parseBackupText(text: string): Promise<Bytes> {
  if (!isBackupText(text)) throw new SealdropError('unsupported-key');
  if (text.length > BACKUP_TEXT_MAX_CHARACTERS) throw new SealdropError('damaged');
  const letters = text.replace(/[\t\n\r ]/g, '').slice(PREFIX.length);
  const bytes = decodeBase32(letters);
  if (!bytes || bytes.length <= CHECK_SIZE) throw new SealdropError('damaged');
  const backup = bytes.slice(0, -CHECK_SIZE);
  if (!equal(await checksum(backup), bytes.subarray(-CHECK_SIZE))) throw new SealdropError('damaged');
  return backup;
}

function decodeBase32(text: string): Bytes | null {
  try {
    const bytes = new Uint8Array(base32nopad.decode(text));
    return base32nopad.encode(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

async function checksum(backup: Bytes): Promise<Bytes> {
  return (await sha256(labelled('backupCheck', backup))).slice(0, CHECK_SIZE);
}
