/** Saves of a share that were broken off: which there are, who may go on with one, and how they are given up. */
import { type Bytes, equal, toHex } from '../../shared/bytes.ts';
import type { Manifest } from '../../shared/crypto/manifest.ts';
import { SealdropError } from '../../shared/errors.ts';
import { sourceOf, subjectOf } from '../../shared/transfer/subject.ts';
import { type DownloadRecord, forgetDownload, loadDownloads } from '../vault/downloads.ts';
import { holdLock, isPrivateFileUsed, removePrivateFile } from './private-folder.ts';
import type { UnfinishedSave } from './protocol.ts';

/** Milliseconds for the worker of a page that was just loaded anew to be gone. */
const PATIENCE = 2_000;
const lockPrefix = 'sealdrop-download-';

/** Unfinished saves of an opened share, and those that were given to the browser. Those of another body, which nothing can go on with, are removed. */
export async function listUnfinished(id: Bytes, manifest: Manifest): Promise<UnfinishedSave[]> {
  const found: UnfinishedSave[] = [];
  for (const record of await unfinishedOf(id)) {
    const { path, source, done, isGiven } = record;
    // A download may read it still.
    if (isGiven && (await isPrivateFileUsed(record.file))) continue;
    const subject = subjectOf(manifest, path);
    const { start, end } = subject?.range ?? { start: 0, end: 0 };
    if (subject?.path !== path || !equal(source, await sourceOf(manifest, { start, end }))) {
      await forget(record);
    } else if (done > 0) found.push({ path, done, total: end - start, isGiven });
  }
  return found;
}

/** The grant under which a save of this share was counted that is unfinished, or has just been given to the browser. */
export async function unfinishedGrant(id: Bytes): Promise<Bytes | null> {
  const records = await unfinishedOf(id);
  return records.find(({ grant }) => grant !== null)?.grant ?? null;
}

/** Gives up the unfinished save of this path. Throws saving-in-other-tab. */
export async function discardUnfinished(id: Bytes, path: string | null): Promise<void> {
  for (const record of await openOf(id)) {
    if (record.path !== path) continue;
    const unlock = await lockSource(record.source);
    await forget(record).finally(unlock);
  }
}

/** The share has ended: nothing of it can be gone on with. */
export async function discardAllUnfinished(id: Bytes): Promise<void> {
  for (const record of await openOf(id)) await forget(record);
}

/** Those that are not whole: what a download of the browser's own reads is left to it. */
async function openOf(id: Bytes): Promise<DownloadRecord[]> {
  return (await unfinishedOf(id)).filter(({ isGiven }) => !isGiven);
}

/** All records of a share. Where the vault cannot be read there are none. */
export function unfinishedOf(id: Bytes): Promise<DownloadRecord[]> {
  return loadDownloads(id).catch(() => []);
}

/** Removes the record and its file. Throws nothing. */
export async function forget(record: DownloadRecord): Promise<void> {
  await forgetDownload(record).catch(() => undefined);
  await removePrivateFile(record.file);
}

/** One tab at a time saves these bytes. Answers how to let go. Throws saving-in-other-tab. */
export function lockSource(source: Bytes): Promise<() => void> {
  const signal = AbortSignal.timeout(PATIENCE);
  return holdLock(lockPrefix + toHex(source), { signal }).catch((error: unknown) => {
    throw new SealdropError('saving-in-other-tab', { cause: error });
  });
}
