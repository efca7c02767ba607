/** Where an upload stands: its seal closing, the phase in one word or three, and the bytes, speed and time beside it. */
import { useStore } from 'zustand';
import type { Transfer, TransferPhase } from '../engine/protocol.ts';
import { formatFacts } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { isRunning, progressOf, type Tracked } from '../state/sending.ts';
import { bytesPerSecond } from '../state/speed.ts';
import { sending } from '../state/stores.ts';
import { Seal, type SealProps } from './seal.tsx';
import styles from './upload-progress.module.css';

export interface UploadProgressProps {
  /** Undefined while it is being made. */
  readonly shareId: string | undefined;
  readonly contents: string;
  readonly ends: number | null;
  /** The word for "ready", where it is another. */
  readonly done?: string;
}

function sealOf(phase: TransferPhase): SealProps['kind'] {
  if (phase === 'ready') return 'wax';
  return phase === 'stopped' || phase === 'failed' ? 'blank' : 'soft';
}

/** Looks at the transfer itself, so that nothing around it is drawn anew with every word of the worker. */
export function UploadProgress({ shareId, contents, ends, done }: UploadProgressProps) {
  const tracked = useStore(sending.store, ({ transfers }) =>
    shareId === undefined ? undefined : transfers[shareId],
  );
  const transfer = tracked?.transfer;
  const phase = transfer?.phase ?? 'sealing';
  return (
    <ProgressCard
      phase={phase}
      part={transfer ? progressOf(transfer) : 0}
      standing={phase === 'ready' && done !== undefined ? done : t.upload.phases[phase]}
      contents={contents}
      detail={tracked ? detail(tracked, ends) : ''}
    />
  );
}

export interface ProgressCardProps {
  readonly phase: TransferPhase;
  /** 0 to 1. */
  readonly part: number;
  readonly standing: string;
  readonly contents: string;
  readonly detail: string;
}

export function ProgressCard({ phase, part, standing, contents, detail: said }: ProgressCardProps) {
  const kind = sealOf(phase);
  return (
    <div className={kind === 'blank' ? styles.card : `${styles.card} ${styles.steady}`}>
      <Seal kind={kind} size="middle" {...(kind === 'blank' ? {} : { ring: part })} />
      <div className={styles.words}>
        <output aria-label={t.upload.status} className={styles.phase}>
          {standing}
        </output>
        <p className={styles.contents}>
          <bdi>{contents}</bdi>
        </p>
        {isRunning({ phase }) ? (
          <progress aria-label={t.upload.progress} max={1} value={part} className={styles.bar} />
        ) : null}
        {said === '' && !isRunning({ phase }) ? null : <p className={styles.detail}>{said}</p>}
      </div>
    </div>
  );
}

function detail({ transfer, samples }: Tracked, ends: number | null): string {
  if (transfer.phase === 'reconnecting') return t.upload.offline;
  if (transfer.phase === 'paused') return t.upload.paused;
  if (!isRunning(transfer)) return transfer.phase === 'ready' && ends !== null ? t.upload.ends(ends) : '';
  const amount = t.upload.amount(transfer.sent, transfer.total);
  return formatFacts([amount, ...rate(transfer, bytesPerSecond(samples))]);
}

function rate(transfer: Transfer, perSecond: number | null): readonly string[] {
  if (transfer.phase !== 'sealing' || perSecond === null) return [];
  return [t.upload.speed(perSecond), t.upload.left((transfer.total - transfer.sent) / perSecond)];
}
