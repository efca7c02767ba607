/** One part of the page of the design: a heading, and what stands below it. */
import type { ReactNode } from 'react';
import styles from './design.module.css';

export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
