/**
 * One upload from create to ready, new or taken up again: parts, complete, manifest and first header. What a lost network
 * interrupts goes on by itself, and what a person pauses when they say so; the choices made meanwhile go into the first
 * header.
 */

import type { Bytes } from '../../shared/bytes.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { asSealdropError } from '../../shared/errors.ts';
import type { OwnShareRecord } from '../../shared/records/own-share.ts';
import type { UploadRecord } from '../../shared/records/upload.ts';
import { endLost, isLost, type SharePorts, sendShare } from '../../shared/share/send-share.ts';
import { createGate } from '../../shared/transfer/gate.ts';
import type { RetryPorts } from '../../shared/transfer/retry.ts';
import { loadOwnShare } from '../vault/own-shares.ts';
import { forgetPartJournal, journalStore } from '../vault/upload-parts.ts';
import { forgetUpload } from '../vault/uploads.ts';
import { emitOwnSharesChanged } from './events.ts';
import { openUpload, type PooledUpload } from './part-pool.ts';
import type { Dropped } from './protocol.ts';
import { publish, settle } from './publish.ts';
import { client, clock } from './server.ts';
import { asUpload, withShare } from './share-lock.ts';
import { creator } from './upload-right.ts';
import { type UploadStatus, uploadStatus } from './upload-status.ts';

export interface Run {
  /** Resolves when it has ended, however. */
  readonly done: Promise<void>;
  /** Aborts and resolves when nothing of it runs any more. */
  readonly stop: () => Promise<void>;
  readonly pause: (paused: boolean) => void;
}

export interface Job {
  readonly record: OwnShareRecord;
  readonly upload: UploadRecord;
  /** In the order of the upload, under the paths that they are sent by. */
  readonly sources: Dropped;
  /** Bytes of the sealed manifest at most, with room for the longest message, which can change until the last part is sent. */
  readonly manifestSize: number;
  /** Whether it was begun before: the server may know it. */
  readonly resumed: boolean;
}

/** Begins to run. Throws in-other-tab where another tab of this browser is at it. */
export async function beginRun(job: Job): Promise<Run> {
  const { record, upload, sources, manifestSize, resumed } = job;
  const controller = new AbortController();
  const { signal } = controller;
  const gate = createGate();
  const geometry = bodyGeometry(record.size);
  const status = uploadStatus(record, geometry, { gate, signal });
  const retry: RetryPorts = { signal, clock, onReconnecting: status.reconnecting };
  const ports: SharePorts<PooledUpload> = {
    client,
    createShare: creator(),
    journal: journalStore(record.id),
    openParts: (body, asked) => openUpload(body, sources, asked),
    admit: () => gate.passed(signal),
    retry,
    status,
    onCreated: emitOwnSharesChanged,
    loadOwnShare,
    withShare,
    publish,
    settle,
  };
  const send = () => sendShare({ record, upload, geometry, manifestSize, resumed }, ports);
  const { done } = await asUpload(record.id, () => run(job, { send, status, controller }));
  return {
    done,
    stop: () => {
      controller.abort();
      return done;
    },
    pause: (paused) => {
      if (paused) gate.close();
      else gate.open();
      status.phaseChanged();
    },
  };
}

interface Running {
  readonly send: () => Promise<void>;
  readonly status: UploadStatus;
  readonly controller: AbortController;
}

/** Runs to ready, failed or stopped, and says so; never throws. */
async function run({ record, resumed }: Job, { send, status, controller }: Running): Promise<void> {
  try {
    status.phaseChanged();
    await send();
    await forgetUploadOf(record.id);
    status.end('ready');
  } catch (error) {
    controller.abort();
    const { code, details } = asSealdropError(error);
    const cannotGoOn = isLost(error);
    // But other files picked by mistake have done no harm yet.
    if (cannotGoOn && (!resumed || status.hasPut()) && (await endLost(client, record))) {
      await forgetUploadOf(record.id);
    }
    if (code === 'ended') await forgetUploadOf(record.id);
    if (code === 'cancelled') status.end('stopped');
    else status.end('failed', { code, details }, !cannotGoOn && code !== 'ended');
  }
  emitOwnSharesChanged();
}

/** Deletes what was kept for going on. Throws nothing: what is left of it is of no use to anybody. */
export async function forgetUploadOf(id: Bytes): Promise<void> {
  await forgetUpload(id).catch(() => undefined);
  await forgetPartJournal(id).catch(() => undefined);
}
