/** What was begun in this browser and is not up yet, on the first screen: it waits for its files. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { OwnShare } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { ownShares, sending } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { ResumeButton } from './resume-button.tsx';
import styles from './share-article.module.css';
import list from './share-list.module.css';
import { useAction } from './use-action.ts';

function Unfinished({ share }: { readonly share: OwnShare }) {
  const { shareId, name, files, size, created } = share;
  const stopping = useAction(() => sending.stopAndDelete(shareId));
  return (
    <article aria-label={name} className={styles.article}>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <p className={styles.standing}>
        {share.resume === 'with-folder' ? t.upload.waitsForFolder : t.upload.waitsForFiles(files)}
      </p>
      <p className={styles.details}>{t.shares.details(files, size, created)}</p>
      <div className={styles.buttons}>
        <ResumeButton share={share} />
        <Button aria-disabled={stopping.state.kind === 'busy'} onClick={() => stopping.run()}>
          {t.upload.stop}
        </Button>
      </div>
      {stopping.state.kind === 'failed' ? <Failure error={stopping.state.error} /> : null}
    </article>
  );
}

export function UnfinishedList() {
  const items = useStore(ownShares.unfinished.store, (state) => state.items);
  useEffect(() => {
    void ownShares.unfinished.refresh();
  }, []);
  if (!items || items.length === 0) return null;
  return (
    <section className={list.list}>
      <h2>{t.upload.unfinished}</h2>
      {items.map((share) => (
        <Unfinished key={share.shareId} share={share} />
      ))}
    </section>
  );
}
