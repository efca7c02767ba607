/**
 * The share that this tab has open: what the worker says of it, unlocking, and one save at a time. Arrivals come
 * from web/boot.ts, from Shares and from a pasted link; each becomes one "open" command.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { SealdropError } from '../../shared/errors.ts';
import { savablePaths } from '../../shared/paths.ts';
import type { Visit } from '../boot.ts';
import type { OpenState, SaveProgress, SaveTarget, UnfinishedSave, WireError } from '../engine/protocol.ts';
import { wireError } from '../engine/rpc.ts';
import type { BrowserSave } from './browser-save.ts';
import type { Engine } from './engine.ts';
import { type Clock, perFrame } from './per-frame.ts';
import { archiveNameOf, canStage, fileNameOf, MEMORY_MAX, planSave } from './save-plan.ts';

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
  /** Tells the operator about what is open. Rejects with a SealdropError. */
  report(text: string, handOver: boolean): Promise<void>;
  /** Saves one file, or everything (null); what was broken off goes on. Must be called in the click. */
  save(path: string | null): Promise<void>;
  /** Removes what is here of it. Rejects with a SealdropError. */
  discardSave(unfinished: UnfinishedSave): Promise<void>;
  /** The name under which it is, or was to be, saved. */
  nameOf(unfinished: UnfinishedSave): string;
  cancelSave(): Promise<void>;
}

/** What one save takes. */
interface Subject {
  readonly size: number;
  /** To propose. */
  readonly name: string;
  readonly isArchive: boolean;
  /** Names inside an archive: [as sent, as saved]. */
  readonly renamed: readonly (readonly [string, string])[];
  /** Bytes of it that are here already. */
  readonly kept: number;
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
    return { size: state.size, name: archiveNameOf(paths, zipName), isArchive: true, renamed, kept };
  }

  /** Where it goes; nothing is asked before the picker, which wants the click itself. */
  async function target({ size, name, isArchive, kept }: Subject): Promise<SaveTarget | 'stream'> {
    const hasPicker = browser.hasPicker();
    const privateRoom = hasPicker ? 0 : await browser.privateRoom();
    switch (planSave(size, { hasPicker, privateRoom, kept, canStream: browser.canStream() })) {
      case 'memory':
        return { kind: 'blob' };
      case 'picker': {
        const handle = await browser.pick(name);
        const room = await browser.privateRoom();
        const isStaged = canStage({ size, isArchive }, { hasPicker, privateRoom: room, kept });
        return { kind: isStaged ? 'staged' : 'handle', handle };
      }
      case 'private-file':
        return canStage({ size, isArchive }, { hasPicker, privateRoom, kept })
          ? { kind: 'staged', handle: null }
          : { kind: 'private-file' };
      case 'stream':
        return 'stream';
      case 'impossible':
        throw new SealdropError('too-large-to-save', { details: { limit: MEMORY_MAX } });
    }
  }

  /** Saves into a download of the browser's own. Throws download-stopped where the browser has ended it by itself. */
  async function saveStreamed(
    input: { readonly tab: string; readonly path: string | null },
    file: { readonly name: string; readonly size: number | null },
  ): Promise<void> {
    let isLost = false;
    // The navigation to a download ends what the page and its workers are loading: in WebKit, workers that start then.
    await engine.call('start-workers', null);
    const download = await browser.stream(file, () => {
      isLost = true;
      void engine.call('cancel-save', null).catch(() => null);
    });
    try {
      const { port } = download;
      const saving = engine.call('save', { ...input, target: { kind: 'stream', port } }, [port]);
      download.begin();
      await saving;
    } catch (error) {
      throw isLost ? new SealdropError('download-stopped', { cause: error }) : error;
    } finally {
      download.end();
    }
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
    async report(text, handOver) {
      if (last) await engine.call('report', { tab: last.tab, text, handOver });
    },
    async save(path) {
      const visit = last;
      if (!visit || store.getState().save.kind === 'saving') return;
      const show = (state: SaveState): void => {
        if (last === visit) store.setState({ save: state });
      };
      show({ kind: 'saving', path, progress: null });
      try {
        const wanted = subject(path);
        const { size, name, isArchive, renamed } = wanted;
        const { tab } = visit;
        const where = await target(wanted);
        if (where === 'stream') {
          // An archive is longer than its files.
          await saveStreamed({ tab, path }, { name, size: isArchive ? null : size });
        } else {
          const { blob } = await engine.call('save', { tab, path, target: where });
          // Another link was opened meanwhile: its page must not seem to have saved this file.
          if (blob && last === visit) browser.download(name, blob);
        }
        show({ kind: 'saved', name, renamed });
      } catch (cause) {
        const error = wireError(cause);
        show(error.code === 'cancelled' ? idle : { kind: 'failed', error });
      }
    },
    async discardSave({ path }) {
      if (last) await engine.call('discard-save', { tab: last.tab, path });
    },
    nameOf: ({ path }) => subject(path).name,
    async cancelSave() {
      await engine.call('cancel-save', null).catch(() => null);
    },
  };
}
