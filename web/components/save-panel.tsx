/** Saving: the one thing to press, how far it is, and at the end that every byte was checked. */
import type { SaveProgress } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import type { SaveState } from '../state/opening.ts';
import { savedPart } from '../state/save-plan.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { Icon } from './icon.tsx';
import { RenamedList } from './renamed-list.tsx';
import styles from './save-panel.module.css';

function words(progress: SaveProgress): string {
  const { done, total, placed, reconnecting } = progress;
  if (placed) return t.open.placing;
  return `${reconnecting ? t.open.reconnecting : t.open.saving} ${t.upload.amount(done, total)}`;
}

export interface SavePanelProps {
  readonly save: SaveState;
  readonly several: boolean;
  /** Something else is the one thing to press. */
  readonly isSecond: boolean;
  readonly onSave: () => void;
  /** null where it cannot be saved as a package: it is one. */
  readonly onPackage: (() => void) | null;
  readonly onCancel: () => void;
}

export function SavePanel({ save, several, isSecond, onSave, onPackage, onCancel }: SavePanelProps) {
  const saving = save.kind === 'saving';
  return (
    <div className={styles.panel}>
      <div className={styles.row}>
        <Button weight={isSecond ? 'paper' : 'wax'} aria-disabled={saving} onClick={onSave}>
          <Icon name="save" />
          {t.open.saveAll}
        </Button>
        {onPackage && !saving ? <Button onClick={onPackage}>{t.packages.save}</Button> : null}
        {saving ? (
          <Button onClick={onCancel}>{t.open.cancel}</Button>
        ) : (
          <span className={styles.hint}>{several ? t.open.asZip : null}</span>
        )}
      </div>
      <SaveProgressView save={save} />
    </div>
  );
}

/** How far a save is, and what came of it. */
export function SaveProgressView({ save }: { readonly save: SaveState }) {
  const progress = save.kind === 'saving' ? save.progress : null;
  return (
    <>
      {save.kind === 'saving' ? (
        <>
          <progress aria-label={t.open.progress} max={1} value={progress ? savedPart(progress) : 0} />
          <p className={styles.hint}>{progress ? words(progress) : t.open.saving}</p>
        </>
      ) : null}
      <div aria-live="polite">
        {save.kind === 'saved' ? (
          <div className={styles.saved}>
            <Icon name="check" />
            <p className={styles.verified}>{t.open.saved}</p>
            <p className={styles.hint}>
              <bdi>{t.open.savedHint(save.name)}</bdi>
            </p>
            <RenamedList renamed={save.renamed} />
          </div>
        ) : null}
      </div>
      {save.kind === 'failed' ? <Failure error={save.error} /> : null}
    </>
  );
}
