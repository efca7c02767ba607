/** A fingerprint as people read it aloud: eight groups of five digits, as one text. */
import type { Digits } from '../engine/people-protocol.ts';
import styles from './fingerprint.module.css';

export interface FingerprintProps {
  readonly digits: Digits;
  readonly big?: boolean;
}

export function Fingerprint({ digits, big = false }: FingerprintProps) {
  // Groups of digits would follow one another from right to left in a language that does.
  return (
    <span dir="ltr" className={big ? `${styles.digits} ${styles.big}` : styles.digits}>
      {digits.join(' ')}
    </span>
  );
}
