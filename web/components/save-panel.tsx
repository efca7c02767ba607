/** Saving: the one thing to press, how far it is, and at the end that every byte was checked. */
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { opening } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { RenamedList } from './renamed-list.tsx';
import styles from './save-panel.module.css';

export function SavePanel({ several }: { readonly several: boolean }) {
  const save = useStore(opening.store, (state) => state.save);
  const saving = save.kind === 'saving';
  const progress = saving ? save.progress : null;
  return (
    <div className={styles.panel}>
      <div className={styles.row}>
        <Button weight="wax" aria-disabled={saving} onClick={() => void opening.save(null)}>
          {t.open.saveAll}
        </Button>
        {saving ? (
          <Button onClick={() => void opening.cancelSave()}>{t.open.cancel}</Button>
        ) : (
          <span className={styles.hint}>{several ? t.open.asZip : null}</span>
        )}
      </div>
      {saving ? (
        <>
          <progress
            aria-label={t.open.progress}
            max={1}
            value={progress && progress.total > 0 ? progress.done / progress.total : 0}
          />
          <p className={styles.hint}>
            {progress?.reconnecting ? t.open.reconnecting : t.open.saving}{' '}
            {progress ? t.upload.amount(progress.done, progress.total) : null}
          </p>
        </>
      ) : null}
      <div aria-live="polite">
        {save.kind === 'saved' ? (
          <div className={styles.saved}>
            <p className={styles.verified}>{t.open.saved}</p>
            <p className={styles.hint}>
              <bdi>{t.open.savedHint(save.name)}</bdi>
            </p>
            <RenamedList renamed={save.renamed} />
          </div>
        ) : null}
      </div>
      {save.kind === 'failed' ? <Failure error={save.error} /> : null}
    </div>
  );
}
