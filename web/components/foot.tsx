/** The quiet line below every page: how it works, and for whom. */
import { Link, useLocation } from 'wouter';
import { t } from '../i18n/index.ts';
import { preloadPage } from '../lazy-pages.ts';
import styles from './foot.module.css';

const pages = [
  ['/how', 'how'],
  ['/accessibility', 'accessibility'],
] as const;

export function Foot() {
  const [path] = useLocation();
  return (
    <footer className={styles.foot}>
      <nav aria-label={t.shell.about}>
        {pages.map(([href, name]) => (
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
    </footer>
  );
}
