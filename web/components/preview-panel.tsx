/**
 * What a file is, under its row: an image as pixels, a text as text, or why it is neither. Nothing of the file is ever an
 * address, an element or a style of this page. Loaded at the first preview.
 */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Preview } from '../engine/preview-protocol.ts';
import type { OpenedFile } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { blocksOf, visibleText } from '../i18n/visible-text.ts';
import type { PreviewState } from '../state/previews.ts';
import { savedPart } from '../state/save-plan.ts';
import { Button } from './button.tsx';
import { Failure, Notice } from './failure.tsx';
import styles from './preview-panel.module.css';

export type Step = 'previous' | 'next';

export interface PreviewPanelProps {
  readonly file: OpenedFile;
  readonly preview: PreviewState;
  /** Whether there is another file to go to. */
  readonly steps: Readonly<Record<Step, boolean>>;
  /** How this one was come to, where not by its own button: the focus goes on there. */
  readonly cameBy: Step | null;
  readonly onStep: (step: Step) => void;
  readonly onClose: () => void;
}

export function PreviewPanel({ file, preview, steps, cameBy, onStep, onClose }: PreviewPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const came = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!came.current) return;
    came.current.focus({ preventScroll: true });
    panel.current?.parentElement?.scrollIntoView({ block: 'start' });
  }, []);
  const loading = preview.kind === 'loading';
  return (
    <section
      ref={panel}
      className={loading ? `${styles.panel} ${styles.waiting}` : styles.panel}
      aria-label={t.preview.region(file.path)}
    >
      <div className={styles.row}>
        {(['previous', 'next'] as const).map((step) => (
          <Button
            key={step}
            ref={step === cameBy ? came : null}
            aria-disabled={!steps[step]}
            onClick={() => {
              if (steps[step]) onStep(step);
            }}
          >
            {t.preview[step]}
          </Button>
        ))}
        <Button onClick={onClose}>{loading ? t.preview.cancel : t.preview.close}</Button>
      </div>
      {loading ? (
        <progress
          aria-label={t.preview.progress}
          max={1}
          value={preview.progress ? savedPart(preview.progress) : 0}
        />
      ) : null}
      <p aria-live="polite" className={isVerified(preview) ? styles.verified : styles.hint}>
        {statusOf(preview)}
      </p>
      {preview.kind === 'shown' ? <Shown preview={preview.preview} file={file} /> : null}
      {preview.kind === 'failed' ? <Failure error={preview.error} /> : null}
    </section>
  );
}

function isVerified(preview: PreviewState): boolean {
  return preview.kind === 'shown' && ['image', 'text'].includes(preview.preview.kind);
}

function statusOf(preview: PreviewState): string | null {
  if (preview.kind === 'loading') {
    return preview.progress?.reconnecting ? t.open.reconnecting : t.preview.fetching;
  }
  if (preview.kind === 'failed' || !isVerified(preview)) return null;
  const isPart = preview.preview.kind === 'text' && !preview.preview.isWhole;
  return isPart ? t.preview.verifiedBeginning : t.preview.verified;
}

function Shown({ preview, file }: { readonly preview: Preview; readonly file: OpenedFile }) {
  switch (preview.kind) {
    case 'image':
      return <Picture image={preview} name={file.path} />;
    case 'text':
      return <Text text={preview.text} length={preview.length} size={file.size} />;
    case 'neither':
      return <Notice {...t.preview.neither} />;
    case 'too-large':
      return <Notice {...t.preview.tooLarge(preview.limit)} />;
    case 'too-many-pixels':
      return <Notice {...t.preview.tooManyPixels(preview.width, preview.height, preview.limit)} />;
    case 'unreadable':
      return <Notice {...t.preview.unreadable(preview.format)} />;
  }
}

interface PictureProps {
  readonly image: Extract<Preview, { kind: 'image' }>;
  readonly name: string;
}

function Picture({ image, name }: PictureProps) {
  const { format, width, height, animated, moved } = image;
  const draw = useCallback(
    (canvas: HTMLCanvasElement) => {
      canvas.width = moved.width;
      canvas.height = moved.height;
      canvas.getContext('2d')?.drawImage(moved, 0, 0);
      return () => {
        // Its memory, at once.
        canvas.width = 0;
      };
    },
    [moved],
  );
  return (
    <>
      <canvas ref={draw} role="img" aria-label={name} className={styles.picture} />
      <p className={styles.hint}>{t.preview.image(format, width, height)}</p>
      {animated ? <p className={styles.hint}>{t.preview.still}</p> : null}
    </>
  );
}

interface TextProps {
  readonly text: string;
  /** Bytes that it is, and those of the file. */
  readonly length: number;
  readonly size: number;
}

function Text({ text, length, size }: TextProps) {
  // The page is drawn anew at each step of a save.
  const blocks = useMemo(() => blocksOf(visibleText(text)), [text]);
  if (text === '') return <p className={styles.hint}>{t.preview.empty}</p>;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by keyboard too */}
      <pre className={styles.text} role="group" aria-label={t.preview.text} tabIndex={0}>
        {blocks.map((block, i) => (
          // They never change places.
          <span key={i} className={styles.block} dir="auto">
            {block}
          </span>
        ))}
      </pre>
      {length < size ? <p className={styles.hint}>{t.preview.beginning(length, size)}</p> : null}
    </>
  );
}
