/** What became of something that was shared into this app: it waits for a word, or it is not there. */
import { useStore } from 'zustand';
import { visibleName } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { answerSharedIn } from '../state/shared-in.ts';
import { sharedIn } from '../state/shared-note.ts';
import { Button } from './button.tsx';
import styles from './device-notes.module.css';
import { Notice } from './failure.tsx';

export function SharedNotice() {
  const shared = useStore(sharedIn, (state) => state.shared);
  const words = t.device.shared;
  if (shared.kind === 'none') return null;
  if (shared.kind !== 'asking') {
    const { title, next } = words[shared.kind];
    return (
      <aside aria-label={words.label} className={styles.note}>
        <Notice title={title} next={next} role="alert">
          <Button onClick={() => answerSharedIn(false)}>{t.keyDialogs.close}</Button>
        </Notice>
      </aside>
    );
  }
  const { files } = shared;
  return (
    <aside aria-label={words.label} className={styles.note}>
      <Notice title={words.asking} next={words.askingNext} role="alert">
        <p className={styles.files}>
          <bdi>{t.upload.contents(visibleName(files[0]?.path ?? ''), files.length)}</bdi>
        </p>
        <div className={styles.ways}>
          <Button weight="wax" onClick={() => answerSharedIn(true)}>
            {words.send}
          </Button>
          <Button onClick={() => answerSharedIn(false)}>{t.open.discardSave}</Button>
        </div>
      </Notice>
    </aside>
  );
}
