/** A link to another page that stands by itself, outside of a sentence: as tall as a button under a finger. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './way-link.module.css';

export function WayLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} className={styles.way}>
      {children}
    </Link>
  );
}
