/** Saving: the one thing to press, how far it is, and at the end that every byte was checked. */
import { useStore } from 'zustand';
import type { SaveProgress } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { savedPart } from '../state/save-plan.ts';
import { opening } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { RenamedList } from './renamed-list.tsx';
import styles from './save-panel.module.css';

function words(progress: SaveProgress): string {
  const { done, total, placed, reconnecting } = progress;
  if (placed) return t.open.placing;
  return `${reconnecting ? t.open.reconnecting : t.open.saving} ${t.upload.amount(done, total)}`;
}

export interface SavePanelProps {
  readonly several: boolean;
  /** Something else is the one thing to press. */
  readonly isSecond: boolean;
}

export function SavePanel({ several, isSecond }: SavePanelProps) {
  const save = useStore(opening.store, (state) => state.save);
  const saving = save.kind === 'saving';
  const progress = saving ? save.progress : null;
  return (
    <div className={styles.panel}>
      <div className={styles.row}>
        <Button
          weight={isSecond ? 'paper' : 'wax'}
          aria-disabled={saving}
          onClick={() => void opening.save(null)}
        >
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
          <progress aria-label={t.open.progress} max={1} value={progress ? savedPart(progress) : 0} />
          <p className={styles.hint}>{progress ? words(progress) : t.open.saving}</p>
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
