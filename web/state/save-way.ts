/** How one save goes: where its bytes are put by this browser, and who hands them over. */
import { hasCode, SealdropError } from '../../shared/errors.ts';
import type { Saved, SaveTarget } from '../engine/protocol.ts';
import type { BrowserSave } from './browser-save.ts';
import { canStage, MEMORY_MAX, PLAIN_MAX, planSave, type SavePlan } from './save-plan.ts';

/** What one save takes. */
export interface SaveSubject {
  readonly size: number;
  /** To propose. */
  readonly name: string;
  readonly isArchive: boolean;
  /** Bytes of it that are here already; null where it cannot be gone on with. */
  readonly kept: number | null;
}

/** Where it goes; nothing is asked before the picker, which wants the click itself. */
async function saveTarget(
  browser: BrowserSave,
  { size, name, isArchive, kept: known }: SaveSubject,
): Promise<SaveTarget | 'stream'> {
  const kept = known ?? 0;
  const hasPicker = browser.hasPicker();
  const privateRoom = hasPicker ? 0 : await browser.privateRoom();
  const isStaged = (room: number) =>
    known !== null && canStage({ size, isArchive }, { hasPicker, privateRoom: room, kept });
  switch (planSave(size, { hasPicker, privateRoom, kept, canStream: browser.canStream() })) {
    case 'memory':
      return { kind: 'blob' };
    case 'picker': {
      const handle = await browser.pick(name);
      return { kind: isStaged(await browser.privateRoom()) ? 'staged' : 'handle', handle };
    }
    case 'private-file':
      return isStaged(privateRoom) ? { kind: 'staged', handle: null } : { kind: 'private-file' };
    case 'stream':
      return 'stream';
    case 'impossible':
      throw new SealdropError('too-large-to-save', { details: { limit: MEMORY_MAX } });
  }
}

/** How this browser would save so many bytes at once; null where it is an ordinary download, of which nothing need be said. */
export async function outlookOf(browser: BrowserSave, size: number): Promise<SavePlan | null> {
  if (size <= PLAIN_MAX) return null;
  const hasPicker = browser.hasPicker();
  const privateRoom = hasPicker ? 0 : await browser.privateRoom();
  return planSave(size, { hasPicker, privateRoom, canStream: browser.canStream() });
}

/** Whoever makes the bytes. */
export interface Saver {
  /** The navigation to a download ends what the page and its workers are loading: in WebKit, workers that start then. */
  readonly prepare: () => Promise<unknown>;
  readonly save: (target: SaveTarget, transfer: Transferable[]) => Promise<Saved>;
  readonly cancel: () => Promise<unknown>;
  /** Aborts where the person does not want it any more, perhaps before it runs. */
  readonly signal: AbortSignal;
}

/** Saves into a download of the browser's own. Throws download-stopped where it ends otherwise than by the person here. */
async function saveStreamed(
  browser: BrowserSave,
  { prepare, save, cancel, signal }: Saver,
  file: { readonly name: string; readonly size: number | null },
): Promise<void> {
  await prepare();
  signal.throwIfAborted();
  const download = await browser.stream(file, () => void cancel().catch(() => null));
  try {
    signal.throwIfAborted();
    const { port } = download;
    const saving = save({ kind: 'stream', port }, [port]);
    download.begin();
    await saving;
  } catch (error) {
    const isStopped = hasCode(error, 'cancelled') && !signal.aborted;
    throw isStopped ? new SealdropError('download-stopped', { cause: error }) : error;
  } finally {
    download.end();
  }
}

/** One save from its click to its end; `blob` is what is to be downloaded by hand. Throws what saving throws. */
export async function saveOnce(
  browser: BrowserSave,
  saver: Saver,
  subject: SaveSubject,
): Promise<{ readonly blob: Blob | null }> {
  const target = await saveTarget(browser, subject);
  saver.signal.throwIfAborted();
  const { name, size, isArchive } = subject;
  const isAnew = target === 'stream' || target.kind !== 'staged';
  // A large one that would begin anew is worth a question to whoever leaves.
  const letLeave = isAnew && size > PLAIN_MAX ? browser.holdPage() : null;
  try {
    if (target !== 'stream') return await saver.save(target, []);
    // An archive is longer than its files.
    await saveStreamed(browser, saver, { name, size: isArchive ? null : size });
    return { blob: null };
  } finally {
    letLeave?.();
  }
}
