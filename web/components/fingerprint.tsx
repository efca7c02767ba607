/** A fingerprint as people read it aloud: eight groups of five digits, as one text. */
import type { Digits } from '../engine/people-protocol.ts';
import styles from './fingerprint.module.css';

export interface FingerprintProps {
  readonly digits: Digits;
  readonly big?: boolean;
}

export function Fingerprint({ digits, big = false }: FingerprintProps) {
  return <span className={big ? `${styles.digits} ${styles.big}` : styles.digits}>{digits.join(' ')}</span>;
}
