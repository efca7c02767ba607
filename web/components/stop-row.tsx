/**
 * "Stop and delete" of an upload, beside what else can be done with it. What is ready is asked about first, for others may have its link. On
 * its way it is stopped at once: whoever has dropped the wrong file wants that, and still has it.
 */
import type { ReactNode } from 'react';
import { t } from '../i18n/index.ts';
import { sending } from '../state/stores.ts';
import styles from './upload-view.module.css';
import { useQuestion } from './use-question.tsx';

export interface StopRowProps {
  readonly shareId: string;
  /** What is in it. */
  readonly title: string;
  readonly isReady: boolean;
  readonly children?: ReactNode;
}

export function StopRow({ shareId, title, isReady, children }: StopRowProps) {
  const stopping = useQuestion(
    { title, ask: t.upload.stop, warning: t.shares.revokeWarning, surely: t.inbox.removeSurely },
    () => sending.stopAndDelete(shareId),
    { weight: 'paper', isNeeded: isReady },
  );
  return (
    <div className={styles.stop}>
      <div className={styles.buttons}>
        {children}
        {stopping.button}
      </div>
      {stopping.question}
    </div>
  );
}
