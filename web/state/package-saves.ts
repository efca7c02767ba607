/** Shares that were sent from here, saved as portable packages: one at a time, as on the page of an opened one. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SaveProgress, SaveTarget } from '../engine/protocol.ts';
import { wireError } from '../engine/rpc.ts';
import type { BrowserSave } from './browser-save.ts';
import type { Engine } from './engine.ts';
import type { SaveState } from './opening.ts';
import { type Clock, perFrame } from './per-frame.ts';
import { packageNameOf, packageSizeOf } from './save-plan.ts';
import { saveOnce } from './save-way.ts';

export interface PackageSaves {
  readonly store: StoreApi<{ readonly shareId: string | null; readonly save: SaveState }>;
  /** `size`: bytes of its files. Must be called in the click. */
  save(shareId: string, size: number): Promise<void>;
  cancel(): Promise<void>;
}

export function createPackageSaves(engine: Engine, clock: Clock, browser: BrowserSave): PackageSaves {
  const store: PackageSaves['store'] = createStore(() => ({ shareId: null, save: { kind: 'idle' } }));
  /** Of the last save, which the worker may not have yet. */
  let unwanted = new AbortController();
  const pushProgress = perFrame<SaveProgress>(clock, (items) => {
    const { save } = store.getState();
    if (save.kind === 'saving') store.setState({ save: { ...save, progress: items.at(-1) ?? null } });
  });
  engine.on((event) => {
    if (event.type === 'saving' && event.tab === store.getState().shareId) pushProgress(event.progress);
  });

  const cancel = () => engine.call('cancel-save', null).catch(() => null);

  return {
    store,
    async cancel() {
      unwanted.abort();
      await cancel();
    },
    async save(shareId, size) {
      if (store.getState().save.kind === 'saving') return;
      const name = packageNameOf(shareId);
      store.setState({ shareId, save: { kind: 'saving', path: null, progress: null } });
      unwanted = new AbortController();
      try {
        const saver = {
          prepare: () => engine.call('start-workers', null),
          save: (target: SaveTarget, transfer: Transferable[]) =>
            engine.call('save-package', { from: { shareId }, target }, transfer),
          cancel,
          signal: unwanted.signal,
        };
        const { blob } = await saveOnce(browser, saver, {
          size: packageSizeOf(size),
          name,
          isArchive: true,
          kept: null,
        });
        if (blob) browser.download(name, blob);
        store.setState({ save: { kind: 'saved', name, renamed: [] } });
      } catch (cause) {
        const error = wireError(cause);
        store.setState({ save: error.code === 'cancelled' ? { kind: 'idle' } : { kind: 'failed', error } });
      }
    },
  };
}
