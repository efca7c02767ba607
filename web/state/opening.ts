/**
 * The share that this tab has open: what the worker says of it, unlocking, and one save at a time. Arrivals come
 * from web/boot.ts, from Shares and from a pasted link; each becomes one "open" command.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { SealdropError } from '../../shared/errors.ts';
import type { Visit } from '../boot.ts';
import type { OpenState, SaveProgress, SaveTarget, WireError } from '../engine/protocol.ts';
import type { BrowserSave } from './browser-save.ts';
import { type Engine, wireError } from './engine.ts';
import { type Clock, perFrame } from './per-frame.ts';
import { archiveNameOf, fileNameOf, MEMORY_MAX, planSave } from './save-plan.ts';

type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving'; readonly path: string | null; readonly progress: SaveProgress | null }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'failed'; readonly error: WireError };

interface OpeningState {
  readonly shareId: string | null;
  /** The secret was in a request: it is worth a warning. */
  readonly leaked: boolean;
  readonly state: OpenState;
  readonly unlocking: boolean;
  readonly unlockError: WireError | null;
  readonly save: SaveState;
}

export interface Opening {
  readonly store: StoreApi<OpeningState>;
  open(visit: Visit): Promise<void>;
  /** Tries the last arrival once more; a reload would not do, for the link is in memory only. */
  openAgain(): Promise<void>;
  unlock(passphrase: string): Promise<void>;
  /** Saves one file, or everything (null). Must be called in the click. */
  save(path: string | null): Promise<void>;
  cancelSave(): Promise<void>;
}

const idle: SaveState = { kind: 'idle' };
const loading: OpenState = { state: 'loading' };

export function createOpening(engine: Engine, clock: Clock, browser: BrowserSave, zipName: string): Opening {
  const store = createStore<OpeningState>(() => ({
    shareId: null,
    leaked: false,
    state: loading,
    unlocking: false,
    unlockError: null,
    save: idle,
  }));

  const pushProgress = perFrame<SaveProgress>(clock, (items) => {
    const { save } = store.getState();
    const progress = items.at(-1) ?? null;
    // The answer may overtake the last progress.
    if (save.kind === 'saving') store.setState({ save: { ...save, progress } });
  });
  engine.on((event) => {
    if (event.type === 'open') store.setState({ state: event.state });
    else if (event.type === 'saving') pushProgress(event.progress);
  });

  /** Everything of the share or one file of it: its size and the name to propose. */
  function subject(path: string | null): { size: number; name: string } {
    const { state } = store.getState();
    if (state.state !== 'open') throw new SealdropError('unexpected');
    const only = state.files.length === 1 ? state.files[0] : undefined;
    const file = path === null ? only : state.files.find((one) => one.path === path);
    if (file) return { size: file.size, name: fileNameOf(file.path) };
    const paths = state.files.map((one) => one.path);
    return { size: state.size, name: archiveNameOf(paths, zipName) };
  }

  async function target(size: number, name: string): Promise<SaveTarget> {
    const plan = planSave(size, browser.hasPicker());
    if (plan === 'impossible')
      throw new SealdropError('too-large-to-save', { details: { limit: MEMORY_MAX } });
    return plan === 'memory' ? { kind: 'blob' } : { kind: 'handle', handle: await browser.pick(name) };
  }

  let last: Visit | null = null;

  async function open(visit: Visit): Promise<void> {
    last = visit;
    const { shareId, fragment, leaked, tab } = visit;
    const fresh = { shareId, leaked, unlocking: false, unlockError: null, save: idle };
    if (shareId === null) {
      store.setState({ ...fresh, state: { state: 'failed', error: { code: 'link-cut', details: {} } } });
      return;
    }
    store.setState({ ...fresh, state: loading });
    try {
      await engine.call('open', { shareId, fragment, tab });
    } catch (error) {
      // An answer to an earlier arrival says nothing of this one.
      if (last === visit) store.setState({ state: { state: 'failed', error: wireError(error) } });
    }
  }

  return {
    store,
    open,
    async openAgain() {
      if (last) await open(last);
    },
    async unlock(passphrase) {
      store.setState({ unlocking: true, unlockError: null });
      try {
        await engine.call('unlock', { passphrase });
      } catch (error) {
        store.setState({ unlockError: wireError(error) });
      } finally {
        store.setState({ unlocking: false });
      }
    },
    async save(path) {
      if (store.getState().save.kind === 'saving') return;
      store.setState({ save: { kind: 'saving', path, progress: null } });
      try {
        const { size, name } = subject(path);
        const saved = await engine.call('save', { path, target: await target(size, name) });
        if (saved.blob) browser.download(name, saved.blob);
        store.setState({ save: { kind: 'saved', name } });
      } catch (cause) {
        const error = wireError(cause);
        store.setState({ save: error.code === 'cancelled' ? idle : { kind: 'failed', error } });
      }
    },
    async cancelSave() {
      await engine.call('cancel-save', null).catch(() => null);
    },
  };
}
