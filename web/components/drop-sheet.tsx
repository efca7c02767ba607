/** A closed letter that takes files by drop, paste, click and keyboard: the first screen's, and that of a request page. */
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { dropTarget } from '../state/drop-target.ts';
import type { Taken } from '../state/dropped-files.ts';
import styles from './drop-sheet.module.css';
import { FileInputs } from './file-inputs.tsx';
import { Seal } from './seal.tsx';

export interface DropSheetProps {
  readonly invitation: string;
  /** What is good to know before the drop: sizes, and what holds unless it is changed. */
  readonly small: string;
  /** Something else is the one thing to press. */
  readonly isSecond?: boolean;
  readonly onFiles: (taken: Taken) => void;
}

export function DropSheet({ invitation, small, isSecond = false, onFiles }: DropSheetProps) {
  const over = useStore(dropTarget, (state) => state.over);
  return (
    <div className={over ? `${styles.sheet} ${styles.over}` : styles.sheet}>
      <svg className={styles.flap} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 0L50 100L100 0" />
      </svg>
      <div className={styles.seal}>
        <Seal kind={over ? 'soft' : 'wax'} size="large" />
      </div>
      <div className={styles.words}>
        {/* It keeps the room of the other words, so that nothing moves below what hovers. */}
        <p className={styles.invitation} data-other={over ? invitation : t.send.letGo}>
          <span>{over ? t.send.letGo : invitation}</span>
        </p>
        <p className={styles.or}>{t.send.or}</p>
        <FileInputs cover isSecond={isSecond} onFiles={onFiles} />
        <p className={styles.limits}>{small}</p>
      </div>
    </div>
  );
}
