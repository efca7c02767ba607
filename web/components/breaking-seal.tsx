/** A seal that breaks as a letter is opened, and is gone. It is motion alone: without motion there is nothing of it. */
import { useId } from 'react';
import styles from './breaking-seal.module.css';
import { dropPath, waxPath } from './mark.ts';

const crack = '26 0L33 14L45 34L39 47L54 58L47 70L60 88L66 100';

export function BreakingSeal() {
  const id = useId();
  const half = (side: 'left' | 'right', edge: number) => (
    <g className={styles[side]}>
      <clipPath id={`${id}${side}`}>
        <path d={`M${edge} 0L${crack}L${edge} 100Z`} />
      </clipPath>
      <g clipPath={`url(#${id}${side})`}>
        <path className={styles.wax} d={waxPath} />
        <path className={styles.drop} d={dropPath} />
      </g>
    </g>
  );
  return (
    <svg className={styles.seal} viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      {half('left', 0)}
      {half('right', 100)}
    </svg>
  );
}
