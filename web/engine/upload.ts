/**
 * The beginning of an upload: a new share, or delivery, with its link at once, and everything written down that going on
 * after a crash takes. What then runs is upload-run.ts.
 */
import { type Bytes, random, toBase64Url } from '../../shared/bytes.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { oneOffIdentity } from '../../shared/crypto/identity.ts';
import { SealdropError } from '../../shared/errors.ts';
import { FILES_MAX } from '../../shared/limits.ts';
import type { OwnShareRecord } from '../../shared/records/own-share.ts';
import type { UploadFile } from '../../shared/records/upload.ts';
import { type DeliveryTarget, manifestSizeOf, newShare } from '../../shared/share/new-share.ts';
import { defaultIdentity } from '../vault/identities.ts';
import { loadOwnShare, saveOwnShare } from '../vault/own-shares.ts';
import { loadUpload, saveUpload } from '../vault/uploads.ts';
import { startWorkers } from './part-pool.ts';
import { derivePassphrase } from './passphrase.ts';
import type { Dropped, DroppedFile, ShareOptions, Started } from './protocol.ts';
import { now } from './server.ts';
import { addressOf } from './share-address.ts';
import { describeFiles, matchFiles } from './upload-files.ts';
import { requireUploadRight } from './upload-right.ts';
import { beginRun, type Job, type Run } from './upload-run.ts';

/** An upload of this tab. */
export interface Upload extends Run {
  readonly started: Started;
  /** As it was at the drop: enough to end the share, even where the vault has lost it. */
  readonly record: OwnShareRecord;
  /** The files in the order of the upload, under the paths that they are sent by. */
  readonly sources: readonly DroppedFile[];
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

  const created = now();
  const own = await defaultIdentity();
  const { message, lifetime, limit } = options;
  const salt = random(16);
  const { record, upload } = await newShare({
    files: described,
    geometry,
    identity: own?.identity ?? (await oneOffIdentity(created)),
    isOneOff: own === null,
    argon:
      options.passphrase === null ? null : { salt, output: await derivePassphrase(options.passphrase, salt) },
    message,
    byLink: true,
    people: [],
    delivery,
    lifetime,
    limit,
    now: created,
  });
  await saveOwnShare(record);
  await saveUpload(upload);
  const sent = files.map(({ file }, i) => ({ path: (described[i] as UploadFile).path, file }));
  return follow({ record, upload, sources: { files: sent, joined }, manifestSize, resumed: false });
}

/**
 * Goes on with an upload that was left, from the same files: those that this tab still has (Upload.sources), or ones that were
 * picked again. Throws not-found where nothing of it is kept here, file-changed, files-missing, and in-other-tab where it
 * goes on there.
 */
export async function resumeUpload(
  id: Bytes,
  from: { readonly left: readonly DroppedFile[] } | { readonly picked: readonly DroppedFile[] },
): Promise<Upload> {
  const [record, upload] = [await loadOwnShare(id), await loadUpload(id)];
  if (!record || !upload) throw new SealdropError('not-found');
  if (!record.identity) throw new SealdropError('key-missing');
  const files = 'left' in from ? from.left : matchFiles(upload.files, from.picked);
  const sources = { files, joined: new Blob(files.map(({ file }) => file)) };
  const manifestSize = manifestSizeOf(upload.files, bodyGeometry(record.size));
  return follow({ record, upload, sources, manifestSize, resumed: true });
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
