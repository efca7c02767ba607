/** How one save goes: where its bytes are put by this browser, and who hands them over. */
import { SealdropError } from '../../shared/errors.ts';
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
}

/** Saves into a download of the browser's own. Throws download-stopped where the browser has ended it by itself. */
async function saveStreamed(
  browser: BrowserSave,
  { prepare, save, cancel }: Saver,
  file: { readonly name: string; readonly size: number | null },
): Promise<void> {
  let isLost = false;
  await prepare();
  const download = await browser.stream(file, () => {
    isLost = true;
    void cancel().catch(() => null);
  });
  try {
    const { port } = download;
    const saving = save({ kind: 'stream', port }, [port]);
    download.begin();
    await saving;
  } catch (error) {
    throw isLost ? new SealdropError('download-stopped', { cause: error }) : error;
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
  if (target !== 'stream') return await saver.save(target, []);
  const { name, size, isArchive } = subject;
  // An archive is longer than its files.
  await saveStreamed(browser, saver, { name, size: isArchive ? null : size });
  return { blob: null };
}
