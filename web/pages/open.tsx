/** Open: what stands behind a link, in each of its states. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../components/button.tsx';
import { Failure, Notice } from '../components/failure.tsx';
import { OpenedShare } from '../components/opened-share.tsx';
import { OtherFiles } from '../components/other-files.tsx';
import { OwnKeys } from '../components/own-keys.tsx';
import { Page } from '../components/page.tsx';
import { PasteLink } from '../components/paste-link.tsx';
import { ReportShare } from '../components/report-share.tsx';
import { Seal } from '../components/seal.tsx';
import { UnlockForm } from '../components/unlock-form.tsx';
import type { OpenState } from '../engine/protocol.ts';
import { formatSentences, wholePercent } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { openPasted } from '../state/arrivals.ts';
import { passing } from '../state/passing.ts';
import { opening } from '../state/stores.ts';
import styles from './open.module.css';

function Shown({ state, fresh }: { readonly state: OpenState; readonly fresh: boolean }) {
  switch (state.state) {
    case 'loading':
      return (
        <div className={styles.waiting}>
          <Seal kind="wax" size="large" ring={0} />
          <h1>{t.open.loading}</h1>
          <p>{t.open.loadingNext}</p>
        </div>
      );
    case 'uploading': {
      const part = state.total === 0 ? 0 : state.received / state.total;
      return (
        <>
          <h1>{t.open.uploadingHeading}</h1>
          <div className={styles.row}>
            <Seal kind="soft" size="large" ring={part} />
            <div>
              <output className={styles.percent}>{t.open.uploading(wholePercent(part))}</output>
              <p className={styles.soft}>{t.open.uploadingNext}</p>
            </div>
          </div>
        </>
      );
    }
    case 'locked':
      return (
        <>
          <div className={styles.seal}>
            <Seal kind="wax" size="middle" />
          </div>
          <h1>{t.open.lockedHeading}</h1>
          <div className={styles.about}>
            <p>{t.open.lockedNext}</p>
            <p>{formatSentences([t.open.ends(state.expires)])}</p>
          </div>
          <UnlockForm />
          <ReportShare how={state.report} />
        </>
      );
    case 'open':
      return <OpenedShare opened={state} fresh={fresh} />;
    case 'failed':
      return (
        <Failure page error={state.error}>
          {state.error.code === 'link-cut' ? <PasteLink open={openPasted} wrong={t.open.pasteWrong} /> : null}
          {state.error.code === 'not-addressed' ? <OwnKeys /> : null}
          {passing.includes(state.error.code) ? (
            <Button weight="wax" onClick={() => void opening.openAgain()}>
              {t.open.retry}
            </Button>
          ) : null}
        </Failure>
      );
  }
}

export function OpenPage() {
  const { state, leaked } = useStore(opening.store);
  const [wasOpen] = useState(state.state === 'open');
  return (
    <Page>
      {leaked ? <Notice title={t.open.leakedTitle} next={t.open.leakedNext} /> : null}
      <Shown state={state} fresh={!wasOpen} />
      {state.state === 'loading' ? null : <OtherFiles />}
    </Page>
  );
}
