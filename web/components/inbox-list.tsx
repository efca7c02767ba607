/** What others sent to this person's request links. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { sortDeliveries } from '../state/inbox.ts';
import { inbox } from '../state/later-stores.ts';
import { shareView, viewDeliveries } from '../state/share-view.ts';
import { keyPairs } from '../state/stores.ts';
import { DeliveryPages } from './delivery-pages.tsx';
import { EmptyState } from './empty-state.tsx';
import { Failure } from './failure.tsx';
import { HintLine } from './hint-line.tsx';
import { OtherOrigin } from './other-origin.tsx';
import { NothingFound } from './share-finder.tsx';
import styles from './share-list.module.css';
import { UnopenedDeliveries } from './unopened-deliveries.tsx';
import { WayLink } from './way-link.tsx';

const words = t.inbox;

export function InboxList() {
  const { items, error } = useStore(inbox.store);
  const view = useStore(shareView);
  const sorted = useMemo(() => items && sortDeliveries(items), [items]);
  const shown = useMemo(() => viewDeliveries(sorted?.open ?? [], view), [sorted, view]);
  const hasKeys = useStore(keyPairs.store, (state) => state.items !== null && state.items.length > 0);
  const hasKey = useStore(keyPairs.store, (state) => state.items?.length !== 0);
  useEffect(() => {
    void inbox.refresh();
    void keyPairs.refresh();
  }, []);
  return (
    <section aria-label={words.region} className={styles.list}>
      <h2>{words.region}</h2>
      {hasKeys ? <HintLine which="inbox" /> : null}
      {hasKey && error?.code !== 'other-origin' ? <OtherOrigin /> : null}
      {error ? <Failure error={error} /> : null}
      {sorted ? (
        <>
          <DeliveryPages kind="open" deliveries={shown} />
          {sorted.open.length > 0 && shown.length === 0 ? <NothingFound /> : null}
          <UnopenedDeliveries kind="waiting" deliveries={sorted.waiting} />
          <UnopenedDeliveries kind="closed" deliveries={sorted.closed} />
        </>
      ) : null}
      {items?.length === 0 ? (
        <EmptyState drawing="inbox" title={hasKey ? words.emptyTitle : words.noKeyTitle}>
          <p>{hasKey ? words.emptyNext : words.noKeyNext}</p>
          <WayLink href="/settings">{words.settings}</WayLink>
        </EmptyState>
      ) : null}
      {items === null && !error ? <p>{words.loading}</p> : null}
    </section>
  );
}
