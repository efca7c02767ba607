/**
 * One upload from create to ready, new or taken up again: parts, complete, manifest and first header. What a lost network
 * interrupts goes on by itself; the choices made meanwhile go into the first header. docs/format.md, "Sending".
 */
import { type Bytes, equal } from '../bytes.ts';
import type { Client, NewShare, SentPart } from '../client.ts';
import type { PresignedPut } from '../contract.ts';
import { type BodyGeometry, storedPart } from '../crypto/body.ts';
import type { Manifest, ManifestFile } from '../crypto/manifest.ts';
import { ownerCommitOf } from '../crypto/share-id.ts';
import { hasCode, SealdropError } from '../errors.ts';
import type { OwnShareRecord } from '../records/own-share.ts';
import {
  type JournalState,
  type JournalStore,
  openJournal,
  type PartJournal,
} from '../records/part-journal.ts';
import type { UploadFile, UploadRecord } from '../records/upload.ts';
import type { PartToPut } from '../transfer/part-requests.ts';
import type { PartSender } from '../transfer/part-sender.ts';
import { partUrls } from '../transfer/part-urls.ts';
import { type RetryPorts, retrying, sharedReconnecting } from '../transfer/retry.ts';
import { type Body, knownBody } from '../transfer/sealed-part.ts';
import { type SendPorts, sendBody, sendWindow } from '../transfer/send.ts';
import type { Publisher } from './publish.ts';

/** What whoever puts parts asks for. */
export interface UploadPorts {
  readonly signal: AbortSignal;
  /** A fresh URL for a part that was sealed so; remembers that it was. */
  readonly putUrl: (part: PartToPut) => Promise<PresignedPut>;
  /** So many bytes of a part have left. */
  readonly onSending: (number: number, bytes: number) => void;
  /** Throws where the share takes no parts any more. */
  readonly requireUploading: () => Promise<void>;
  readonly onReconnecting: (reconnecting: boolean) => void;
}

/** The parts of files, which whoever opened them reads, seals and puts. Closing aborts whatever of it runs. */
export interface OpenedUpload extends PartSender {
  /** Begins to read so many parts, from the first on. */
  readonly readAhead: (count: number) => void;
  /** Throws file-changed where a file is not as it was read: before the upload is completed. */
  readonly requireUnchanged: () => Promise<void>;
  readonly close: () => void;
}

/** Who is told how far it is. */
export interface SendStatus<P> {
  readonly created: (expires: number) => void;
  readonly follow: (parts: P) => void;
  readonly sending: (number: number, bytes: number) => void;
  /** Bytes that were acknowledged since the last call. */
  readonly sent: (bytes: number) => void;
  /** A part was put in this run; its bytes count as sent next. */
  readonly put: (number: number) => void;
  readonly finishing: () => void;
}

export interface SendJob {
  readonly record: OwnShareRecord;
  readonly upload: UploadRecord;
  readonly geometry: BodyGeometry;
  /** Bytes of the sealed manifest at most. */
  readonly manifestSize: number;
  /** Whether it was begun before: the server may know it. */
  readonly resumed: boolean;
}

/** Makes a share with the right that the site wants, the same one each time. */
export type CreateShare = (share: NewShare, signal: AbortSignal) => Promise<{ id: Bytes; expires: number }>;

/** What the first header takes. */
export interface FirstHeaderPorts extends Pick<Publisher, 'publish' | 'settle'> {
  readonly retry: RetryPorts;
  readonly loadOwnShare: (id: Bytes) => Promise<OwnShareRecord | null>;
  /** Runs work while nobody else of this person's changes the share. */
  readonly withShare: <T>(id: Bytes, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;
}

/** What sending a share needs of the device that does it. */
export interface SharePorts<P extends OpenedUpload> extends FirstHeaderPorts {
  readonly client: Pick<Client, 'owner' | 'complete' | 'listParts' | 'presignParts'>;
  readonly createShare: CreateShare;
  readonly journal: JournalStore;
  readonly openParts: (body: Body, ports: UploadPorts) => Promise<P>;
  /** Before each part begins: resolves when it may. */
  readonly admit: () => Promise<void>;
  readonly status: SendStatus<P>;
  /** The share was just made, or found. */
  readonly onCreated: () => void;
}

/** Files as the manifest names them. */
export function manifestFiles(files: readonly UploadFile[]): ManifestFile[] {
  return files.map(({ path, size, type, modified }) => ({ path, size, type, modified }));
}

/** Whether an upload that failed so can never be completed: whoever waits for it should learn so. */
export function isLost(error: unknown): boolean {
  return hasCode(error, 'file-changed', 'too-large');
}

/** Ends at the server what can never be completed. Answers whether nothing of it is left there; throws nothing. */
export async function endLost(
  client: Pick<Client, 'revoke'>,
  { id, token }: Pick<OwnShareRecord, 'id' | 'token'>,
): Promise<boolean> {
  return client.revoke(id, token).then(
    () => true,
    // What was refused was never there.
    (error: unknown) => hasCode(error, 'not-found'),
  );
}

/** Sends what is missing and publishes. Throws what reading, sealing and the server throw. */
export async function sendShare<P extends OpenedUpload>(job: SendJob, ports: SharePorts<P>): Promise<void> {
  const { record, upload, geometry, resumed } = job;
  const { retry, status, onCreated } = ports;
  // The first parts are read while the server makes the share.
  const opening = openParts(job, ports);
  opening.catch(() => undefined);
  const complete = await retrying(() => (resumed ? findOrCreate(job, ports) : create(job, ports)), retry);
  onCreated();
  const digests = await sendParts(job, ports, await opening, complete);
  status.finishing();
  const { bodyKey, bodyHeader } = upload;
  const files = manifestFiles(upload.files);
  const manifest = { bodyKey, bodyHeader, geometry, digests, files, note: '' };
  await publishFirst(record.id, manifest, ports);
}

/** Finds the share at the server, or makes it. Answers whether its body is complete already. */
async function findOrCreate<P extends OpenedUpload>(job: SendJob, ports: SharePorts<P>): Promise<boolean> {
  const { id, token } = job.record;
  const { client, retry, status } = ports;
  const answer = await client.owner(id, token, retry.signal).catch((error: unknown) => {
    if (hasCode(error, 'not-found')) return null;
    throw error;
  });
  if (!answer) return create(job, ports);
  if (answer.state === 'ended') throw new SealdropError('ended', { details: { reason: answer.reason } });
  status.created(answer.expires);
  return answer.complete;
}

/** Makes the share at the server, where its body is not complete then. */
async function create<P extends OpenedUpload>(job: SendJob, ports: SharePorts<P>): Promise<false> {
  const { expires } = await createAt(job, ports.createShare, ports.retry.signal);
  ports.status.created(expires);
  return false;
}

/** Makes the share of a job. Throws key-missing where nobody here can sign it, and what the server says. */
export async function createAt(
  { record, upload, geometry, manifestSize }: Omit<SendJob, 'resumed'>,
  createShare: CreateShare,
  signal: AbortSignal,
): Promise<{ readonly expires: number }> {
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
  if (!equal(id, record.id)) throw new SealdropError('unexpected');
  return { expires };
}

/** The parts of an upload, ready to be sent, and what is known of them. */
type OpenedParts<P extends OpenedUpload> = Awaited<ReturnType<typeof openParts<P>>>;

async function openParts<P extends OpenedUpload>(job: SendJob, ports: SharePorts<P>) {
  const { record, upload, geometry, resumed } = job;
  const { status, retry } = ports;
  const { state, journal } = await openJournal(ports.journal);
  const body = await knownBody({ ...upload, geometry }, record.id);
  const window = sendWindow(geometry);
  const failing = sharedReconnecting((reconnecting) => {
    if (reconnecting) window.failed();
  });
  const onReconnecting = (reconnecting: boolean) => {
    failing(reconnecting);
    retry.onReconnecting(reconnecting);
  };
  const parts = await ports.openParts(body, {
    ...uploadPorts(job, ports, journal),
    onSending: status.sending,
    onReconnecting,
  });
  if (!resumed) parts.readAhead(Math.min(window.limit(), geometry.parts));
  return { parts, state, journal, window };
}

/** Sends what the store does not have yet, and completes the body. All digests. */
async function sendParts<P extends OpenedUpload>(
  job: SendJob,
  ports: SharePorts<P>,
  { parts, state, journal, window }: OpenedParts<P>,
  complete: boolean,
): Promise<Bytes> {
  const { record, geometry } = job;
  const { client, status, retry, admit } = ports;
  const { signal } = retry;
  status.follow(parts);
  const finish = async (named: readonly SentPart[]) => {
    await parts.requireUnchanged();
    // Of a complete body nobody can ask any more which parts there were.
    await journal.written();
    // Whoever left after this had its answer.
    if (!complete) await retrying(() => client.complete(record.id, record.token, named, signal), retry);
  };
  const sending: SendPorts = {
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
    admit,
    onSent: status.sent,
    window,
  };
  try {
    if (complete) addAll(state);
    else await addListed(job, ports, { state, journal });
    return await sendBody(geometry, sending, state);
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
 * Parts whose acknowledgement was lost in a crash: each was written down as it was sealed before it left, and is always
 * sealed so, thus what the store lists under its number is that part. Where what was written down is lost, it is another one:
 * that is written down before the part is sealed anew, for a later list may show it still.
 */
async function addListed<P extends OpenedUpload>(
  { record, geometry, resumed }: SendJob,
  { client, retry }: SharePorts<P>,
  { state, journal }: { readonly state: JournalState; readonly journal: PartJournal },
): Promise<void> {
  if (!resumed) return;
  const { parts } = await retrying(() => client.listParts(record.id, record.token, retry.signal), retry);
  const strange: Promise<void>[] = [];
  for (const { number, size, etag } of parts) {
    const index = number - 1;
    const seal = state.seals.get(index);
    if (index >= geometry.parts || size !== storedPart(geometry, index).size) continue;
    if (!seal) strange.push(journal.foreign(index, etag));
    else if (!state.receipts.has(index) && state.foreign.get(index) !== etag) {
      state.receipts.set(index, { number, etag, ...seal });
    }
  }
  await Promise.all(strange);
}

function uploadPorts<P extends OpenedUpload>(
  { record }: SendJob,
  { client, retry }: SharePorts<P>,
  journal: PartJournal,
): Omit<UploadPorts, 'onReconnecting' | 'onSending'> {
  const { signal } = retry;
  const { id, token } = record;
  const urlFor = partUrls(client, id, { token, signal });
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
      const answer = await client.owner(id, token, signal);
      if (answer.state === 'ended') throw new SealdropError('ended', { details: { reason: answer.reason } });
    },
  };
}

/**
 * The first header, and the record as it stands after it. One that was sent before, and whose answer was lost, is repeated byte
 * for byte.
 */
export function publishFirst(
  id: Bytes,
  manifest: Manifest,
  ports: FirstHeaderPorts,
): Promise<OwnShareRecord> {
  const { loadOwnShare, publish, settle, withShare, retry } = ports;
  const { signal } = retry;
  const attempt = async () => {
    // The draft may have changed since the beginning, here or in another tab.
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
    return latest.published ? latest : await publish(latest, latest.access, manifest, null, signal);
  };
  return retrying(() => withShare(id, signal, attempt), retry);
}
