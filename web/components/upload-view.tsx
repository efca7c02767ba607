/** The share that was just sent: its link first, how far it is, and what can still be changed. */
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Transfer, TransferPhase } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import type { Sent, Tracked } from '../state/sending.ts';
import { sending } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { HintLine } from './hint-line.tsx';
import { OptionsForm } from './options-form.tsx';
import { PackageSave } from './package-save.tsx';
import { RenamedList } from './renamed-list.tsx';
import { SendTrouble } from './send-trouble.tsx';
import { ShareLink } from './share-link.tsx';
import { StopRow } from './stop-row.tsx';
import { UploadProgress } from './upload-progress.tsx';
import styles from './upload-view.module.css';
import { useAction } from './use-action.ts';
import { useLanding } from './use-landing.ts';

/** Where it stands, but for its progress, which changes all the time. */
function standOf(tracked: Tracked | undefined): Omit<Transfer, 'shareId' | 'sent' | 'total'> | undefined {
  if (!tracked) return undefined;
  const { phase, created, expires, error, resumable } = tracked.transfer;
  return { phase, created, expires, error, resumable };
}

function headingOf(sent: Sent, phase: TransferPhase | undefined): string {
  if (sent.deleted) return t.upload.headingStopped;
  if (phase === 'stopped') return t.upload.headingNotDeleted;
  if (phase === 'failed') return t.upload.headingFailed;
  return phase === 'ready' ? t.upload.headingReady : t.upload.headingRunning;
}

export function UploadView({ shareId, sent }: { readonly shareId: string; readonly sent: Sent }) {
  const transfer = useStore(
    sending.store,
    useShallow((state) => standOf(state.transfers[shareId])),
  );
  const pausing = useAction((paused: boolean) => sending.pause(shareId, paused));
  const heading = useLanding<HTMLHeadingElement>();
  const resuming = useAction(() => sending.resume({ shareId, isDelivery: false }, null));
  const { started, options } = sent;
  const over = sent.deleted !== null;
  const failed = !over && (transfer?.phase === 'failed' || transfer?.phase === 'stopped');
  const contents = t.upload.contents(started.files[0]?.path ?? '', started.files.length);

  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {headingOf(sent, transfer?.phase)}
      </h1>
      <section className={styles.letter}>
        <UploadProgress
          shareId={shareId}
          contents={contents}
          ends={sent.expires ?? transfer?.expires ?? null}
        />
        {over ? (
          <p aria-live="polite">
            {sent.deleted === 'after-complete' ? t.upload.stoppedAfter : t.upload.stoppedBefore}
          </p>
        ) : null}
        {failed && transfer?.error ? (
          <SendTrouble problem={{ kind: 'failed', error: transfer.error }} />
        ) : null}
        {over || failed ? null : (
          <ShareLink
            link={sent.link}
            created={transfer?.created ?? false}
            locked={options.hasPassphrase}
            byLink={options.byLink}
            signed={started.signed}
            isSecond={transfer?.phase === 'paused'}
          />
        )}
        {/* Below the link, which stays where it is when this goes. */}
        {over || failed || transfer?.phase === 'ready' ? null : <p>{t.upload.keepOpen}</p>}
        {over || failed || !options.byLink ? null : <HintLine which="first-link" />}
        {over ? null : <RenamedList renamed={started.renamed} />}
        {!over && transfer?.phase === 'ready' ? <PackageSave shareId={shareId} size={started.size} /> : null}
        {over ? null : (
          <StopRow shareId={shareId} title={contents} isReady={transfer?.phase === 'ready'}>
            {transfer?.phase === 'sealing' || transfer?.phase === 'reconnecting' ? (
              <Button onClick={() => pausing.run(true)}>{t.upload.pause}</Button>
            ) : null}
            {transfer?.phase === 'paused' ? (
              <Button weight="wax" onClick={() => pausing.run(false)}>
                {t.upload.goOn}
              </Button>
            ) : null}
            {failed && transfer?.resumable ? (
              <Button
                weight="wax"
                aria-disabled={resuming.state.kind === 'busy'}
                onClick={() => resuming.run()}
              >
                {t.upload.resume}
              </Button>
            ) : null}
          </StopRow>
        )}
        {over || resuming.state.kind !== 'failed' ? null : <Failure error={resuming.state.error} />}
      </section>
      {over || failed ? null : (
        <section className={styles.options}>
          <h2>{t.options.heading}</h2>
          <OptionsForm
            options={options}
            disabled={!transfer?.created}
            change={(change) => sending.change(shareId, change)}
          />
        </section>
      )}
    </>
  );
}
