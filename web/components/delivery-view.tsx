/** A delivery on its way and after: how far it is, and how to take it back. */
import { t } from '../i18n/index.ts';
import type { Sent, Tracked } from '../state/sending.ts';
import { Failure } from './failure.tsx';
import { RenamedList } from './renamed-list.tsx';
import { StopRow } from './stop-row.tsx';
import { UploadProgress } from './upload-progress.tsx';
import styles from './upload-view.module.css';
import { useLanding } from './use-landing.ts';

const words = t.request;

export interface DeliveryViewProps {
  /** Undefined while the files are being read. */
  readonly sent: Sent | undefined;
  readonly tracked: Tracked | undefined;
}

function contentsOf(sent: Sent | undefined): string {
  if (!sent) return t.upload.preparing;
  const { files } = sent.started;
  return t.upload.contents(files[0]?.path ?? '', files.length);
}

export function DeliveryView({ sent, tracked }: DeliveryViewProps) {
  const transfer = tracked?.transfer;
  const deleted = sent?.deleted ?? null;
  // It stands above what had the focus: on a phone out of sight.
  const section = useLanding<HTMLElement>();
  const failed = deleted === null && (transfer?.phase === 'failed' || transfer?.phase === 'stopped');
  return (
    <section ref={section} tabIndex={-1} className={styles.letter}>
      <UploadProgress
        shareId={sent?.started.shareId}
        contents={contentsOf(sent)}
        ends={transfer?.expires ?? null}
        done={words.done}
      />
      <p aria-live="polite">
        {deleted === 'before-complete' ? words.stoppedBefore : null}
        {deleted === 'after-complete' ? words.stoppedAfter : null}
        {deleted === null && transfer?.phase === 'ready' ? words.after : null}
        {deleted === null && !failed && transfer?.phase !== 'ready' ? words.keepOpen : null}
      </p>
      {failed && transfer?.error ? <Failure error={transfer.error} /> : null}
      {sent && deleted === null ? (
        <>
          <RenamedList renamed={sent.started.renamed} />
          <StopRow
            shareId={sent.started.shareId}
            title={contentsOf(sent)}
            isReady={transfer?.phase === 'ready'}
          />
        </>
      ) : null}
    </section>
  );
}
