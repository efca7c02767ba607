/** The column in which every page stands. */
import type { ReactNode } from 'react';
import styles from './page.module.css';

export function Page({ children }: { readonly children: ReactNode }) {
  return <main className={styles.page}>{children}</main>;
}
