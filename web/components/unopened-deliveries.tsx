/** Deliveries that do not open, in one line with their number; each can be looked at, all be put out of sight. */
import { useState } from 'react';
import { t } from '../i18n/index.ts';
import { inbox } from '../state/later-stores.ts';
import { Button } from './button.tsx';
import { type DeliveriesProps, DeliveryPages } from './delivery-pages.tsx';
import { Failure } from './failure.tsx';
import { UndoLine } from './undo-line.tsx';
import styles from './unopened-deliveries.module.css';
import { useAction } from './use-action.ts';
import { useAway, useReturn } from './use-undo.ts';

const words = t.inbox;

const said = {
  waiting: () => ({
    title: words.waitingTitle,
    next: words.waitingNext,
    show: words.waitingShow,
    hide: words.waitingHide,
    act: words.again,
  }),
  closed: () => ({
    title: words.closedTitle,
    next: words.closedNext,
    show: words.closedShow,
    hide: words.closedHide,
    act: words.dismissAll,
  }),
} as const;

export function UnopenedDeliveries({ kind, deliveries }: DeliveriesProps<'waiting' | 'closed'>) {
  const [shown, setShown] = useState(false);
  const acting = useAction(() =>
    kind === 'waiting'
      ? inbox.refresh()
      : inbox.dismissAll(
          deliveries.map(({ shareId }) => shareId),
          { kind: 'deliveries', list: kind, id: kind, name: '', count: deliveries.length, at: 0 },
        ),
  );
  const away = useAway(kind);
  const toShow = useReturn(kind);
  // Within the list, where one of several was put away.
  const isLine = away?.kind === 'deliveries' || deliveries.length === 0;
  const line = away && isLine ? <UndoLine key={`undo ${away.id}`} away={away} list={inbox} /> : null;
  if (deliveries.length === 0) return line;
  const { title, next, show, hide, act } = said[kind]();
  return (
    <>
      {line}
      <div className={styles.unopened}>
        <p className={styles.title}>{title(deliveries.length)}</p>
        <p>{next}</p>
        <div className={styles.buttons}>
          <Button ref={toShow} aria-expanded={shown} onClick={() => setShown(!shown)}>
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
    </>
  );
}
