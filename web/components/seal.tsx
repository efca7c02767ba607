/**
 * The seal: wax with the mark of Sealdrop pressed into it, and a ring that closes while files are sealed and sent. "soft"
 * is wax that waits for its press; "blank" an outline, for a sender whom nobody has named; "broken" one that must not be
 * trusted. What was soft and becomes wax is pressed before one's eyes, once.
 */
import { curve, dropPath, smallDropPath, waxPath } from './mark.ts';
import styles from './seal.module.css';

const engraving = [0, Math.PI]
  .map((phase) => curve(288, (a) => 25.6 + 2.3 * Math.sin(18 * a + phase)))
  .join('');
const crack = 'M33 14L45 34L39 47L54 58L47 70L60 88';

export interface SealProps {
  readonly kind: 'wax' | 'soft' | 'blank' | 'broken';
  /** How far the ring is closed, 0 to 1; none without it. */
  readonly ring?: number;
  readonly size: 'small' | 'middle' | 'large';
}

export function Seal({ kind, ring, size }: SealProps) {
  const isSmall = size === 'small';
  return (
    <svg
      className={`${styles.seal} ${styles[size]} ${styles[kind]}`}
      viewBox="0 0 100 100"
      aria-hidden="true"
      focusable="false"
    >
      {ring === undefined ? null : (
        <g className={styles.ring}>
          <circle cx="50" cy="50" r="46" />
          <circle
            cx="50"
            cy="50"
            r="46"
            pathLength="100"
            strokeDasharray={`${(ring * 100).toFixed(2)} 100`}
          />
        </g>
      )}
      <g className={styles.body}>
        <path className={styles.wax} d={waxPath} />
        {isSmall ? null : <circle className={styles.line} cx="50" cy="50" r="30.5" />}
        {kind === 'broken' ? <path className={styles.crack} d={crack} /> : null}
        {kind === 'wax' || kind === 'soft' ? (
          <g className={styles.mark}>
            {isSmall ? null : <path className={styles.fine} d={engraving} />}
            <path className={styles.drop} d={isSmall ? dropPath : smallDropPath} />
          </g>
        ) : null}
      </g>
    </svg>
  );
}
