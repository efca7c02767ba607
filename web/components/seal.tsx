/**
 * The seal: wax with the mark of Sealdrop pressed into it, and a ring that closes while files are sealed and sent.
 * "blank" is an unpressed outline, for a sender whom nobody has named; "broken" is one that must not be trusted.
 */
import styles from './seal.module.css';

/** A closed curve round the centre of a 100 by 100 box, as a path. */
export function curve(points: number, radius: (angle: number) => number): string {
  const steps = Array.from({ length: points }, (_, i) => {
    const angle = (i * 2 * Math.PI) / points;
    const r = radius(angle);
    return `${(50 + r * Math.cos(angle)).toFixed(2)} ${(50 + r * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${steps.join('L')}Z`;
}

/** The edge of the wax. */
export const waxPath = curve(
  120,
  (a) => 37.4 + 1.1 * Math.sin(3 * a + 0.6) + 0.8 * Math.sin(5 * a + 2) + 0.5 * Math.sin(8 * a),
);
const engraving = [0, Math.PI]
  .map((phase) => curve(288, (a) => 25.6 + 2.3 * Math.sin(18 * a + phase)))
  .join('');
const crack = 'M33 14L45 34L39 47L54 58L47 70L60 88';
const drop = 'M50 33.5C54.5 41 60.5 46.6 60.5 54.2A10.5 10.5 0 0 1 39.5 54.2C39.5 46.6 45.500 41 50 33.5Z';

export interface SealProps {
  readonly kind: 'wax' | 'blank' | 'broken';
  /** How far the ring is closed, 0 to 1; none without it. */
  readonly ring?: number;
  /** Presses down once when it appears so. */
  readonly pressed?: boolean;
  readonly size: 'small' | 'middle' | 'large';
}

export function Seal({ kind, ring, pressed = false, size }: SealProps) {
  const classes = [styles.seal, styles[size], styles[kind], pressed ? styles.pressed : ''].join(' ');
  return (
    <svg className={classes} viewBox="0 0 100 100" aria-hidden="true" focusable="false">
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
        <circle className={styles.line} cx="50" cy="50" r="30.5" />
        {kind === 'broken' ? <path className={styles.crack} d={crack} /> : null}
        {kind === 'wax' ? (
          <>
            <path className={styles.fine} d={engraving} />
            <path className={styles.drop} d={drop} />
          </>
        ) : null}
      </g>
    </svg>
  );
}
