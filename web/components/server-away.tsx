/** Says that the server does not answer, as long as it does not, and what can be done all the same. */
import { useEffect } from 'react';
import { failureWords, t } from '../i18n/index.ts';
import { askConfig } from '../state/stores.ts';
import styles from './device-notes.module.css';
import { Notice } from './failure.tsx';
import { WayLink } from './way-link.tsx';

/** Milliseconds between two tries; a browser that finds a network again says so. */
const AGAIN = 15_000;

export function ServerAway() {
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState === 'visible') void askConfig();
    };
    const timer = setInterval(ask, AGAIN);
    addEventListener('online', ask);
    return () => {
      clearInterval(timer);
      removeEventListener('online', ask);
    };
  }, []);
  const words = t.device.away;
  return (
    <aside aria-label={words.label} className={styles.note}>
      <Notice title={failureWords({ code: 'server-unreachable', details: {} }).title} next={words.next}>
        <p className={styles.ways}>
          <WayLink href="/package">{t.packages.pageTitle}</WayLink>
          <WayLink href="/older">{t.older.pageTitle}</WayLink>
        </p>
      </Notice>
    </aside>
  );
}
