/** Where an upload stands, told to the page: its phase from what it does, what it waits for, and what a person has said. */
import { toBase64Url } from '../../shared/bytes.ts';
import type { BodyGeometry } from '../../shared/crypto/body.ts';
import type { OwnShareRecord } from '../../shared/records/own-share.ts';
import type { Gate } from '../../shared/transfer/gate.ts';
import { sharedReconnecting } from '../../shared/transfer/retry.ts';
import { pacedTransfer } from './events.ts';
import type { PooledUpload } from './part-pool.ts';
import type { Transfer, TransferPhase } from './protocol.ts';

export type UploadStatus = ReturnType<typeof uploadStatus>;

/** `signal`: aborts at the end, after which nothing more is told but that end. */
export function uploadStatus(
  record: OwnShareRecord,
  geometry: BodyGeometry,
  { gate, signal }: { readonly gate: Gate; readonly signal: AbortSignal },
) {
  const { tell, flush } = pacedTransfer();
  let transfer: Transfer = {
    shareId: toBase64Url(record.id),
    phase: 'sealing',
    sent: 0,
    total: geometry.objectSize,
    created: false,
    expires: null,
    error: null,
    resumable: false,
  };
  let working: TransferPhase = 'sealing';
  let isReconnecting = false;
  let hasPut = false;
  let acknowledged = 0;
  /** Of each part that is on its way, the bytes that have left. */
  const leaving = new Map<number, number>();
  let pooled: PooledUpload | null = null;
  /** A part that is sent again, for the store has lost it, was counted before. */
  const sentSoFar = () =>
    Math.min(
      [...leaving.values()].reduce((sum, bytes) => sum + bytes, acknowledged),
      geometry.objectSize,
    );
  const update = (change: Partial<Transfer>) => {
    // What still winds down after the end says nothing any more.
    if (signal.aborted) return;
    transfer = { ...transfer, ...change };
    tell(transfer);
  };
  const phaseChanged = () => {
    void pooled?.pause(gate.isClosed()).catch(() => undefined);
    const paused = gate.isClosed() && working === 'sealing';
    update({ phase: paused ? 'paused' : isReconnecting ? 'reconnecting' : working });
  };
  return {
    phaseChanged,
    reconnecting: sharedReconnecting((reconnecting) => {
      isReconnecting = reconnecting;
      phaseChanged();
    }),
    created: (expires: number) => update({ created: true, expires }),
    follow: (parts: PooledUpload) => {
      pooled = parts;
      phaseChanged();
    },
    sending: (number: number, bytes: number) => {
      leaving.set(number, bytes);
      update({ sent: sentSoFar() });
    },
    sent: (bytes: number) => {
      acknowledged += bytes;
      update({ sent: sentSoFar() });
    },
    /** A part was put in this run; its bytes count as sent next. */
    put: (number: number) => {
      hasPut = true;
      leaving.delete(number);
    },
    hasPut: () => hasPut,
    finishing: () => {
      pooled = null;
      working = 'finishing';
      phaseChanged();
    },
    end: (phase: 'ready' | 'stopped' | 'failed', error: Transfer['error'] = null, resumable = false) => {
      transfer = { ...transfer, phase, error, resumable };
      flush(transfer);
    },
  };
}
