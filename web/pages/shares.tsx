/** Shares: what was sent from this browser and is still known to it. */
import { useEffect } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { EmptyDesk } from '../components/empty-desk.tsx';
import { Failure } from '../components/failure.tsx';
import { Page } from '../components/page.tsx';
import { ShareArticle } from '../components/share-article.tsx';
import { t } from '../i18n/index.ts';
import { ownShares } from '../state/stores.ts';
import styles from './shares.module.css';

export function SharesPage() {
  const { shares, error } = useStore(ownShares.store);
  useEffect(() => {
    void ownShares.refresh();
  }, []);
  return (
    <Page>
      <h1>{t.shares.heading}</h1>
      {error ? <Failure error={error} /> : null}
      <section aria-label={t.shares.region} className={styles.sent}>
        {shares?.map((share) => (
          <ShareArticle key={share.shareId} share={share} />
        ))}
        {shares?.length === 0 ? (
          <div className={styles.empty}>
            <EmptyDesk />
            <p className={styles.title}>{t.shares.emptyTitle}</p>
            <p>{t.shares.emptyNext}</p>
            <Link href="/">{t.shares.emptyLink}</Link>
          </div>
        ) : null}
        {shares === null && !error ? <p>{t.shares.loading}</p> : null}
      </section>
    </Page>
  );
}
