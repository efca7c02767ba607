/**
 * The share that this tab has open: what the worker says of it, unlocking, and one save at a time. Arrivals come
 * from web/boot.ts, from Shares and from a pasted link; each becomes one "open" command.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { SealdropError } from '../../shared/errors.ts';
import { savablePaths } from '../../shared/paths.ts';
import type { Visit } from '../boot.ts';
import type { OpenState, SaveProgress, UnfinishedSave, WireError } from '../engine/protocol.ts';
import { wireError } from '../engine/rpc.ts';
import type { BrowserSave } from './browser-save.ts';
import type { Engine } from './engine.ts';
import { type Clock, perFrame } from './per-frame.ts';
import { archiveNameOf, fileNameOf, packageNameOf, packageSizeOf } from './save-plan.ts';
import { type Saver, type SaveSubject, saveOnce } from './save-way.ts';

export type SaveState =
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
  /** The random number of the arrival, by which the worker knows it. */
  readonly tab: string | null;
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
  /** Tells the operator about what is open. Rejects with a SealdropError. */
  report(text: string, handOver: boolean): Promise<void>;
  /** Saves one file, or everything (null); what was broken off goes on. Must be called in the click. */
  save(path: string | null): Promise<void>;
  /** Saves the share as a portable package. Must be called in the click. */
  savePackage(): Promise<void>;
  /** Removes what is here of it. Rejects with a SealdropError. */
  discardSave(unfinished: UnfinishedSave): Promise<void>;
  /** The name under which it is, or was to be, saved. */
  nameOf(unfinished: UnfinishedSave): string;
  cancelSave(): Promise<void>;
}

/** What one save takes. */
interface Subject extends SaveSubject {
  /** Names inside an archive: [as sent, as saved]. */
  readonly renamed: readonly (readonly [string, string])[];
}

/** Stands for the whole share as a package, where a path could stand. */
const PACKAGE = Symbol('package');

const idle: SaveState = { kind: 'idle' };
const loading: OpenState = { state: 'loading' };

export function createOpening(
  engine: Engine,
  clock: Clock,
  browser: BrowserSave,
  zipName: () => string,
): Opening {
  const store = createStore<OpeningState>(() => ({
    tab: null,
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
  /** Of the last save, which the worker may not have yet. */
  let unwanted = new AbortController();

  engine.on((event) => {
    if (event.type !== 'open' && event.type !== 'saving') return;
    if (event.tab !== last?.tab || last.shareId === null) return;
    if (event.type === 'open') store.setState({ state: event.state });
    else pushProgress(event.progress);
  });

  /** Everything of the share (null) or one file of it. */
  function subject(path: string | null): Subject {
    const { state } = store.getState();
    if (state.state !== 'open') throw new SealdropError('unexpected');
    const only = state.files.length === 1 ? state.files[0] : undefined;
    const file = path === null ? only : state.files.find((one) => one.path === path);
    const kept = state.unfinished.find((one) => one.path === (file?.path ?? null))?.done ?? 0;
    if (file) return { size: file.size, name: fileNameOf(file.path), isArchive: false, renamed: [], kept };
    const paths = state.files.map((one) => one.path);
    const renamed = savablePaths(paths).flatMap((to, i): [string, string][] => {
      const from = paths[i] as string;
      return from === to ? [] : [[from, to]];
    });
    return { size: state.size, name: archiveNameOf(paths, zipName()), isArchive: true, renamed, kept };
  }

  /** Who makes the bytes of one save: a file, everything (null), or the share as a package. */
  function saver(tab: string, path: string | null | typeof PACKAGE): Saver {
    return {
      prepare: () => engine.call('start-workers', null),
      save: (target, transfer) =>
        path === PACKAGE
          ? engine.call('save-package', { from: { tab }, target }, transfer)
          : engine.call('save', { tab, path, target }, transfer),
      cancel: () => engine.call('cancel-save', null),
      signal: unwanted.signal,
    };
  }

  async function saveSubject(path: string | null | typeof PACKAGE): Promise<void> {
    const visit = last;
    if (!visit || store.getState().save.kind === 'saving') return;
    const show = (state: SaveState): void => {
      if (last === visit) store.setState({ save: state });
    };
    show({ kind: 'saving', path: path === PACKAGE ? null : path, progress: null });
    unwanted = new AbortController();
    try {
      const wanted = path === PACKAGE ? wholePackage(visit) : subject(path);
      const { name, renamed } = wanted;
      const { blob } = await saveOnce(browser, saver(visit.tab, path), wanted);
      // Another link was opened meanwhile: its page must not seem to have saved this file.
      if (blob && last === visit) browser.download(name, blob);
      show({ kind: 'saved', name, renamed });
    } catch (cause) {
      const error = wireError(cause);
      show(error.code === 'cancelled' ? idle : { kind: 'failed', error });
    }
  }

  /** Its name tells nothing of what is in it. */
  function wholePackage({ shareId }: Visit): Subject {
    const { state } = store.getState();
    if (state.state !== 'open' || shareId === null) throw new SealdropError('unexpected');
    const [size, name] = [packageSizeOf(state.size), packageNameOf(shareId)];
    return { size, name, isArchive: true, renamed: [], kept: null };
  }

  async function open(visit: Visit): Promise<void> {
    last = visit;
    unwanted.abort();
    const { shareId, fragment, leaked, tab } = visit;
    const fresh = { tab, shareId, leaked, unlocking: false, unlockError: null, save: idle };
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
    async report(text, handOver) {
      if (last) await engine.call('report', { tab: last.tab, text, handOver });
    },
    save: (path) => saveSubject(path),
    savePackage: () => saveSubject(PACKAGE),
    async discardSave({ path }) {
      if (last) await engine.call('discard-save', { tab: last.tab, path });
    },
    nameOf: ({ path }) => subject(path).name,
    async cancelSave() {
      unwanted.abort();
      await engine.call('cancel-save', null).catch(() => null);
    },
  };
}
