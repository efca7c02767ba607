/** The ways in which this browser itself puts bytes on a disk: a picked file, an ordinary download, a streamed one. */
import { asSealdropError, SealdropError } from '../../shared/errors.ts';
import { BEGUN_AFTER } from '../engine/download-time.ts';
import { holdPage } from './leaving.ts';
import { hasServiceWorkers } from './registration.ts';
import type { offerDownload } from './stream-download.ts';

type Picker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

declare global {
  /** Chromium's alone, so the DOM library does not know it. */
  var showSaveFilePicker: Picker | undefined;
}

export interface BrowserSave {
  hasPicker(): boolean;
  /** Must be called in the click itself. Rejects with "cancelled" when the person closes the dialog. */
  pick(suggestedName: string): Promise<FileSystemFileHandle>;
  download(name: string, blob: Blob): void;
  /** Bytes that a file of the browser's own may have; 0 where it has none. */
  privateRoom(): Promise<number>;
  canStream(): boolean;
  /** As offerDownload. */
  stream: typeof offerDownload;
  /** As holdPage. */
  holdPage: typeof holdPage;
}

/** Of the room that a browser promises, what other sites and its own books may take meanwhile stays free. */
const ROOM_SHARE = 0.5;

export const browserSave: BrowserSave = {
  hasPicker: () => globalThis.showSaveFilePicker !== undefined,
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
    // The download reads the URL after the click.
    setTimeout(() => URL.revokeObjectURL(url), BEGUN_AFTER);
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
  canStream: hasServiceWorkers,
  // What few saves need comes with what the screen is kept on by, which is loaded as a save begins.
  async stream(file, lost) {
    const { offerDownload } = await import('./stream-download.ts').catch((cause: unknown) => {
      throw new SealdropError('server-unreachable', { cause });
    });
    return await offerDownload(file, lost);
  },
  holdPage,
};
