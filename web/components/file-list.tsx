/** The files of an opened share, each with its size, its own Save, and Preview where it may be shown. Long lists come in portions. */
import { type ReactNode, type RefObject, useState } from 'react';
import type { OpenedFile } from '../engine/protocol.ts';
import { formatBytes, formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { isPreviewable } from '../state/previewable.ts';
import { Button } from './button.tsx';
import styles from './file-list.module.css';

/** More rows at once make a page slow on a phone. */
const PORTION = 500;

/** The file that is looked at, and what is seen of it. */
export interface ListPreview {
  readonly open: string | null;
  readonly panel: ReactNode;
  /** The button that it was opened by, or would have been. */
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly onOpen: (path: string) => void;
  readonly onClose: () => void;
}

export interface FileListProps {
  readonly files: readonly OpenedFile[];
  readonly busy: boolean;
  readonly onSave: (path: string) => void;
  /** Absent where files are saved alone. */
  readonly preview?: ListPreview;
}

export function FileList({ files, busy, onSave, preview }: FileListProps) {
  const [listed, setListed] = useState(PORTION);
  const openAt = preview?.open ? files.findIndex(({ path }) => path === preview.open) : -1;
  const shown = Math.max(listed, Math.ceil((openAt + 1) / PORTION) * PORTION);
  const rest = files.length - shown;
  return (
    <>
      <ul aria-label={t.open.files} className={styles.files}>
        {files.slice(0, shown).map((file, i) => (
          <FileRow
            key={file.path}
            file={file}
            isOpen={i === openAt}
            busy={busy}
            onSave={onSave}
            preview={isPreviewable(file) ? preview : undefined}
          />
        ))}
      </ul>
      {rest > 0 ? (
        <Button
          weight="quiet"
          onClick={() => setListed(shown + PORTION)}
          aria-label={t.open.more(Math.min(rest, PORTION))}
        >
          {t.open.more(Math.min(rest, PORTION))} / {formatNumber(files.length)}
        </Button>
      ) : null}
    </>
  );
}

interface FileRowProps extends Pick<FileListProps, 'busy' | 'onSave'> {
  readonly file: OpenedFile;
  readonly preview: ListPreview | undefined;
  readonly isOpen: boolean;
}

function FileRow({ file: { path, size }, busy, onSave, preview, isOpen }: FileRowProps) {
  return (
    <li className={styles.file}>
      {/* The name in its own direction, at the side where the page begins. */}
      <span className={styles.name}>
        <bdi>{path}</bdi>
      </span>
      <span className={styles.size}>{formatBytes(size)}</span>
      <span className={styles.actions}>
        {preview ? (
          <Button
            ref={isOpen ? preview.opener : null}
            aria-label={t.preview.showOne(path)}
            aria-expanded={isOpen}
            onClick={() => (isOpen ? preview.onClose() : preview.onOpen(path))}
          >
            {t.preview.show}
          </Button>
        ) : null}
        <Button aria-label={t.open.saveOne(path)} aria-disabled={busy} onClick={() => onSave(path)}>
          {t.open.save}
        </Button>
      </span>
      {isOpen ? preview?.panel : null}
    </li>
  );
}
