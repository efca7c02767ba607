/**
 * The digest as S3 commands take it. A store that checks digests was told so at an upload's begin, and then wants it with
 * every part and once more at completion; the others are told nothing.
 */
import type { Bytes } from '../../shared/bytes.ts';
import type { S3Config } from '../config.ts';

/** The field of a command for bytes with this SHA-256 (32 bytes); none where the store checks none. */
export function checksumOf({ checksum }: S3Config, sha256: Bytes): { ChecksumSHA256?: string } {
  return checksum === 'sha256' ? { ChecksumSHA256: base64(sha256) } : {};
}

/** As it stands in headers and lists. */
export function base64(sha256: Bytes): string {
  return Buffer.from(sha256).toString('base64');
}
