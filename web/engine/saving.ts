/** Saving files of the opened share: one file, or all as one ZIP, verified to the last byte before it is called saved. */
import type { Bytes } from '../../shared/bytes.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import type { BodyRange } from '../../shared/transfer/receive.ts';
import { type Subject, subjectOf } from '../../shared/transfer/subject.ts';
import { archive } from './archive.ts';
import { pacedSaving } from './events.ts';
import { type DownloadSource, discardIfEnded, downloadSource, showUnfinished } from './opening.ts';
import { startWorkers } from './part-pool.ts';
import { saveToPrivateFile } from './private-file.ts';
import type { Commands, Saved, SaveProgress, SaveTarget } from './protocol.ts';
import { saveContent } from './save-content.ts';
import { removeIfEmpty, writeError, writeToHandle } from './sinks.ts';
import { openStaged, type StagedFile } from './staged-file.ts';
import { discardUnfinished } from './unfinished-saves.ts';
import { verifiedRange } from './verified-range.ts';

/** One save: what it takes, and how it tells where it stands. */
interface Saving {
  readonly source: DownloadSource;
  readonly subject: Subject;
  readonly report: Report;
  readonly controller: AbortController;
  /** Aborts with the controller, and where another link takes the place of this one. */
  readonly signal: AbortSignal;
  /** By the person's own hand. */
  cancelled: boolean;
}

let running: Saving | null = null;

/**
 * Saves the file at `path`, or everything for null. Throws what verification, network and sink throw, and cancelled
 * where another link has taken the place of the one under `tab`.
 */
export async function save({ tab, path, target }: Commands['save']['in']): Promise<Saved> {
  const source = downloadSource(tab);
  running?.controller.abort();
  const subject = subjectOf(source.manifest, path);
  if (!subject) throw new SealdropError('unexpected');
  const controller = new AbortController();
  const saving: Saving = {
    source,
    subject,
    report: reporting(tab, subject.range, target.kind === 'staged' && !isWhole(subject, target.handle)),
    controller,
    signal: AbortSignal.any([controller.signal, source.closed]),
    cancelled: false,
  };
  running = saving;
  try {
    await startWorkers();
    return { blob: await saveTo(target, saving) };
  } catch (error) {
    await discardIfEnded(source.id, error);
    // Perhaps while it was looked at how far it is.
    if (saving.cancelled) await discardUnfinished(source.id, subject.path).catch(() => undefined);
    throw error;
  } finally {
    controller.abort();
    if (running === saving) running = null;
    // Where the list cannot be made, the save is done all the same.
    if (target.kind === 'staged') await showUnfinished(tab).catch(() => undefined);
  }
}

/** Ends the running save by hand: nothing of it is kept. */
export function cancelSave(): void {
  if (!running) return;
  running.cancelled = true;
  running.controller.abort();
}

async function saveTo(target: SaveTarget, saving: Saving): Promise<Blob | null> {
  const { subject, signal } = saving;
  if (target.kind === 'staged') {
    const { handle } = target;
    const staged = await stage(handle !== null, saving);
    if (staged) return await saveStaged(staged, handle, saving);
    saving.report.inPlace();
    return await saveTo(handle ? { kind: 'handle', handle } : { kind: 'private-file' }, saving);
  }
  // An archive reads ahead of what it gives out.
  const pieces = subject.path === null ? 'kept' : 'reused';
  return await saveContent(target, asSaved(subject, download(saving, subject.range, pieces)), signal);
}

/** The file itself, or the archive of several. */
function asSaved({ files, path }: Subject, plain: AsyncGenerator<Uint8Array, void>) {
  return path === null ? archive(files, plain) : plain;
}

/** A file for it that can be gone on with; null where none is to be had. */
async function stage(isPicked: boolean, saving: Saving): Promise<StagedFile | null> {
  const { source, subject, report, signal } = saving;
  const { id, manifest, expires } = source;
  const grant = await source.grant();
  const onChecked = report.checked;
  const ends = expires * 1000;
  const staging = { id, manifest, subject, grant, isPicked, ends, onChecked, signal };
  return await openStaged(staging).catch((error: unknown) => {
    // Without a picked file there is nowhere else to go.
    if (!isPicked || hasCode(error, 'saving-in-other-tab', 'cancelled')) throw writeError(error);
    return null;
  });
}

/**
 * By way of such a file. It is kept where the save fails, but for one with nothing in it and a body that is not the
 * sender's; a person who cancels wants nothing of it.
 */
async function saveStaged(
  staged: StagedFile,
  handle: FileSystemFileHandle | null,
  saving: Saving,
): Promise<File | null> {
  const { subject } = saving;
  try {
    const { end } = subject.range;
    const start = subject.range.start + staged.done();
    if (start < end) {
      for await (const piece of download(saving, { start, end }, 'reused')) await staged.append(piece);
    }
    if (isWhole(subject, handle)) return await staged.handOut();
    const file = await place(staged, handle, saving);
    await staged.remove();
    return file;
  } catch (error) {
    if (saving.cancelled || hasCode(error, 'damaged') || staged.done() === 0) {
      await staged.remove();
    } else await staged.keep();
    // Going on picks another one.
    if (handle) await removeIfEmpty(handle);
    throw error;
  }
}

/** Whether the staged file is, as it stands, what the person gets. */
function isWhole({ path }: Subject, handle: FileSystemFileHandle | null): boolean {
  return path !== null && handle === null;
}

/** Copies what is whole to where it is to be. Throws place-lost where the picked file cannot be written any more. */
async function place(
  staged: StagedFile,
  handle: FileSystemFileHandle | null,
  { subject, report, signal }: Saving,
): Promise<File | null> {
  async function* whole() {
    for await (const piece of staged.read()) {
      if (signal.aborted) throw new SealdropError('cancelled');
      yield piece;
      report.placed(piece.length);
    }
  }
  const content = asSaved(subject, whole());
  if (!handle) return await saveToPrivateFile(content);
  try {
    await writeToHandle(handle, content);
    return null;
  } catch (error) {
    const isGone = error instanceof DOMException && ['NotFoundError', 'NotAllowedError'].includes(error.name);
    throw isGone || hasCode(error, 'download-stopped')
      ? new SealdropError('place-lost', { cause: error })
      : error;
  }
}

interface Report {
  readonly checked: (bytes: number) => void;
  readonly placed: (bytes: number) => void;
  /** What is checked is in its place at once. */
  readonly inPlace: () => void;
  readonly reconnecting: (reconnecting: boolean) => void;
  /** Tells the newest at once. */
  readonly flush: () => void;
}

function reporting(tab: string, { start, end }: BodyRange, isCopied: boolean): Report {
  const { tell, flush } = pacedSaving(tab);
  let progress: SaveProgress = {
    done: 0,
    total: end - start,
    placed: isCopied ? 0 : null,
    reconnecting: false,
  };
  const update = (change: Partial<SaveProgress>) => {
    progress = { ...progress, ...change };
    tell(progress);
  };
  update({});
  return {
    checked: (bytes) => update({ done: progress.done + bytes }),
    placed: (bytes) => update({ placed: (progress.placed ?? 0) + bytes }),
    inPlace: () => update({ placed: null }),
    reconnecting: (reconnecting) => update({ reconnecting }),
    flush: () => flush(progress),
  };
}

/** Verified plaintext of a range, in order, with progress told on the way (verified-range.ts). */
async function* download(
  { source, report, signal }: Saving,
  range: BodyRange,
  pieces: 'kept' | 'reused',
): AsyncGenerator<Bytes, void> {
  const { checked, reconnecting } = report;
  yield* verifiedRange(range, pieces, { source, signal, checked, reconnecting });
  report.flush();
}
