/** What stands where a list has nothing in it yet: one small drawing, what will be here, and how to begin. */
import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

const box = 'M26 14H94V70H26Z';

/** On one desk each: `line` is drawn, `sheet` is filled with paper, `seals` are those that nobody has pressed yet. */
const drawings = {
  /** A letter that nobody has written. */
  letter: { sheet: box, line: 'M26 14L60 44L94 14', seals: [[60, 44, 8]] },
  /** A tray with nothing in it. */
  inbox: { sheet: 'M22 46H44L49 54H71L76 46H98V70H22Z', line: 'M22 46L32 26H88L98 46', seals: [[60, 36, 8]] },
  /** A card with no name on it. */
  people: { sheet: 'M22 20H98V70H22Z', line: 'M64 40H86M64 50H80', seals: [[42, 45, 11]] },
  /** A signet, standing on its end. */
  keys: {
    sheet: 'M50 26A10 10 0 1 1 70 26C70 34 66 36 66 46H54C54 36 50 34 50 26ZM46 46H74V54H46Z',
    line: 'M40 70C42 64 78 64 80 70',
    seals: [[60, 26, 4]],
  },
  /** A label on a string, to be given away. */
  links: {
    sheet: 'M40 30L52 20H96V56H52L40 46Z',
    line: 'M46 38C34 38 40 58 28 58S18 48 22 42',
    seals: [[76, 38, 8]],
  },
} as const satisfies Record<
  string,
  {
    readonly sheet: string;
    readonly line: string;
    readonly seals: readonly (readonly [number, number, number])[];
  }
>;

export interface EmptyStateProps {
  readonly drawing: keyof typeof drawings;
  readonly title: string;
  readonly children: ReactNode;
}

export function EmptyState({ drawing, title, children }: EmptyStateProps) {
  const { sheet, line, seals } = drawings[drawing];
  return (
    <div className={styles.empty}>
      <svg className={styles.drawing} viewBox="0 0 120 72" aria-hidden="true" focusable="false">
        <path className={styles.sheet} d={sheet} />
        <path d={`M2 70H118${line}`} />
        {seals.map(([x, y, r]) => (
          <circle key={x} className={styles.seal} cx={x} cy={y} r={r} />
        ))}
      </svg>
      <p className={styles.title}>{title}</p>
      {children}
    </div>
  );
}
