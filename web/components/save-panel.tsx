/** Saving: the one thing to press, how far it is, and at the end that every byte was checked. */
import { useEffect, useState } from 'react';
import type { SaveProgress } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { browserSave } from '../state/browser-save.ts';
import type { SaveState } from '../state/opening.ts';
import { type SavePlan, savedPart } from '../state/save-plan.ts';
import { outlookOf } from '../state/save-way.ts';
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
  /** What comes of it, and why it is safe. */
  readonly hints: readonly string[];
  /** Bytes of all files. */
  readonly size: number;
  /** Something else is the one thing to press. */
  readonly isSecond: boolean;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

export function SavePanel({ save, hints, size, isSecond, onSave, onCancel }: SavePanelProps) {
  const saving = save.kind === 'saving';
  const [way, setWay] = useState<SavePlan | null>(null);
  useEffect(() => {
    let isWanted = true;
    void outlookOf(browserSave, size).then((plan) => isWanted && setWay(plan));
    return () => {
      isWanted = false;
    };
  }, [size]);
  return (
    <div className={styles.panel}>
      <div className={styles.row}>
        <Button weight={isSecond ? 'paper' : 'wax'} aria-disabled={saving} onClick={onSave}>
          <Icon name="save" />
          {t.open.saveAll}
        </Button>
        {saving ? <Button onClick={onCancel}>{t.open.cancel}</Button> : null}
      </div>
      {saving ? null : (
        <div className={styles.hint}>
          {hints.map((hint) => (
            <p key={hint}>{hint}</p>
          ))}
        </div>
      )}
      {way === null || save.kind !== 'idle' ? null : <p className={styles.hint}>{t.open.ways[way]}</p>}
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
