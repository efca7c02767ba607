/**
 * One upload from drop to ready: link at once, then create, parts, complete, manifest and first header. What a lost
 * network interrupts goes on by itself; the choices made meanwhile go into the first header.
 */
import { type Bytes, concat, random, sha256, toBase64Url, utf8 } from '../../shared/bytes.ts';
import type { SentPart } from '../../shared/client.ts';
import { type BodyGeometry, bodyGeometry } from '../../shared/crypto/body.ts';
import { oneOffIdentity } from '../../shared/crypto/identity.ts';
import { type Manifest, type ManifestFile, sealedManifestSize } from '../../shared/crypto/manifest.ts';
import { ownerCommitOf, shareIdOf } from '../../shared/crypto/share-id.ts';
import { asSealdropError, hasCode, SealdropError } from '../../shared/errors.ts';
import { FILES_MAX, NOTE_MAX } from '../../shared/limits.ts';
import { sendablePaths } from '../../shared/paths.ts';
import { newPatience } from '../../shared/transfer/patience.ts';
import { type RetryPorts, retrying, sharedReconnecting } from '../../shared/transfer/retry.ts';
import { type BodySender, bodySender } from '../../shared/transfer/send.ts';
import { putBytes } from '../../shared/transfer/store-http.ts';
import { defaultIdentity } from '../vault/identities.ts';
import { loadOwnShare, type OwnShareRecord, saveOwnShare } from '../vault/own-shares.ts';
import { emitOwnSharesChanged, pacedTransfer } from './events.ts';
import { partUrls } from './part-urls.ts';
import { derivePassphrase } from './passphrase.ts';
import type { DroppedFile, ShareOptions, Started, Transfer, TransferPhase } from './protocol.ts';
import { publish, settle } from './publish.ts';
import { client, clock, now, storeFetch } from './server.ts';
import { addressOf } from './share-address.ts';
import { asUpload, withShare } from './share-lock.ts';
import { bodySource } from './source.ts';

/** An upload of this tab. */
export interface Upload {
  readonly started: Started;
  /** As it was at the drop: enough to end the share, even where the vault has lost it. */
  readonly record: OwnShareRecord;
  /** Resolves when it has ended, however. */
  readonly done: Promise<void>;
  /** Aborts and resolves when nothing of it runs any more. */
  readonly stop: () => Promise<void>;
}

/** Times that a store may refuse parts at completion before it is taken for broken. */
const COMPLETE_ATTEMPTS = 3;

/** Whose inbox a delivery goes to, by the request link that they gave out. */
export interface DeliveryTarget {
  /** 32 bytes. */
  readonly fingerprint: Bytes;
  /** 16 bytes. */
  readonly token: Bytes;
}

/**
 * Prepares a share, or a delivery, and starts sealing it. Throws too-large, too-many-files before anything is kept.
 */
export async function startUpload(
  files: readonly DroppedFile[],
  options: ShareOptions,
  delivery: DeliveryTarget | null = null,
): Promise<Upload> {
  if (files.length === 0) throw new SealdropError('bad-request');
  if (files.length > FILES_MAX) throw new SealdropError('too-many-files', { details: { limit: FILES_MAX } });
  const paths = sendablePaths(files.map(({ path }) => path));
  const manifestFiles = files.map(({ file }, i) => describe(file, paths[i] as string));
  const size = manifestFiles.reduce((sum, file) => sum + file.size, 0);
  const geometry = bodyGeometry(size);
  // With room for the longest message, for it can change until the last part is sent.
  const manifestSize = sealedManifestSize({ files: manifestFiles, note: 'x'.repeat(NOTE_MAX), geometry });

  const checked = { ...options, message: checkMessage(options.message) };
  const record = await newRecord(manifestFiles, size, checked, delivery);
  await saveOwnShare(record);
  const sources = files.map(({ file }, i) => ({ path: paths[i] as string, file }));
  const controller = new AbortController();
  const job: Job = {
    record,
    geometry,
    files: manifestFiles,
    sources,
    manifestSize,
    options,
    delivery,
    controller,
  };
  const done = asUpload(record.id, () => run(job));
  return {
    started: {
      shareId: toBase64Url(record.id),
      link: await addressOf(record),
      files: manifestFiles.map((file) => ({ path: file.path, size: file.size })),
      signed: record.signer !== null,
      renamed: files.flatMap(({ path }, i) =>
        path === paths[i] ? [] : [[path, paths[i] as string] as const],
      ),
      size,
    },
    record,
    done,
    stop: () => {
      controller.abort();
      return done;
    },
  };
}

/** The message as it can be sent. Throws bad-request above 4 KiB of UTF-8. */
export function checkMessage(message: string): string {
  // Text from some editors begins with a byte order mark, which no reader takes.
  const text = message.replace(/^\uFEFF+/, '');
  if (utf8(text).length > NOTE_MAX) throw new SealdropError('bad-request', { details: { limit: NOTE_MAX } });
  return text;
}

function describe(file: File, path: string): ManifestFile {
  const modified = file.lastModified >= 0 ? file.lastModified : null;
  return { path, size: file.size, type: file.type.slice(0, 100), modified };
}

async function newRecord(
  files: readonly ManifestFile[],
  size: number,
  options: ShareOptions,
  delivery: DeliveryTarget | null,
): Promise<OwnShareRecord> {
  const created = now();
  const own = await defaultIdentity();
  const identity = own?.identity ?? (await oneOffIdentity(created));
  const token = random(32);
  const r = random(16);
  const ownerCommit = await ownerCommitOf(identity.fingerprint, r);
  const salt = random(16);
  const argon =
    options.passphrase === null ? null : { salt, output: await derivePassphrase(options.passphrase, salt) };
  return {
    id: await shareIdOf(ownerCommit, await sha256(token)),
    identity,
    signer: own && own.identity.fingerprint,
    token,
    r,
    deliver: delivery ? 1 : 0,
    name: (files[0] as ManifestFile).path,
    files: files.length,
    size,
    created,
    access: {
      epoch: 1,
      rev: 1,
      secret: random(32),
      argon,
      message: options.message,
      linkSecret: delivery ? null : random(32),
      people: delivery ? [delivery.fingerprint] : [],
    },
    published: false,
    pending: null,
  };
}

interface Job {
  readonly record: OwnShareRecord;
  readonly geometry: BodyGeometry;
  readonly files: readonly ManifestFile[];
  readonly sources: readonly DroppedFile[];
  readonly manifestSize: number;
  readonly options: ShareOptions;
  readonly delivery: DeliveryTarget | null;
  readonly controller: AbortController;
}

/** Runs to ready, failed or stopped, and says so; never throws. */
async function run(job: Job): Promise<void> {
  const { record, geometry, controller } = job;
  const { signal } = controller;
  const { tell, flush } = pacedTransfer();
  let transfer: Transfer = {
    shareId: toBase64Url(record.id),
    phase: 'sealing',
    sent: 0,
    total: geometry.objectSize,
    created: false,
    expires: null,
    error: null,
  };
  const update = (change: Partial<Transfer>) => {
    transfer = { ...transfer, ...change };
    tell(transfer);
  };
  let working: TransferPhase = 'sealing';
  const onReconnecting = sharedReconnecting((reconnecting) => {
    // What still winds down after the end says nothing any more.
    if (!signal.aborted) update({ phase: reconnecting ? 'reconnecting' : working });
  });
  const retry: RetryPorts = { signal, clock, onReconnecting };
  try {
    update({});
    const expires = await retrying(() => create(job), retry);
    update({ created: true, expires });
    emitOwnSharesChanged();
    const bodyKey = random(32);
    const sender = await bodySender(bodyKey, record.id, geometry, {
      read: bodySource(job.sources),
      put: partPutter(record, retry),
      signal,
      onSent: (bytes) => update({ sent: transfer.sent + bytes }),
    });
    const digests = await sendAll(sender, job, retry);
    working = 'finishing';
    update({ phase: 'finishing' });
    const { bodyHeader } = sender;
    const manifest = { bodyKey, bodyHeader, geometry, digests, files: job.files, note: '' };
    await retrying(
      () => withShare(record.id, signal, () => publishFirst(record.id, manifest, signal)),
      retry,
    );
    transfer = { ...transfer, phase: 'ready' };
  } catch (error) {
    controller.abort();
    const { code, details } = asSealdropError(error);
    // It can never be completed: whoever waits for it learns so.
    if (code === 'file-changed' || code === 'file-unreadable') {
      await client.revoke(record.id, record.token).catch(() => undefined);
    }
    transfer =
      code === 'cancelled'
        ? { ...transfer, phase: 'stopped' }
        : { ...transfer, phase: 'failed', error: { code, details } };
  }
  flush(transfer);
  emitOwnSharesChanged();
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

async function create(job: Job): Promise<number> {
  const { record, geometry, manifestSize, options, delivery, controller } = job;
  if (!record.identity) throw new SealdropError('key-missing');
  const ownerCommit = await ownerCommitOf(record.identity.fingerprint, record.r);
  const { id, expires } = await client.create(
    {
      ownerCommit,
      token: record.token,
      bodySize: geometry.objectSize,
      manifestSize,
      lifetime: options.lifetime,
      limit: options.limit,
      deliverTo: delivery,
    },
    controller.signal,
  );
  if (toBase64Url(id) !== toBase64Url(record.id)) throw new SealdropError('unexpected');
  return expires;
}

/** Puts a part until the store has it; after a refusal the API says whether the share still takes parts. */
function partPutter(record: OwnShareRecord, retry: RetryPorts) {
  const urlFor = partUrls(record.id, record.token, retry.signal);
  const patience = newPatience();
  return (part: { number: number; bytes: Bytes; sha256: Bytes }): Promise<string> =>
    retrying(async () => {
      const { number, bytes } = part;
      const url = await urlFor({ number, size: bytes.length, sha256: part.sha256 });
      try {
        return await putBytes(storeFetch, url, bytes, { signal: retry.signal, clock, patience });
      } catch (error) {
        // A store's refusal without CORS headers looks like a lost network.
        if (hasCode(error, 'url-refused', 'server-unreachable')) await requireUploading(record, retry.signal);
        throw error;
      }
    }, retry);
}

async function requireUploading(record: OwnShareRecord, signal: AbortSignal): Promise<void> {
  const status = await client.owner(record.id, record.token, signal);
  if (status.state === 'ended') throw new SealdropError('ended', { details: { reason: status.reason } });
}

/** Sends every part and completes the body; parts that the store holds otherwise are sent again. All digests. */
async function sendAll(sender: BodySender, { record, geometry }: Job, retry: RetryPorts): Promise<Bytes> {
  const all = Array.from({ length: geometry.parts }, (_, i) => i);
  let sent: SentPart[] = await sender.send(all);
  for (let attempt = 1; ; attempt++) {
    try {
      const parts = sent;
      await retrying(() => client.complete(record.id, record.token, parts, retry.signal), retry);
      return concat(...sent.map(({ sha256: digest }) => digest));
    } catch (error) {
      const { numbers } = asSealdropError(error).details;
      if (!hasCode(error, 'parts-mismatch') || !numbers || attempt === COMPLETE_ATTEMPTS) throw error;
      const indices = new Set(numbers.map((number) => number - 1).filter((index) => index in sent));
      const again = await sender.send([...indices]);
      const replaced = new Map(again.map((part) => [part.number, part]));
      sent = sent.map((part) => replaced.get(part.number) ?? part);
    }
  }
}
