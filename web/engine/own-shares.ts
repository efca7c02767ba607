/** The owner's side of shares: uploads of this tab, the list of Shares, changes, revocation. */
import { random, toBase64Url } from '../../shared/bytes.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { parseShareId } from '../../shared/link.ts';
import type { OwnShareRecord } from '../../shared/records/own-share.ts';
import { type AccessChange, planAccess } from '../../shared/share/access-change.ts';
import { checkMessage, type DeliveryTarget } from '../../shared/share/new-share.ts';
import { shareStatus } from '../../shared/share/share-status.ts';
import { inLanes } from '../../shared/transfer/lanes.ts';
import { forgetOwnShare, listOwnShares, loadOwnShare, saveOwnShare } from '../vault/own-shares.ts';
import { unfinishedUploads } from '../vault/unfinished-uploads.ts';
import { loadUpload } from '../vault/uploads.ts';
import { emitOwnSharesChanged } from './events.ts';
import { derivePassphrase } from './passphrase.ts';
import { fingerprintFrom, namesOf } from './person-names.ts';
import type { Dropped, DroppedFile, OwnShare, ShareChange, ShareOptions, Started } from './protocol.ts';
import { changeAccess, settle } from './publish.ts';
import { client } from './server.ts';
import { addressOf } from './share-address.ts';
import { runningUploads, withShare, withShareIfFree } from './share-lock.ts';
import { canTakeBack } from './undo.ts';
import { resumeUpload, startUpload, type Upload } from './upload.ts';
import { forgetUploadOf } from './upload-run.ts';

/** Status questions asked at once. */
const ASKING = 4;
const never = new AbortController().signal;
const uploads = new Map<string, Upload>();
/** Files of uploads of this tab that failed, so that nobody has to pick them again. */
const left = new Map<string, readonly DroppedFile[]>();

export async function send(dropped: Dropped, options: ShareOptions): Promise<Started> {
  return follow(await startUpload(dropped, options));
}

/** The same to somebody's inbox. */
export async function startDelivery(
  dropped: Dropped,
  options: ShareOptions,
  target: DeliveryTarget,
): Promise<Started> {
  return follow(await startUpload(dropped, options, target));
}

/**
 * Goes on with an upload that was left. `files`: the same ones, picked again; null for those that this tab still has.
 * Throws files-missing where it has none, and what going on throws.
 */
export async function resume(shareId: string, files: readonly DroppedFile[] | null): Promise<Started> {
  const kept = left.get(shareId);
  if (!files && !kept) throw new SealdropError('files-missing');
  const from = files ? { picked: files } : { left: kept ?? [] };
  return follow(await resumeUpload(parseShareId(shareId), from));
}

export function pause(shareId: string, paused: boolean): void {
  uploads.get(shareId)?.pause(paused);
}

function follow(upload: Upload): Started {
  const { shareId } = upload.started;
  uploads.set(shareId, upload);
  left.set(shareId, upload.sources);
  void upload.done.then(() => ended(shareId));
  return upload.started;
}

/** The files of an upload are held as long as it can be gone on with. Throws nothing. */
async function ended(shareId: string): Promise<void> {
  uploads.delete(shareId);
  const isOver = await loadUpload(parseShareId(shareId)).then(
    (kept) => kept === null,
    () => false,
  );
  if (isOver) left.delete(shareId);
}

/** Ends a share at the server, with its upload if there is one, and forgets it. */
export async function stop(shareId: string): Promise<{ complete: boolean }> {
  const upload = uploads.get(shareId) ?? null;
  await upload?.stop();
  const record = (await loadOwnShare(parseShareId(shareId))) ?? upload?.record;
  if (!record) throw new SealdropError('not-found');
  await revokeRecord(record);
  await forget(shareId);
  // A header that was sent may have reached the server, whatever came back.
  return { complete: record.published || record.pending !== null };
}

export async function revoke(shareId: string): Promise<void> {
  await revokeRecord(await ownRecord(shareId));
}

async function revokeRecord(record: OwnShareRecord): Promise<void> {
  try {
    await client.revoke(record.id, record.token);
  } catch (error) {
    // What is not there, or has ended, needs no end.
    if (!hasCode(error, 'not-found', 'ended')) throw error;
  }
  emitOwnSharesChanged();
}

/** Forgets a share in this browser, so that it can be taken back. */
export async function dismiss(shareId: string): Promise<void> {
  const id = parseShareId(shareId);
  const record = await loadOwnShare(id);
  await forget(shareId);
  if (record) canTakeBack(() => bringBack(record));
}

async function forget(shareId: string): Promise<void> {
  const id = parseShareId(shareId);
  // Not while another tab is writing it back.
  await withShare(id, never, () => forgetOwnShare(id));
  await forgetUploadOf(id);
  left.delete(shareId);
  emitOwnSharesChanged();
}

async function bringBack(record: OwnShareRecord): Promise<void> {
  await withShare(record.id, never, async () => {
    if (!(await loadOwnShare(record.id))) await saveOwnShare(record);
  });
  emitOwnSharesChanged();
}

/** Changes a share of one's own; expiry and limit at the server, the rest in the draft or by a next epoch. */
export async function change(
  shareId: string,
  wanted: ShareChange,
): Promise<{ expires: number | null; link: string }> {
  const id = parseShareId(shareId);
  const expires = await withShare(id, never, async () => {
    // Argon2 runs under the lock: an upload that ends meanwhile must not publish what is just being changed.
    const access = await accessChange(wanted);
    let record = await ownRecord(shareId);
    if (record.pending) record = await settle(record, never);
    const answered = await changeLimits(record, wanted);
    if (Object.keys(access).length > 0) {
      if (record.deliver === 1) throw new SealdropError('wrong-state');
      if (record.published) {
        await changeAccess(record, access, never);
      } else {
        // Still a draft of this browser: nobody has had access that could be taken away, and the link may be given out.
        const draft = planAccess(record.access, access).wanted;
        const linkSecret = draft.linkSecret && (record.access.linkSecret ?? draft.linkSecret);
        await saveOwnShare({ ...record, access: { ...record.access, ...draft, linkSecret } });
      }
    }
    return answered;
  });
  emitOwnSharesChanged();
  // Removing a person replaces the link's secret, so the page is told the address anew.
  return { expires, link: await addressOf(await ownRecord(shareId)) };
}

async function accessChange(wanted: ShareChange): Promise<AccessChange> {
  const { passphrase, message, link, addPeople, removePeople } = wanted;
  const result: { -readonly [K in keyof AccessChange]: AccessChange[K] } = {};
  if (link !== undefined) result.link = link;
  if (addPeople?.length) result.add = addPeople.map(fingerprintFrom);
  if (removePeople?.length) result.remove = removePeople.map(fingerprintFrom);
  if (message !== undefined) result.message = checkMessage(message);
  if (passphrase === null) result.argon = null;
  if (typeof passphrase === 'string') {
    const salt = random(16);
    result.argon = { salt, output: await derivePassphrase(passphrase, salt) };
  }
  return result;
}

async function changeLimits(
  record: OwnShareRecord,
  { lifetime, limit }: ShareChange,
): Promise<number | null> {
  if (lifetime === undefined && limit === undefined) return null;
  const { expires } = await client.change(record.id, record.token, {
    ...(lifetime === undefined ? {} : { lifetime }),
    ...(limit === undefined ? {} : { limit }),
  });
  return expires;
}

/**
 * Shares of the vault with what the server says of them, newest first: all, or those whose uploads are unfinished and run in
 * no tab.
 */
export async function listShares(which: 'all' | 'unfinished'): Promise<OwnShare[]> {
  const running = await runningUploads();
  const unfinished = await unfinishedUploads();
  const isWanted = ({ id }: OwnShareRecord) => {
    const shareId = toBase64Url(id);
    return which === 'all' || (unfinished.has(shareId) && !running.has(shareId));
  };
  const records = (await listOwnShares()).filter(isWanted);
  const listed = new Map<OwnShareRecord, OwnShare>();
  await inLanes(ASKING, records, async (record) => {
    const shareId = toBase64Url(record.id);
    const settled = record.pending ? await settleQuietly(record) : record;
    const status = await shareStatus(client, record);
    const isOver = status.state === 'ended' || (status.state === 'ready' && settled.published);
    // A tab that died right after the end, or a share that expired meanwhile: nothing is left to go on with.
    if (isOver && unfinished.has(shareId) && !running.has(shareId)) await forgetUploadOf(record.id);
    listed.set(record, {
      shareId,
      name: record.name,
      files: record.files,
      size: record.size,
      created: record.created,
      link: await addressOf(settled),
      byLink: settled.access.linkSecret !== null,
      people: await namesOf(settled.access.people),
      isDelivery: record.deliver === 1,
      hasPassphrase: settled.access.argon !== null,
      message: settled.access.message,
      status,
      running: running.has(shareId),
      resume: unfinished.has(shareId) ? resumeOf(shareId, record) : null,
    });
  });
  return records.map((record) => listed.get(record) as OwnShare);
}

function resumeOf(shareId: string, { name }: OwnShareRecord): OwnShare['resume'] {
  if (left.has(shareId)) return 'at-once';
  return name.includes('/') ? 'with-folder' : 'with-files';
}

/** A header whose fate a crash left open is settled as soon as the share is seen again. */
async function settleQuietly(record: OwnShareRecord): Promise<OwnShareRecord> {
  const settled = await withShareIfFree(record.id, async () => {
    const latest = (await loadOwnShare(record.id)) ?? record;
    return settle(latest, never).catch(() => latest);
  });
  return settled ?? record;
}

async function ownRecord(shareId: string): Promise<OwnShareRecord> {
  const record = await loadOwnShare(parseShareId(shareId));
  if (!record) throw new SealdropError('not-found');
  return record;
}
