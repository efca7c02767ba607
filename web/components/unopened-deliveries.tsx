/** Deliveries that do not open, in one line with their number; each can be looked at, all be put out of sight. */
import { useState } from 'react';
import { t } from '../i18n/index.ts';
import { inbox } from '../state/stores.ts';
import { Button } from './button.tsx';
import { type DeliveriesProps, DeliveryPages } from './delivery-pages.tsx';
import { Failure } from './failure.tsx';
import styles from './unopened-deliveries.module.css';
import { useAction } from './use-action.ts';

const words = t.inbox;

const said = {
  waiting: {
    title: words.waitingTitle,
    next: words.waitingNext,
    show: words.waitingShow,
    hide: words.waitingHide,
    act: words.again,
  },
  closed: {
    title: words.closedTitle,
    next: words.closedNext,
    show: words.closedShow,
    hide: words.closedHide,
    act: words.dismissAll,
  },
} as const;

export function UnopenedDeliveries({ kind, deliveries }: DeliveriesProps<'waiting' | 'closed'>) {
  const [shown, setShown] = useState(false);
  const acting = useAction(() =>
    kind === 'waiting' ? inbox.refresh() : inbox.dismissAll(deliveries.map(({ shareId }) => shareId)),
  );
  if (deliveries.length === 0) return null;
  const { title, next, show, hide, act } = said[kind];
  return (
    <div className={styles.unopened}>
      <p className={styles.title}>{title(deliveries.length)}</p>
      <p>{next}</p>
      <div className={styles.buttons}>
        <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? hide : show}
        </Button>
        <Button aria-disabled={acting.state.kind === 'busy'} onClick={() => acting.run()}>
          {act}
        </Button>
      </div>
      {acting.state.kind === 'failed' ? <Failure error={acting.state.error} /> : null}
      {shown ? (
        <div className={styles.list}>
          <DeliveryPages kind={kind} deliveries={deliveries} />
        </div>
      ) : null}
    </div>
  );
}
