/**
 * The share that this tab has open: what the worker says of it, unlocking, and one save at a time. Arrivals come
 * from web/boot.ts, from Shares and from a pasted link; each becomes one "open" command.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { SealdropError } from '../../shared/errors.ts';
import { savablePaths } from '../../shared/paths.ts';
import type { Visit } from '../boot.ts';
import type { OpenState, SaveProgress, SaveTarget, WireError } from '../engine/protocol.ts';
import type { BrowserSave } from './browser-save.ts';
import { type Engine, wireError } from './engine.ts';
import { type Clock, perFrame } from './per-frame.ts';
import { archiveNameOf, fileNameOf, MEMORY_MAX, planSave } from './save-plan.ts';

type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving'; readonly path: string | null; readonly progress: SaveProgress | null }
  | {
      readonly kind: 'saved';
      readonly name: string;
      /** Names inside an archive that some disk would not tell apart: [as sent, as saved]. */
      readonly renamed: readonly (readonly [string, string])[];
    }
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
  /** Adds the sender of what is open to People. Rejects with a SealdropError. */
  addSender(): Promise<void>;
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
  /** The last arrival; whatever comes back for an earlier one says nothing of this page. */
  let last: Visit | null = null;

  engine.on((event) => {
    if (event.type !== 'open' && event.type !== 'saving') return;
    if (event.tab !== last?.tab || last.shareId === null) return;
    if (event.type === 'open') store.setState({ state: event.state });
    else pushProgress(event.progress);
  });

  /** Everything of the share or one file of it: its size, the name to propose, and what is renamed inside it. */
  function subject(path: string | null): {
    size: number;
    name: string;
    renamed: readonly [string, string][];
  } {
    const { state } = store.getState();
    if (state.state !== 'open') throw new SealdropError('unexpected');
    const only = state.files.length === 1 ? state.files[0] : undefined;
    const file = path === null ? only : state.files.find((one) => one.path === path);
    if (file) return { size: file.size, name: fileNameOf(file.path), renamed: [] };
    const paths = state.files.map((one) => one.path);
    const renamed = savablePaths(paths).flatMap((to, i): [string, string][] => {
      const from = paths[i] as string;
      return from === to ? [] : [[from, to]];
    });
    return { size: state.size, name: archiveNameOf(paths, zipName), renamed };
  }

  async function target(size: number, name: string): Promise<SaveTarget> {
    const plan = planSave(size, browser.hasPicker());
    if (plan === 'impossible')
      throw new SealdropError('too-large-to-save', { details: { limit: MEMORY_MAX } });
    return plan === 'memory' ? { kind: 'blob' } : { kind: 'handle', handle: await browser.pick(name) };
  }

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
      const visit = last;
      if (!visit) return;
      const show = (change: Partial<OpeningState>): void => {
        if (last === visit) store.setState(change);
      };
      show({ unlocking: true, unlockError: null });
      try {
        await engine.call('unlock', { tab: visit.tab, passphrase });
      } catch (error) {
        show({ unlockError: wireError(error) });
      } finally {
        show({ unlocking: false });
      }
    },
    async addSender() {
      if (last) await engine.call('add-sender', { tab: last.tab });
    },
    async save(path) {
      const visit = last;
      if (!visit || store.getState().save.kind === 'saving') return;
      const show = (save: SaveState): void => {
        if (last === visit) store.setState({ save });
      };
      show({ kind: 'saving', path, progress: null });
      try {
        const { size, name, renamed } = subject(path);
        const input = { tab: visit.tab, path, target: await target(size, name) };
        const { blob } = await engine.call('save', input);
        // Another link was opened meanwhile: its page must not seem to have saved this file.
        if (blob && last === visit) browser.download(name, blob);
        show({ kind: 'saved', name, renamed });
      } catch (cause) {
        const error = wireError(cause);
        show(error.code === 'cancelled' ? idle : { kind: 'failed', error });
      }
    },
    async cancelSave() {
      await engine.call('cancel-save', null).catch(() => null);
    },
  };
}
