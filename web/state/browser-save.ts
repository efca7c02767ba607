/** The ways in which this browser itself puts bytes on a disk: a picked file, an ordinary download, a streamed one. */
import { asSealdropError, SealdropError } from '../../shared/errors.ts';
import { canStream, offerDownload } from './stream-download.ts';

type Picker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

declare global {
  /** Chromium's alone, so the DOM library does not know it. */
  var showSaveFilePicker: Picker | undefined;
}

/** Chromium's alone too. */
interface AskableHandle extends FileSystemFileHandle {
  queryPermission(wish: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission(wish: { mode: 'readwrite' }): Promise<PermissionState>;
}

export interface BrowserSave {
  hasPicker(): boolean;
  /**
   * Whether a file that was picked in an earlier page can be written still: it is there, nobody has put anything into it,
   * and the person allows it. Must be called in the click itself. Never rejects.
   */
  canStillWrite(handle: FileSystemFileHandle): Promise<boolean>;
  /** Must be called in the click itself. Rejects with "cancelled" when the person closes the dialog. */
  pick(suggestedName: string): Promise<FileSystemFileHandle>;
  download(name: string, blob: Blob): void;
  /** Bytes that a file of the browser's own may have; 0 where it has none. */
  privateRoom(): Promise<number>;
  canStream(): boolean;
  /** As offerDownload. */
  stream: typeof offerDownload;
}

/** Of the room that a browser promises, what other sites and its own books may take meanwhile stays free. */
const ROOM_SHARE = 0.5;

export const browserSave: BrowserSave = {
  hasPicker: () => globalThis.showSaveFilePicker !== undefined,
  async canStillWrite(handle) {
    const askable = handle as AskableHandle;
    const wish = { mode: 'readwrite' } as const;
    try {
      const isAllowed =
        (await askable.queryPermission(wish)) === 'granted' ||
        (await askable.requestPermission(wish)) === 'granted';
      return isAllowed && (await handle.getFile()).size === 0;
    } catch {
      // It was moved or deleted.
      return false;
    }
  },
  async pick(suggestedName) {
    const show = globalThis.showSaveFilePicker;
    if (!show) throw new SealdropError('unexpected');
    return await show.call(globalThis, { suggestedName }).catch((error: unknown) => {
      throw asSealdropError(error);
    });
  },
  download(name, blob) {
    const url = URL.createObjectURL(blob);
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The download reads the URL after the click; there is no event for when it has.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  },
  async privateRoom() {
    try {
      // Refused in private windows.
      await navigator.storage.getDirectory();
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      return Math.max(0, quota - usage) * ROOM_SHARE;
    } catch {
      return 0;
    }
  },
  canStream,
  stream: offerDownload,
};
