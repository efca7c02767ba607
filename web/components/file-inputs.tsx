/**
 * The two file inputs behind their labels. The inputs themselves stay reachable by keyboard and screen reader; the
 * labels are what is seen, and with `cover` the first one answers a click anywhere on the sheet around it.
 */
import { type ChangeEvent, useId } from 'react';
import { t } from '../i18n/index.ts';
import { type Taken, takeInput } from '../state/dropped-files.ts';
import styles from './file-inputs.module.css';

declare module 'react' {
  interface InputHTMLAttributes<T> {
    /** Makes a file input take a folder; React's types do not know it yet. */
    webkitdirectory?: '' | undefined;
  }
}

const takesFolders = 'webkitdirectory' in HTMLInputElement.prototype;

export interface FileInputsProps {
  readonly cover?: boolean;
  /** With `cover`: something else is the one thing to press. */
  readonly isSecond?: boolean;
  /** What the two are called. */
  readonly labels?: { readonly files: string; readonly folder: string };
  readonly onFiles: (taken: Taken) => void;
}

export function FileInputs({ cover = false, isSecond = false, labels = t.send, onFiles }: FileInputsProps) {
  const id = useId();
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    const taken = takeInput(input.files ?? []);
    // So that the same file can be chosen again.
    input.value = '';
    if (taken.length > 0) onFiles(taken);
  };
  return (
    <div className={cover ? `${styles.inputs} ${styles.cover}` : styles.inputs}>
      <span className={styles.pair}>
        <input id={`${id}files`} className={styles.input} type="file" multiple onChange={take} />
        <label htmlFor={`${id}files`} className={cover && !isSecond ? styles.first : styles.label}>
          {labels.files}
        </label>
      </span>
      {takesFolders ? (
        <span className={styles.pair}>
          <input id={`${id}folder`} className={styles.input} type="file" webkitdirectory="" onChange={take} />
          <label htmlFor={`${id}folder`} className={styles.label}>
            {labels.folder}
          </label>
        </span>
      ) : null}
    </div>
  );
}
