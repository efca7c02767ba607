/** One share of one's own: how it stands, and what can be done with it. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { OwnShare } from '../engine/protocol.ts';
import { formatSentences, visibleName, wholePercent } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { openOwn } from '../state/arrivals.ts';
import { isUnfinished } from '../state/own-shares.ts';
import { isRunning, progressOf, type Tracked } from '../state/sending.ts';
import { ownShares, sending } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { OptionsForm } from './options-form.tsx';
import { ResumeButton } from './resume-button.tsx';
import styles from './share-article.module.css';
import { useAction } from './use-action.ts';

function standing(share: OwnShare, tracked: Tracked | undefined): string {
  const { status, running } = share;
  switch (status.state) {
    case 'uploading':
      if (tracked && isRunning(tracked.transfer)) {
        return t.shares.uploadingPercent(wholePercent(progressOf(tracked.transfer)));
      }
      return running ? t.shares.uploading : interrupted(share);
    case 'ready':
      return t.shares.ready(status.expires);
    case 'ended':
      return t.shares.ended[status.reason];
    case 'unknown':
      return t.shares.unknown;
    case 'not-found':
      return share.resume === null ? t.shares.notFound : interrupted(share);
  }
}

function interrupted({ resume, files }: OwnShare): string {
  if (resume === null) return t.shares.interrupted;
  return resume === 'with-folder' ? t.upload.waitsForFolder : t.upload.waitsForFiles(files);
}

export function ShareArticle({ share }: { readonly share: OwnShare }) {
  const { shareId, name, files, size, created, status, people, isDelivery } = share;
  const tracked = useStore(sending.store, (state) => state.transfers[shareId]);
  const [open, setOpen] = useState<'options' | 'people' | null>(null);
  const toggle = (part: 'options' | 'people') => (): void => setOpen(open === part ? null : part);
  const copying = useAction(() => navigator.clipboard.writeText(share.link));
  const revoking = useAction(() => ownShares.revoke(shareId));
  const dismissing = useAction(() => ownShares.dismiss(shareId));
  const unfinished = isUnfinished(share);
  const over = status.state === 'ended' || (status.state === 'not-found' && !unfinished);
  const live = status.state === 'ready' || status.state === 'uploading' ? status : null;
  const copied = share.byLink ? t.link.copied(share.hasPassphrase) : t.access.copied;
  const names = people.map((one) => visibleName(one.name) || t.access.noName).join(', ');
  const failed = [revoking.state, dismissing.state].find((state) => state.kind === 'failed');

  return (
    <article aria-label={name} className={over ? `${styles.article} ${styles.over}` : styles.article}>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <p className={styles.standing}>{standing(share, tracked)}</p>
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
      <div className={styles.buttons}>
        {over ? (
          <Button onClick={() => dismissing.run()}>{t.shares.dismiss}</Button>
        ) : (
          <>
            {unfinished ? <ResumeButton share={share} /> : null}
            <Button onClick={() => openOwn(shareId)}>{t.shares.open}</Button>
            {isDelivery ? null : <Button onClick={() => copying.run()}>{t.shares.copy}</Button>}
            <Button aria-disabled={revoking.state.kind === 'busy'} onClick={() => revoking.run()}>
              {t.shares.revoke}
            </Button>
          </>
        )}
        {live && !isDelivery ? (
          <>
            <Button aria-expanded={open === 'people'} onClick={toggle('people')}>
              {t.shares.people}
            </Button>
            <Button aria-expanded={open === 'options'} onClick={toggle('options')}>
              {t.shares.change}
            </Button>
          </>
        ) : null}
      </div>
      <p aria-live="polite" className={styles.answer}>
        {copying.state.kind === 'done' && !over ? copied : null}
        {copying.state.kind === 'failed' ? t.shares.copyRefused : null}
        {revoking.state.kind === 'done' ? t.shares.revoked : null}
      </p>
      {failed?.kind === 'failed' ? <Failure error={failed.error} /> : null}
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
