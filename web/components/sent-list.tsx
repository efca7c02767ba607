/** What was sent from this browser and is still known to it. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { shareView, viewShares } from '../state/share-view.ts';
import { ownShares } from '../state/stores.ts';
import { withLine } from '../state/undo.ts';
import { EmptyState } from './empty-state.tsx';
import { Failure } from './failure.tsx';
import { ShareArticle } from './share-article.tsx';
import { NothingFound } from './share-finder.tsx';
import styles from './share-list.module.css';
import { UndoLine } from './undo-line.tsx';
import { useAway } from './use-undo.ts';
import { WayLink } from './way-link.tsx';

export function SentList() {
  const { items, error } = useStore(ownShares.store);
  const view = useStore(shareView);
  const shown = useMemo(() => viewShares(items ?? [], view), [items, view]);
  const away = useAway('sent');
  useEffect(() => {
    void ownShares.refresh();
  }, []);
  return (
    <section aria-label={t.shares.region} className={styles.list}>
      <h2>{t.shares.region}</h2>
      {error ? <Failure error={error} /> : null}
      {withLine(
        shown.map((share, at) => <ShareArticle key={share.shareId} share={share} at={at} />),
        away,
        away ? <UndoLine key={`undo ${away.id}`} away={away} list={ownShares} /> : null,
      )}
      {items && items.length > 0 && shown.length === 0 ? <NothingFound /> : null}
      {items?.length === 0 ? (
        <EmptyState drawing="letter" title={t.shares.emptyTitle}>
          <p>{t.shares.emptyNext}</p>
          <WayLink href="/">{t.shares.emptyLink}</WayLink>
        </EmptyState>
      ) : null}
      {items === null && !error ? <p>{t.shares.loading}</p> : null}
    </section>
  );
}
