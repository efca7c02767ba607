/** Send: the first screen is one drop area; after a drop it is the share that came of it. */
import { useStore } from 'zustand';
import { DropSheet } from '../components/drop-sheet.tsx';
import { FileInputs } from '../components/file-inputs.tsx';
import { OtherFiles } from '../components/other-files.tsx';
import { Page } from '../components/page.tsx';
import { SendTrouble } from '../components/send-trouble.tsx';
import { UnfinishedList } from '../components/unfinished-list.tsx';
import { UploadProgress } from '../components/upload-progress.tsx';
import { UploadTokenForm } from '../components/upload-token-form.tsx';
import { UploadView } from '../components/upload-view.tsx';
import { joinSentences } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { config } from '../state/config.ts';
import { dropTarget } from '../state/drop-target.ts';
import type { Taken } from '../state/dropped-files.ts';
import { defaultLifetime, defaultLimit } from '../state/share-options.ts';
import { ownShares, sending, uploadToken } from '../state/stores.ts';
import styles from './send.module.css';

function takeFiles(taken: Taken): void {
  void sending.send(taken);
}

export function SendPage() {
  const { current, preparing, problem, sent } = useStore(sending.store);
  const over = useStore(dropTarget, (state) => state.over);
  const limits = useStore(config, (state) => state.answer);
  const isUnfinished = useStore(ownShares.unfinished.store, ({ items }) => (items?.length ?? 0) > 0);
  const hasToken = useStore(uploadToken.store, ({ kept }) => kept !== false);
  const shown = current === null ? undefined : sent[current];

  if (preparing || (current !== null && shown)) {
    return (
      <Page>
        {preparing || current === null || !shown ? (
          <>
            <h1>{t.upload.headingRunning}</h1>
            <UploadProgress shareId={undefined} contents={t.upload.preparing} ends={null} />
          </>
        ) : (
          <UploadView key={current} shareId={current} sent={shown} />
        )}
        {problem ? <SendTrouble problem={problem} /> : null}
        <section className={over ? `${styles.again} ${styles.over}` : styles.again}>
          <h2>{t.send.again}</h2>
          <p>{t.send.againHint}</p>
          <FileInputs onFiles={takeFiles} />
        </section>
      </Page>
    );
  }
  const lifetime = defaultLifetime(limits?.maxExpirySeconds ?? null);
  const most = limits ? t.send.limit(limits.maxShareBytes) : '';
  const day = limits ? t.send.dayLimit(limits.maxDayBytes, limits.maxDayShares) : '';
  const listed = limits?.uploads === 'listed' ? t.send.listed : '';
  const small = joinSentences([most, day, listed, t.send.defaults(lifetime, defaultLimit)].filter(Boolean));
  const takesToken = limits?.uploads === 'token';
  const refused = problem?.kind === 'failed' && problem.error.code === 'wrong-upload-token';
  return (
    <Page>
      <div className={styles.purpose}>
        <h1>{t.send.heading}</h1>
        <p>{t.send.purpose}</p>
      </div>
      {problem ? <SendTrouble problem={problem} /> : null}
      {takesToken && !refused ? <UploadTokenForm /> : null}
      <DropSheet
        invitation={t.send.invitation}
        small={small}
        isSecond={refused || (takesToken && !hasToken) || isUnfinished}
        onFiles={takeFiles}
      />
      <UnfinishedList />
      <OtherFiles isCentred />
    </Page>
  );
}
