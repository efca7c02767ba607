/** Something that was sent to this person: what it is, from whom as far as that is known, and what can be done with it. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Delivery } from '../engine/people-protocol.ts';
import { formatBytes, formatSentences, visibleName } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { openOwn } from '../state/arrivals.ts';
import type { SortedDeliveries } from '../state/inbox.ts';
import { inbox } from '../state/later-stores.ts';
import { minute } from '../state/minute.ts';
import { endingSoon } from '../state/share-glance.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { SenderLine } from './sender.tsx';
import styles from './share-article.module.css';
import { StateMark } from './state-mark.tsx';
import { useAction } from './use-action.ts';
import { useReturn } from './use-undo.ts';

const words = t.inbox;

export interface DeliveryArticleProps {
  readonly delivery: Delivery;
  readonly list: keyof SortedDeliveries;
  /** Its place among those that are shown. */
  readonly at: number;
}

export function DeliveryArticle({ delivery, list, at }: DeliveryArticleProps) {
  const { shareId, name, files, size, sender, arrived, signedAt, expires, isNew, problem } = delivery;
  const shown = name === null ? words.closed : visibleName(name);
  const now = useStore(minute, (state) => state.now);
  const soon = problem ? null : endingSoon(expires, now);
  const [asking, setAsking] = useState(false);
  const dismissing = useAction(() =>
    inbox.dismiss({ kind: 'delivery', list, id: shareId, name: shown, count: 1, at }),
  );
  const dismissal = useReturn(shareId);
  const removing = useAction(() => inbox.remove(shareId));
  const failed = [dismissing, removing].find(({ state }) => state.kind === 'failed')?.state;

  return (
    <article aria-label={shown} className={styles.article}>
      <h3>
        <bdi>{shown}</bdi>
        {isNew ? <span className={styles.isNew}>{words.isNew}</span> : null}
      </h3>
      {soon === null ? null : (
        <p className={styles.standing}>
          <StateMark kind="ending" />
          <span>{words.ending(soon)}</span>
        </p>
      )}
      <p className={styles.details}>
        {formatSentences([
          problem ? formatBytes(size) : t.open.summary(files, size),
          words.arrived(arrived),
          words.ends(expires),
        ])}
      </p>
      {problem ? <Failure error={problem} /> : <SenderLine delivery sender={sender} />}
      {signedAt === null ? null : <p className={styles.warning}>{words.signedAt(signedAt)}</p>}
      {asking ? (
        <div className={styles.asking}>
          <p>{words.removeWarning}</p>
          <div className={styles.buttons}>
            <Button aria-disabled={removing.state.kind === 'busy'} onClick={() => removing.run()}>
              {words.removeSurely}
            </Button>
            <Button onClick={() => setAsking(false)}>{words.keep}</Button>
          </div>
        </div>
      ) : (
        <div className={styles.buttons}>
          {problem ? null : <Button onClick={() => openOwn(shareId)}>{words.open}</Button>}
          <Button
            ref={dismissal}
            aria-disabled={dismissing.state.kind === 'busy'}
            onClick={() => dismissing.run()}
          >
            {words.dismiss}
          </Button>
          <Button onClick={() => setAsking(true)}>{words.remove}</Button>
        </div>
      )}
      {failed?.kind === 'failed' ? <Failure error={failed.error} /> : null}
    </article>
  );
}
