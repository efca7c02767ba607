/**
 * One upload from create to ready, new or taken up again: parts, complete, manifest and first header. What a lost network
 * interrupts goes on by itself, and what a person pauses when they say so; the choices made meanwhile go into the first
 * header.
 */
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import type { SentPart } from '../../shared/client.ts';
import { type BodyGeometry, bodyGeometry, storedPart } from '../../shared/crypto/body.ts';
import type { Manifest } from '../../shared/crypto/manifest.ts';
import { ownerCommitOf } from '../../shared/crypto/share-id.ts';
import { asSealdropError, hasCode, SealdropError } from '../../shared/errors.ts';
import { type RetryPorts, retrying, sharedReconnecting } from '../../shared/transfer/retry.ts';
import { knownBody } from '../../shared/transfer/sealed-part.ts';
import { type SendPorts, sendBody, sendWindow } from '../../shared/transfer/send.ts';
import { loadOwnShare, type OwnShareRecord } from '../vault/own-shares.ts';
import {
  forgetPartJournal,
  type JournalState,
  openPartJournal,
  type PartJournal,
} from '../vault/upload-parts.ts';
import { forgetUpload, type UploadRecord } from '../vault/uploads.ts';
import { emitOwnSharesChanged } from './events.ts';
import { createGate, type Gate } from './gate.ts';
import { openUpload, type UploadPorts } from './part-pool.ts';
import { partUrls } from './part-urls.ts';
import type { Dropped } from './protocol.ts';
import { publish, settle } from './publish.ts';
import { client, clock } from './server.ts';
import { asUpload, withShare } from './share-lock.ts';
import { manifestFiles } from './upload-files.ts';
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

/** What runs of a job, and what tells the page of it. */
interface Running extends Job {
  readonly createShare: ReturnType<typeof creator>;
  readonly geometry: BodyGeometry;
  readonly signal: AbortSignal;
  readonly gate: Gate;
  readonly retry: RetryPorts;
  readonly status: UploadStatus;
}

/** Begins to run. Throws in-other-tab where another tab of this browser is at it. */
export async function beginRun(job: Job): Promise<Run> {
  const controller = new AbortController();
  const gate = createGate();
  const geometry = bodyGeometry(job.record.size);
  const status = uploadStatus(job.record, geometry, { gate, signal: controller.signal });
  const retry = { signal: controller.signal, clock, onReconnecting: status.reconnecting };
  const { signal } = controller;
  const running: Running = { ...job, createShare: creator(), geometry, signal, gate, retry, status };
  const { done } = await asUpload(job.record.id, () => run(running, controller));
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

/** Runs to ready, failed or stopped, and says so; never throws. */
async function run(job: Running, controller: AbortController): Promise<void> {
  const { record, status } = job;
  try {
    status.phaseChanged();
    await sendAndPublish(job);
    await forgetUploadOf(record.id);
    status.end('ready');
  } catch (error) {
    controller.abort();
    const { code, details } = asSealdropError(error);
    const isLost = code === 'file-changed' || code === 'file-unreadable';
    // It can never be completed: whoever waits for it learns so. But other files picked by mistake have done no harm yet.
    if (isLost && (!job.resumed || status.hasPut())) {
      await client.revoke(record.id, record.token).then(
        () => forgetUploadOf(record.id),
        () => undefined,
      );
    }
    if (code === 'ended') await forgetUploadOf(record.id);
    if (code === 'cancelled') status.end('stopped');
    else status.end('failed', { code, details }, !isLost && code !== 'ended');
  }
  emitOwnSharesChanged();
}

/** Deletes what was kept for going on. Throws nothing: what is left of it is of no use to anybody. */
export async function forgetUploadOf(id: Bytes): Promise<void> {
  await forgetUpload(id).catch(() => undefined);
  await forgetPartJournal(id).catch(() => undefined);
}

async function sendAndPublish(job: Running): Promise<void> {
  const { record, upload, geometry, retry, status, signal } = job;
  // The first parts are read while the server makes the share.
  const opening = openParts(job);
  opening.catch(() => undefined);
  const complete = await retrying(() => (job.resumed ? findOrCreate(job) : create(job)), retry);
  emitOwnSharesChanged();
  const digests = await sendParts(job, await opening, complete);
  status.finishing();
  const { bodyKey, bodyHeader } = upload;
  const files = manifestFiles(upload.files);
  const manifest = { bodyKey, bodyHeader, geometry, digests, files, note: '' };
  await retrying(() => withShare(record.id, signal, () => publishFirst(record.id, manifest, signal)), retry);
}

/** Finds the share at the server, or makes it. Answers whether its body is complete already. */
async function findOrCreate(job: Running): Promise<boolean> {
  const { record, signal, status } = job;
  const answer = await client.owner(record.id, record.token, signal).catch((error: unknown) => {
    if (hasCode(error, 'not-found')) return null;
    throw error;
  });
  if (!answer) return create(job);
  if (answer.state === 'ended') throw new SealdropError('ended', { details: { reason: answer.reason } });
  status.created(answer.expires);
  return answer.complete;
}

/** Makes the share at the server, where its body is not complete then. */
async function create(job: Running): Promise<false> {
  const { record, upload, geometry, manifestSize, signal, status, createShare } = job;
  if (!record.identity) throw new SealdropError('key-missing');
  const { lifetime, limit, delivery } = upload;
  const { id, expires } = await createShare(
    {
      ownerCommit: await ownerCommitOf(record.identity.fingerprint, record.r),
      token: record.token,
      bodySize: geometry.objectSize,
      manifestSize,
      lifetime,
      limit,
      deliverTo: delivery,
    },
    signal,
  );
  if (toBase64Url(id) !== toBase64Url(record.id)) throw new SealdropError('unexpected');
  status.created(expires);
  return false;
}

/** The parts of an upload, ready to be sent, and what is known of them. */
type OpenedParts = Awaited<ReturnType<typeof openParts>>;

async function openParts(job: Running) {
  const { record, upload, sources, geometry, resumed, status } = job;
  const { state, journal } = await openPartJournal(record.id);
  const body = await knownBody({ ...upload, geometry }, record.id);
  const window = sendWindow(geometry);
  const failing = sharedReconnecting((reconnecting) => {
    if (reconnecting) window.failed();
  });
  const onReconnecting = (reconnecting: boolean) => {
    failing(reconnecting);
    job.retry.onReconnecting(reconnecting);
  };
  const parts = await openUpload(body, sources, {
    ...uploadPorts(job, journal),
    onSending: status.sending,
    onReconnecting,
  });
  if (!resumed) parts.readAhead(Math.min(window.limit(), geometry.parts));
  return { parts, state, journal, window };
}

/** Sends what the store does not have yet, and completes the body. All digests. */
async function sendParts(
  job: Running,
  { parts, state, journal, window }: OpenedParts,
  complete: boolean,
): Promise<Bytes> {
  const { record, geometry, signal, gate, status } = job;
  status.follow(parts);
  const finish = async (named: readonly SentPart[]) => {
    await parts.requireUnchanged();
    // Of a complete body nobody can ask any more which parts there were.
    await journal.written();
    // Whoever left after this had its answer.
    if (!complete) await retrying(() => client.complete(record.id, record.token, named, signal), job.retry);
  };
  const ports: SendPorts = {
    parts: {
      compare: parts.compare,
      send: async (index, before) => {
        const receipt = await parts.send(index, before);
        journal.acknowledged(receipt);
        status.put(receipt.number);
        return receipt;
      },
    },
    complete: finish,
    signal,
    admit: () => gate.passed(signal),
    onSent: status.sent,
    window,
  };
  try {
    if (complete) addAll(state);
    else await addListed(job, state);
    return await sendBody(geometry, ports, state);
  } finally {
    parts.close();
    // A record that is written later than its upload is forgotten would stay.
    await journal.written();
  }
}

/** A complete body has all parts as they were sealed last. */
function addAll({ seals, receipts }: JournalState): void {
  for (const [index, seal] of seals) receipts.set(index, { number: index + 1, etag: '', ...seal });
}

/**
 * Parts whose acknowledgement was lost with a tab: each was written down as it was sealed before it left, and is always
 * sealed so, thus what the store lists under its number is that part.
 */
async function addListed({ record, geometry, retry, signal }: Running, state: JournalState): Promise<void> {
  if (state.seals.size === state.receipts.size) return;
  const { parts } = await retrying(() => client.listParts(record.id, record.token, signal), retry);
  for (const { number, size, etag } of parts) {
    const index = number - 1;
    const seal = state.seals.get(index);
    if (index >= geometry.parts || size !== storedPart(geometry, index).size) continue;
    if (seal && !state.receipts.has(index)) state.receipts.set(index, { number, etag, ...seal });
  }
}

function uploadPorts(
  { record, retry }: Running,
  journal: PartJournal,
): Omit<UploadPorts, 'onReconnecting' | 'onSending'> {
  const { signal } = retry;
  const urlFor = partUrls(record.id, record.token, signal);
  return {
    signal,
    putUrl: async ({ number, size, seal }) => {
      const [url] = await Promise.all([
        urlFor({ number, size, sha256: seal.sha256 }),
        journal.sealed(number - 1, seal),
      ]);
      return url;
    },
    requireUploading: async () => {
      const answer = await client.owner(record.id, record.token, signal);
      if (answer.state === 'ended') throw new SealdropError('ended', { details: { reason: answer.reason } });
    },
  };
}

/** The first header. One that was sent before, and whose answer was lost, is repeated byte for byte. */
async function publishFirst(id: Bytes, manifest: Manifest, signal: AbortSignal): Promise<void> {
  // The draft may have changed since the drop, in this tab or another.
  let latest = await loadOwnShare(id);
  if (!latest) throw new SealdropError('cancelled');
  if (latest.pending) {
    try {
      latest = await settle(latest, signal);
    } catch (error) {
      // Its manifest was swept while the network was gone: nothing of it counts any more.
      if (!hasCode(error, 'wrong-state')) throw error;
      latest = { ...latest, pending: null };
    }
  }
  if (!latest.published) await publish(latest, latest.access, manifest, null, signal);
}
