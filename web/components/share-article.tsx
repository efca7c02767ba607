/** One share of one's own: how it stands, and what can be done with it. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { OwnShare } from '../engine/protocol.ts';
import { formatList, formatSentences, visibleName, wholePercent } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { openOwn } from '../state/arrivals.ts';
import { minute } from '../state/minute.ts';
import { isUnfinished } from '../state/own-shares.ts';
import { isRunning, progressOf } from '../state/sending.ts';
import { type Glance, glanceOf } from '../state/share-glance.ts';
import { ownShares, sending } from '../state/stores.ts';
import { ActRow } from './act-row.tsx';
import { Button } from './button.tsx';
import { ByHand } from './by-hand.tsx';
import { Failure } from './failure.tsx';
import { OptionsForm } from './options-form.tsx';
import { ResumeButton } from './resume-button.tsx';
import styles from './share-article.module.css';
import { StateMark } from './state-mark.tsx';
import { useAction } from './use-action.ts';
import { useQrToggle } from './use-qr-toggle.tsx';
import { useQuestion } from './use-question.tsx';
import { useReturn } from './use-undo.ts';

function standing(glance: Glance, { resume, files }: OwnShare): string {
  switch (glance.kind) {
    case 'uploading':
      return glance.part === null ? t.shares.uploading : t.shares.uploadingPercent(wholePercent(glance.part));
    case 'waiting':
      return resume === 'with-folder' ? t.upload.waitsForFolder : t.upload.waitsForFiles(files);
    case 'stuck':
      return t.shares.interrupted;
    case 'ready':
      return t.shares.ready(glance.expires);
    case 'downloaded':
      return t.shares.downloaded(glance.count, glance.expires);
    case 'ending':
      return t.shares.ending(glance.left);
    case 'ended':
      return t.shares.ended[glance.reason];
    case 'never':
      return t.shares.notFound;
    case 'unknown':
      return t.shares.unknown;
  }
}

export interface ShareArticleProps {
  readonly share: OwnShare;
  /** Its place among those that are shown. */
  readonly at: number;
}

export function ShareArticle({ share, at }: ShareArticleProps) {
  const { shareId, name, files, size, created, status, people, isDelivery } = share;
  const tracked = useStore(sending.store, (state) => state.transfers[shareId]);
  const running = tracked && isRunning(tracked.transfer) ? progressOf(tracked.transfer) : null;
  const now = useStore(minute, (state) => state.now);
  const glance = glanceOf(share, running, now);
  const [open, setOpen] = useState<'options' | 'people' | null>(null);
  const toggle = (part: 'options' | 'people') => (): void => setOpen(open === part ? null : part);
  const copying = useAction(() => navigator.clipboard.writeText(share.link));
  const revocation = useQuestion(
    {
      title: visibleName(name),
      ask: t.shares.revoke,
      warning: t.shares.revokeWarning,
      surely: t.shares.revokeSurely,
    },
    () => ownShares.revoke(shareId),
  );
  const dismissing = useAction(() =>
    ownShares.dismiss({ kind: 'share', list: 'sent', id: shareId, name: visibleName(name), count: 1, at }),
  );
  const dismissal = useReturn(shareId);
  const unfinished = isUnfinished(share);
  const over = status.state === 'ended' || (status.state === 'not-found' && !unfinished);
  const live = status.state === 'ready' || status.state === 'uploading' ? status : null;
  const copied = share.byLink ? t.link.copied(share.hasPassphrase) : t.access.copied;
  const qr = useQrToggle(share.link, share.byLink ? t.link.qrImage(share.hasPassphrase) : t.access.only);
  const names = formatList(people.map((one) => visibleName(one.name) || t.access.noName));
  // With the share went the button that had the focus.
  const isRevoked = revocation.isDone && over;
  useEffect(() => {
    if (isRevoked && document.activeElement === document.body) dismissal.current?.focus();
  }, [isRevoked, dismissal]);

  return (
    <article aria-label={name} className={over ? `${styles.article} ${styles.over}` : styles.article}>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <p className={styles.standing}>
        <StateMark kind={glance.kind} part={running ?? 0} />
        <span>{standing(glance, share)}</span>
      </p>
      <p className={styles.details}>
        {formatSentences([
          t.shares.details(files, size, created),
          ...(live ? [t.shares.downloads(live.downloads, live.limit)] : []),
          ...(share.hasPassphrase ? [t.shares.locked] : []),
          ...(isDelivery ? [t.shares.delivery] : []),
        ])}
      </p>
      {people.length > 0 && !isDelivery ? (
        <p className={styles.details}>
          <bdi>{share.byLink ? t.access.andLink(names) : t.access.openFor(names)}</bdi>
        </p>
      ) : null}
      {over ? (
        <ActRow>
          <Button
            ref={dismissal}
            aria-disabled={dismissing.state.kind === 'busy'}
            onClick={() => dismissing.run()}
          >
            {t.shares.dismiss}
          </Button>
        </ActRow>
      ) : (
        <ActRow
          seldom={
            <>
              {live && !isDelivery ? (
                <>
                  <Button weight="quiet" aria-expanded={open === 'people'} onClick={toggle('people')}>
                    {t.shares.people}
                  </Button>
                  <Button weight="quiet" aria-expanded={open === 'options'} onClick={toggle('options')}>
                    {t.shares.change}
                  </Button>
                </>
              ) : null}
              {revocation.button}
            </>
          }
        >
          {unfinished ? <ResumeButton share={share} /> : null}
          <Button onClick={() => openOwn(shareId)}>{t.shares.open}</Button>
          {isDelivery ? null : (
            <>
              <Button onClick={() => copying.run()}>{t.shares.copy}</Button>
              {qr.button}
            </>
          )}
        </ActRow>
      )}
      {over ? null : revocation.question}
      <p aria-live="polite" className={styles.answer}>
        {copying.state.kind === 'done' && !over ? copied : null}
        {revocation.isDone ? t.shares.revoked : null}
      </p>
      {copying.state.kind === 'failed' && !over ? (
        <ByHand label={t.link.label} hint={t.shares.copyRefused} text={share.link} />
      ) : null}
      {over ? null : qr.code}
      {dismissing.state.kind === 'failed' ? <Failure error={dismissing.state.error} /> : null}
      {open !== null && live ? (
        <div className={styles.change}>
          <OptionsForm
            key={open}
            part={open}
            named={people}
            options={{
              lifetime: null,
              limit: live.limit,
              hasPassphrase: share.hasPassphrase,
              message: share.message,
              byLink: share.byLink,
              people: people.map(({ fingerprint }) => fingerprint),
            }}
            change={(change) => ownShares.change(shareId, change)}
          />
        </div>
      ) : null}
    </article>
  );
}
