/**
 * The beginning of an upload: a new share, or delivery, with its link at once, and everything written down that going on
 * after a crash takes. What then runs is upload-run.ts.
 */
import { type Bytes, random, sha256, toBase64Url, utf8 } from '../../shared/bytes.ts';
import { type BodyGeometry, bodyGeometry } from '../../shared/crypto/body.ts';
import { oneOffIdentity } from '../../shared/crypto/identity.ts';
import { sealedManifestSize } from '../../shared/crypto/manifest.ts';
import { ownerCommitOf, shareIdOf } from '../../shared/crypto/share-id.ts';
import { SealdropError } from '../../shared/errors.ts';
import { FILES_MAX, NOTE_MAX } from '../../shared/limits.ts';
import { newBody } from '../../shared/transfer/sealed-part.ts';
import { defaultIdentity } from '../vault/identities.ts';
import { loadOwnShare, type OwnShareRecord, saveOwnShare } from '../vault/own-shares.ts';
import { loadUpload, saveUpload, type UploadFile } from '../vault/uploads.ts';
import { startWorkers } from './part-pool.ts';
import { derivePassphrase } from './passphrase.ts';
import type { Dropped, DroppedFile, ShareOptions, Started } from './protocol.ts';
import { now } from './server.ts';
import { addressOf } from './share-address.ts';
import { describeFiles, manifestFiles, matchFiles } from './upload-files.ts';
import { requireUploadRight } from './upload-right.ts';
import { beginRun, type Job, type Run } from './upload-run.ts';

/** An upload of this tab. */
export interface Upload extends Run {
  readonly started: Started;
  /** As it was at the drop: enough to end the share, even where the vault has lost it. */
  readonly record: OwnShareRecord;
  /** The files, under the paths that they are sent by. */
  readonly sources: readonly DroppedFile[];
}

/** Whose inbox a delivery goes to, by the request link that they gave out. */
export interface DeliveryTarget {
  /** 32 bytes. */
  readonly fingerprint: Bytes;
  /** 16 bytes. */
  readonly token: Bytes;
}

/**
 * Prepares a share, or a delivery, and starts sealing it. Throws too-large, too-many-files, and for shares not-listed and
 * wrong-upload-token, before anything is kept.
 */
export async function startUpload(
  { files, joined }: Dropped,
  options: ShareOptions,
  delivery: DeliveryTarget | null = null,
): Promise<Upload> {
  if (files.length === 0) throw new SealdropError('bad-request');
  if (files.length > FILES_MAX) throw new SealdropError('too-many-files', { details: { limit: FILES_MAX } });
  if (!delivery) await requireUploadRight();
  // They take as long to start as all that follows here.
  void startWorkers().catch(() => undefined);
  const described = describeFiles(files);
  const geometry = bodyGeometry(joined.size);
  const manifestSize = manifestSizeOf(described, geometry);

  const checked = { ...options, message: checkMessage(options.message) };
  const record = await newRecord(described, checked, delivery);
  const bodyKey = random(32);
  const { bodyHeader } = await newBody(bodyKey, record.id, geometry);
  const { lifetime, limit } = options;
  const upload = { id: record.id, bodyKey, bodyHeader, files: described, lifetime, limit, delivery };
  await saveOwnShare(record);
  await saveUpload(upload);
  const sent = files.map(({ file }, i) => ({ path: (described[i] as UploadFile).path, file }));
  return follow({ record, upload, sources: { files: sent, joined }, manifestSize, resumed: false });
}

/**
 * Goes on with an upload that was left, from the same files. Throws not-found where nothing of it is kept here,
 * file-changed, files-missing, and in-other-tab where it goes on there.
 */
export async function resumeUpload(id: Bytes, picked: readonly DroppedFile[]): Promise<Upload> {
  const [record, upload] = [await loadOwnShare(id), await loadUpload(id)];
  if (!record || !upload) throw new SealdropError('not-found');
  if (!record.identity) throw new SealdropError('key-missing');
  const files = matchFiles(upload.files, picked);
  const sources = { files, joined: new Blob(files.map(({ file }) => file)) };
  const manifestSize = manifestSizeOf(upload.files, bodyGeometry(record.size));
  return follow({ record, upload, sources, manifestSize, resumed: true });
}

/** Throws too-many-files where the list of files is too long, with the longest message. */
function manifestSizeOf(files: readonly UploadFile[], geometry: BodyGeometry): number {
  return sealedManifestSize({ files: manifestFiles(files), note: 'x'.repeat(NOTE_MAX), geometry });
}

async function follow(job: Job): Promise<Upload> {
  const { record, upload, sources } = job;
  const { files } = upload;
  const run = await beginRun(job);
  return {
    ...run,
    started: {
      shareId: toBase64Url(record.id),
      link: await addressOf(record),
      files: files.map(({ path, size }) => ({ path, size })),
      signed: record.signer !== null,
      renamed: files.flatMap(({ dropped, path }) => (dropped === path ? [] : [[dropped, path] as const])),
      size: record.size,
    },
    record,
    sources: sources.files,
  };
}

/** The message as it can be sent. Throws bad-request above 4 KiB of UTF-8. */
export function checkMessage(message: string): string {
  // Text from some editors begins with a byte order mark, which no reader takes.
  const text = message.replace(/^\uFEFF+/, '');
  if (utf8(text).length > NOTE_MAX) throw new SealdropError('bad-request', { details: { limit: NOTE_MAX } });
  return text;
}

function sizeOf(files: readonly UploadFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

async function newRecord(
  files: readonly UploadFile[],
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
    name: (files[0] as UploadFile).path,
    files: files.length,
    size: sizeOf(files),
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
