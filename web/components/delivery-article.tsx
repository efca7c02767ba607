/** Something that was sent to this person: what it is, from whom as far as that is known, and what can be done with it. */
import { useStore } from 'zustand';
import type { Delivery } from '../engine/people-protocol.ts';
import { formatBytes, formatSentences, visibleName } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { openOwn } from '../state/arrivals.ts';
import type { SortedDeliveries } from '../state/inbox.ts';
import { inbox } from '../state/later-stores.ts';
import { minute } from '../state/minute.ts';
import { endingSoon } from '../state/share-glance.ts';
import { ActRow } from './act-row.tsx';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { SenderLine } from './sender.tsx';
import styles from './share-article.module.css';
import { StateMark } from './state-mark.tsx';
import { useAction } from './use-action.ts';
import { useQuestion } from './use-question.tsx';
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
  const dismissing = useAction(() =>
    inbox.dismiss({ kind: 'delivery', list, id: shareId, name: shown, count: 1, at }),
  );
  const dismissal = useReturn(shareId);
  const removal = useQuestion(
    { title: shown, ask: words.remove, warning: words.removeWarning, surely: words.removeSurely },
    () => inbox.remove(shareId),
  );

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
      <ActRow
        seldom={
          <>
            <Button
              ref={dismissal}
              weight="quiet"
              aria-disabled={dismissing.state.kind === 'busy'}
              onClick={() => dismissing.run()}
            >
              {words.dismiss}
            </Button>
            {removal.button}
          </>
        }
      >
        {problem ? null : <Button onClick={() => openOwn(shareId)}>{words.open}</Button>}
      </ActRow>
      {removal.question}
      {dismissing.state.kind === 'failed' ? <Failure error={dismissing.state.error} /> : null}
    </article>
  );
}
