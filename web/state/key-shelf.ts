/** What the browser itself does for key pairs: hand out files, and promise to keep what is stored. */
import { browserSave } from './browser-save.ts';
import type { KeyShelf } from './key-pairs.ts';
import { askToPersist } from './persistence.ts';

export const keyShelf: KeyShelf = {
  download: (name, blob) => browserSave.download(name, blob),
  askToPersist,
};
