/** How key pairs and people are shown. */
import { type Bytes, toBase64Url } from '../shared/bytes.ts';
import { fingerprintDigits } from '../shared/crypto/fingerprint.ts';
import type { KeyRecord } from './keys.ts';
import { visible } from './terminal.ts';

/** The eight groups of digits that people compare. */
export function digitsOf(fingerprint: Bytes): string {
  return fingerprintDigits(fingerprint).join(' ');
}

/** A few lines on one key pair. */
export function describeKey({ name, fingerprint, created, successor }: KeyRecord, file: string): string {
  const lines = [
    visible(name),
    `  fingerprint  ${digitsOf(fingerprint)}`,
    `  made         ${new Date(created * 1000).toISOString().slice(0, 10)}`,
    `  file         ${file}`,
  ];
  if (successor) lines.push(`  successor    ${digitsOf(successor)}`);
  return `${lines.join('\n')}\n`;
}

/** The same for programs. */
export function keyJson({ name, fingerprint, created, successor }: KeyRecord, file: string) {
  return {
    name,
    fingerprint: toBase64Url(fingerprint),
    digits: digitsOf(fingerprint),
    created,
    successor: successor && toBase64Url(successor),
    file,
  };
}
