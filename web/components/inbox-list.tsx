/** What others sent to this person's request links. */
import { useEffect } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { inbox, keyPairs } from '../state/stores.ts';
import { DeliveryArticle } from './delivery-article.tsx';
import { Failure } from './failure.tsx';
import styles from './share-list.module.css';

const words = t.inbox;

export function InboxList() {
  const { items, error } = useStore(inbox.store);
  const hasKey = useStore(keyPairs.store, (state) => state.items?.length !== 0);
  useEffect(() => {
    void inbox.refresh();
    void keyPairs.refresh();
  }, []);
  return (
    <section aria-label={words.region} className={styles.list}>
      <h2>{words.region}</h2>
      {error ? <Failure error={error} /> : null}
      {items?.map((delivery) => (
        <DeliveryArticle key={delivery.shareId} delivery={delivery} />
      ))}
      {items?.length === 0 ? (
        <div className={styles.none}>
          <p className={styles.title}>{hasKey ? words.emptyTitle : words.noKeyTitle}</p>
          <p>{hasKey ? words.emptyNext : words.noKeyNext}</p>
          <Link href="/settings">{words.settings}</Link>
        </div>
      ) : null}
      {items === null && !error ? <p>{words.loading}</p> : null}
    </section>
  );
}
