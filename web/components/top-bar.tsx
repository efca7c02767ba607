/** The quiet bar above every page: the mark, and the ways to the pages that there are. */
import { Link, useLocation } from 'wouter';
import { t } from '../i18n/index.ts';
import { preloadPage } from '../lazy-pages.ts';
import { barPages } from './bar-pages.ts';
import { Seal } from './seal.tsx';
import styles from './top-bar.module.css';

export function TopBar() {
  const [path] = useLocation();
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.mark}>
        <Seal kind="wax" size="small" />
        <span className={styles.name}>{t.shell.product}</span>
      </Link>
      <nav className={styles.pages} aria-label={t.shell.navigation}>
        {barPages.map(([href, name]) => (
          <Link
            key={href}
            href={href}
            aria-current={path === href ? 'page' : undefined}
            onPointerEnter={() => preloadPage(href)}
            onFocus={() => preloadPage(href)}
          >
            {t.shell[name]}
          </Link>
        ))}
      </nav>
    </header>
  );
}
