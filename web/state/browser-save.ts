/** The two ways in which this browser itself puts bytes on a disk: a picked file, and an ordinary download. */
import { asSealdropError, SealdropError } from '../../shared/errors.ts';

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
}

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
    // The download reads the URL after the click; there is no event for when it has.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  },
};
