/** Send: the first screen is one drop area; after a drop it is the share that came of it. */
import { useStore } from 'zustand';
import { DropSheet } from '../components/drop-sheet.tsx';
import { Failure, Notice } from '../components/failure.tsx';
import { FileInputs } from '../components/file-inputs.tsx';
import { Page } from '../components/page.tsx';
import { UploadProgress } from '../components/upload-progress.tsx';
import { UploadView } from '../components/upload-view.tsx';
import { t } from '../i18n/index.ts';
import { dropTarget } from '../state/drop-target.ts';
import type { SendProblem } from '../state/sending.ts';
import { sending } from '../state/stores.ts';
import styles from './send.module.css';

function Problem({ problem }: { readonly problem: SendProblem }) {
  if (problem.kind === 'failed') return <Failure error={problem.error} />;
  return <Notice role="alert" title={t.send.emptyTitle} next={t.send.emptyNext} />;
}

export function SendPage() {
  const { current, preparing, problem, sent } = useStore(sending.store);
  const over = useStore(dropTarget, (state) => state.over);
  const shown = current === null ? undefined : sent[current];

  if (preparing || (current !== null && shown)) {
    return (
      <Page>
        {preparing || current === null || !shown ? (
          <>
            <h1>{t.upload.headingRunning}</h1>
            <UploadProgress tracked={undefined} contents={t.upload.preparing} ends={null} />
          </>
        ) : (
          <UploadView key={current} shareId={current} sent={shown} />
        )}
        {problem ? <Problem problem={problem} /> : null}
        <section className={over ? `${styles.again} ${styles.over}` : styles.again}>
          <h2>{t.send.again}</h2>
          <p>{t.send.againHint}</p>
          <FileInputs />
        </section>
      </Page>
    );
  }
  return (
    <Page>
      <div className={styles.purpose}>
        <h1>{t.send.heading}</h1>
        <p>{t.send.purpose}</p>
      </div>
      {problem ? <Problem problem={problem} /> : null}
      <DropSheet />
    </Page>
  );
}
