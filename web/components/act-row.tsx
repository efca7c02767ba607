/** The buttons of an article: what is done often, on paper, and what is seldom done, as quiet words at the other end. */
import type { ReactNode } from 'react';
import styles from './act-row.module.css';

export interface ActRowProps {
  readonly children?: ReactNode;
  readonly seldom?: ReactNode;
}

export function ActRow({ children = null, seldom = null }: ActRowProps) {
  return (
    <div className={styles.row}>
      {children === null ? null : <div className={styles.often}>{children}</div>}
      {seldom === null ? null : <div className={styles.seldom}>{seldom}</div>}
    </div>
  );
}
