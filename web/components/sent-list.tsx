/** What was sent from this browser and is still known to it. */
import { useEffect } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { ownShares } from '../state/stores.ts';
import { EmptyState } from './empty-state.tsx';
import { Failure } from './failure.tsx';
import { ShareArticle } from './share-article.tsx';
import styles from './share-list.module.css';

export function SentList() {
  const { items, error } = useStore(ownShares.store);
  useEffect(() => {
    void ownShares.refresh();
  }, []);
  return (
    <section aria-label={t.shares.region} className={styles.list}>
      <h2>{t.shares.region}</h2>
      {error ? <Failure error={error} /> : null}
      {items?.map((share) => (
        <ShareArticle key={share.shareId} share={share} />
      ))}
      {items?.length === 0 ? (
        <EmptyState drawing="letter" title={t.shares.emptyTitle}>
          <p>{t.shares.emptyNext}</p>
          <Link href="/">{t.shares.emptyLink}</Link>
        </EmptyState>
      ) : null}
      {items === null && !error ? <p>{t.shares.loading}</p> : null}
    </section>
  );
}
