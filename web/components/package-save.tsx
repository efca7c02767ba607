/** A share that was just sent, saved as a file that needs no server. */
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { packageSaves } from '../state/stores.ts';
import { Button } from './button.tsx';
import styles from './save-panel.module.css';
import { SaveProgressView } from './save-panel.tsx';

export interface PackageSaveProps {
  readonly shareId: string;
  /** Bytes of all files. */
  readonly size: number;
}

export function PackageSave({ shareId, size }: PackageSaveProps) {
  const { shareId: shown, save } = useStore(packageSaves.store);
  const mine = shown === shareId;
  return (
    <div className={styles.panel}>
      <div className={styles.row}>
        {save.kind === 'saving' ? (
          <Button onClick={() => void packageSaves.cancel()}>{t.open.cancel}</Button>
        ) : (
          <Button onClick={() => void packageSaves.save(shareId, size)}>{t.packages.save}</Button>
        )}
        <span className={styles.hint}>{t.packages.saveHint}</span>
      </div>
      {mine ? <SaveProgressView save={save} /> : null}
    </div>
  );
}
