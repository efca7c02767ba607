/** The files of an opened share, each with its size and its own Save. Long lists come in portions. */
import { useState } from 'react';
import type { OpenedFile } from '../engine/protocol.ts';
import { formatBytes, formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import styles from './file-list.module.css';

/** More rows at once make a page slow on a phone. */
const PORTION = 500;

export interface FileListProps {
  readonly files: readonly OpenedFile[];
  readonly busy: boolean;
  readonly onSave: (path: string) => void;
}

export function FileList({ files, busy, onSave }: FileListProps) {
  const [shown, setShown] = useState(PORTION);
  const rest = files.length - shown;
  return (
    <>
      <ul aria-label={t.open.files} className={styles.files}>
        {files.slice(0, shown).map(({ path, size }) => (
          <li key={path} className={styles.file}>
            <bdi className={styles.name}>{path}</bdi>
            <span className={styles.size}>{formatBytes(size)}</span>
            <Button aria-label={t.open.saveOne(path)} aria-disabled={busy} onClick={() => onSave(path)}>
              {t.open.save}
            </Button>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button
          weight="quiet"
          onClick={() => setShown(shown + PORTION)}
          aria-label={t.open.more(Math.min(rest, PORTION))}
        >
          {t.open.more(Math.min(rest, PORTION))} / {formatNumber(files.length)}
        </Button>
      ) : null}
    </>
  );
}
