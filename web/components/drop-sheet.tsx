/** The first screen's sheet: a closed letter that takes files by drop, paste, click and keyboard, and says how much. */
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { config } from '../state/config.ts';
import { dropTarget } from '../state/drop-target.ts';
import { defaultLifetime, defaultLimit } from '../state/share-options.ts';
import styles from './drop-sheet.module.css';
import { FileInputs } from './file-inputs.tsx';
import { Seal } from './seal.tsx';

export function DropSheet() {
  const over = useStore(dropTarget, (state) => state.over);
  const limits = useStore(config, (state) => state.answer);
  return (
    <div className={over ? `${styles.sheet} ${styles.over}` : styles.sheet}>
      <svg className={styles.flap} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 0L50 100L100 0" />
      </svg>
      <div className={styles.seal}>
        <Seal kind="wax" size="large" />
      </div>
      <div className={styles.words}>
        <p className={styles.invitation}>{over ? t.send.letGo : t.send.invitation}</p>
        <p className={styles.or}>{t.send.or}</p>
        <FileInputs cover />
        <p className={styles.limits}>
          {limits ? `${t.send.limit(limits.maxShareBytes)} ` : ''}
          {t.send.defaults(defaultLifetime(limits?.maxExpirySeconds ?? null), defaultLimit)}
        </p>
      </div>
    </div>
  );
}
