/** The quiet bar above every page: the mark, and the ways to the pages that there are. */
import { Link, useLocation } from 'wouter';
import { t } from '../i18n/index.ts';
import { Seal } from './seal.tsx';
import styles from './top-bar.module.css';

const pages = [
  ['/', t.shell.send],
  ['/shares', t.shell.shares],
  ['/people', t.shell.people],
  ['/settings', t.shell.settings],
] as const;

export function TopBar() {
  const [path] = useLocation();
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.mark}>
        <Seal kind="wax" size="small" />
        <span className={styles.name}>{t.shell.product}</span>
      </Link>
      <nav className={styles.pages} aria-label={t.shell.navigation}>
        {pages.map(([href, name]) => (
          <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
            {name}
          </Link>
        ))}
      </nav>
    </header>
  );
}
