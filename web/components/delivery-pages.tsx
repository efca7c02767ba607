/** Deliveries, at most a page of them at a time: whoever has a request link, or the server, can make thousands. */
import { useState } from 'react';
import type { Delivery } from '../engine/people-protocol.ts';
import { t } from '../i18n/index.ts';
import { pageOf, type SortedDeliveries } from '../state/inbox.ts';
import { inbox } from '../state/later-stores.ts';
import { withLine } from '../state/undo.ts';
import { Button } from './button.tsx';
import { DeliveryArticle } from './delivery-article.tsx';
import styles from './delivery-pages.module.css';
import { UndoLine } from './undo-line.tsx';
import { useAway } from './use-undo.ts';

const words = t.inbox;

export interface DeliveriesProps<K extends keyof SortedDeliveries = keyof SortedDeliveries> {
  readonly kind: K;
  readonly deliveries: readonly Delivery[];
}

export function DeliveryPages({ kind, deliveries }: DeliveriesProps) {
  const [wanted, setWanted] = useState(0);
  const away = useAway(kind);
  // All of them at once are told of around the list (unopened-deliveries.tsx).
  const one = away?.kind === 'delivery' ? away : null;
  const { items, page, pages, from, to } = pageOf(deliveries, wanted);
  const { newer, older } = words.pagers[kind];
  return (
    <>
      {withLine(
        items.map((delivery, at) => (
          <DeliveryArticle key={delivery.shareId} delivery={delivery} list={kind} at={at} />
        )),
        one,
        one ? <UndoLine key={`undo ${one.id}`} away={one} list={inbox} /> : null,
      )}
      {pages === 1 ? null : (
        <div className={styles.pager}>
          <Button aria-disabled={page === 0} onClick={() => setWanted(Math.max(0, page - 1))}>
            {newer}
          </Button>
          <Button aria-disabled={page === pages - 1} onClick={() => setWanted(Math.min(pages - 1, page + 1))}>
            {older}
          </Button>
          <p aria-live="polite">{words.range(from, to, deliveries.length)}</p>
        </div>
      )}
    </>
  );
}
