/** The files of an opened share, to save and to look at: one at a time opens under its row. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { OpenedFile } from '../engine/protocol.ts';
import { isPreviewable } from '../state/previewable.ts';
import { opening, previews } from '../state/stores.ts';
import { Failure } from './failure.tsx';
import { FileList } from './file-list.tsx';
import type { Step } from './preview-panel.tsx';

const PreviewPanel = lazy(async () => {
  try {
    return { default: (await import('./preview-panel.tsx')).PreviewPanel };
  } catch {
    return { default: Unreachable };
  }
});

/** It could not be loaded: the list and its Save stay. */
function Unreachable() {
  return <Failure error={{ code: 'server-unreachable', details: {} }} />;
}

export interface OpenedFilesProps {
  readonly files: readonly OpenedFile[];
  readonly busy: boolean;
}

export function OpenedFiles({ files, busy }: OpenedFilesProps) {
  const preview = useStore(previews.store, (state) => state.preview);
  const [cameBy, setCameBy] = useState<Step | null>(null);
  // Whoever leaves the page leaves nothing of them in it.
  useEffect(() => () => previews.close(), []);

  const isOpen = preview !== null;
  const opener = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    opener.current?.focus();
    previews.close();
  }, []);
  useEffect(() => {
    const byKey = (event: KeyboardEvent): void => {
      // A dialog over the page is closed first.
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) close();
    };
    if (isOpen) addEventListener('keydown', byKey);
    return () => removeEventListener('keydown', byKey);
  }, [isOpen, close]);
  const open = (path: string, by: Step | null): void => {
    setCameBy(by);
    void previews.open(path);
  };
  const previewable = useMemo(() => (isOpen ? files.filter(isPreviewable) : []), [files, isOpen]);
  const at = previewable.findIndex(({ path }) => path === preview?.path);
  const file = previewable[at];
  const neighbours = { previous: previewable[at - 1], next: previewable[at + 1] };
  const panel =
    preview && file ? (
      <Suspense>
        <PreviewPanel
          file={file}
          preview={preview}
          steps={{ previous: neighbours.previous !== undefined, next: neighbours.next !== undefined }}
          cameBy={cameBy}
          onStep={(step) => {
            const to = neighbours[step];
            if (to) open(to.path, step);
          }}
          onClose={close}
        />
      </Suspense>
    ) : null;
  return (
    <FileList
      files={files}
      busy={busy}
      onSave={(path) => void opening.save(path)}
      preview={{
        open: preview?.path ?? null,
        panel,
        opener,
        onOpen: (path) => open(path, null),
        onClose: close,
      }}
    />
  );
}
