/** How a share stands, as a mark beside the words that say so: a ring that closes, a seal, one broken open, a clock, an empty ring. */
import type { ReactNode } from 'react';
import type { Glance } from '../state/share-glance.ts';
import styles from './state-mark.module.css';

const ring = 'M8 2A6 6 0 0 1 8 14A6 6 0 0 1 8 2';

function drawn(kind: Glance['kind'], part: number): ReactNode {
  switch (kind) {
    case 'uploading':
      return (
        <>
          <path className={styles.track} d={ring} />
          <path
            className={styles.wax}
            d={ring}
            pathLength="100"
            strokeDasharray={`${(part * 100).toFixed(1)} 100`}
          />
        </>
      );
    case 'ready':
      return <circle className={styles.filled} cx="8" cy="8" r="5" />;
    case 'downloaded':
      return <path className={styles.filled} d="M6.5 3A5 5 0 0 0 6.5 13ZM9.5 3A5 5 0 0 1 9.5 13Z" />;
    case 'ending':
      return <path className={styles.ochre} d={`${ring}M8 4.8V8L10.2 9.6`} />;
    case 'waiting':
    case 'unknown':
      return <path className={styles.dashed} d={ring} />;
    case 'ended':
    case 'never':
    case 'stuck':
      return <path d={`${ring}M3.8 12.2L12.2 3.8`} />;
  }
}

export function StateMark({ kind, part = 0 }: { readonly kind: Glance['kind']; readonly part?: number }) {
  return (
    <svg className={styles.mark} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {drawn(kind, part)}
    </svg>
  );
}
