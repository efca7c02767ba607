/**
 * Files of older systems on this page: what was chosen, and what came of it. Its worker starts when the page of them is
 * first seen, and ends with what it keeps when the page is left or something else is begun: at once, but for what a
 * share or a download still reads.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { endedAfter } from '../engine/download-time.ts';
import type { OlderProgress, OpenedOlder } from '../engine/older-protocol.ts';
import type { DroppedFile, WireError } from '../engine/protocol.ts';
import { wireError } from '../engine/rpc.ts';
import type { BrowserSave } from './browser-save.ts';
import { allFiles, type Taken } from './dropped-files.ts';
import { createOlderLine, type OlderLine } from './older-line.ts';
import { archiveNameOf, fileNameOf } from './save-plan.ts';
import { needsFiles, type Sending } from './sending.ts';
import type { LoneWorker } from './worker-line.ts';

export type OlderState =
  | { readonly kind: 'choosing'; readonly files: readonly DroppedFile[]; readonly error: WireError | null }
  | {
      readonly kind: 'opening';
      readonly files: readonly DroppedFile[];
      readonly progress: OlderProgress | null;
    }
  | { readonly kind: 'opened'; readonly opened: OpenedOlder };

export interface Older {
  readonly store: StoreApi<OlderState>;
  /** Loads the worker, so that nothing is asked of the network later. */
  prepare(): void;
  /** Whether files can be chosen now. */
  takesFiles(): boolean;
  choose(taken: Taken): Promise<void>;
  open(keys: { readonly privateKey: File | null; readonly fileKey: string }): Promise<void>;
  /** Ends what runs, or forgets what was opened. */
  reset(): void;
  /** The same, where nothing else is to be opened. */
  leave(): void;
  save(path: string): void;
  /** Everything as one ZIP. Rejects with a SealdropError. */
  saveAll(): Promise<void>;
  /** Hands everything to Send. Answers whether a share came of it; if not, Send's `problem` says why. */
  share(): Promise<boolean>;
}

export interface OlderParts {
  readonly startWorker: () => LoneWorker;
  readonly browser: Pick<BrowserSave, 'download'>;
  readonly sending: Pick<Sending, 'send' | 'store'>;
  /** Of the ZIP of several files. */
  readonly zipName: () => string;
}

const empty: OlderState = { kind: 'choosing', files: [], error: null };

export function createOlder({ startWorker, browser, sending, zipName }: OlderParts): Older {
  const store = createStore<OlderState>(() => empty);
  let line: OlderLine | null = null;

  /** The worker, a new one where there is none or it has died. */
  const current = (): OlderLine => {
    if (line && !line.isBroken()) return line;
    void line?.letGo();
    line = createOlderLine(startWorker(), (progress) => {
      const state = store.getState();
      if (state.kind === 'opening') store.setState({ ...state, progress }, true);
    });
    return line;
  };

  function opened(): readonly DroppedFile[] {
    const state = store.getState();
    return state.kind === 'opened' ? state.opened.files.map(({ path, file }) => ({ path, file })) : [];
  }

  function prepare(): void {
    current()
      .call('load', null)
      .catch(() => undefined);
  }

  function leave(): void {
    void line?.letGo();
    line = null;
    store.setState(empty, true);
  }

  return {
    store,
    prepare,
    takesFiles: () => store.getState().kind === 'choosing',
    async choose(chosen) {
      try {
        store.setState({ kind: 'choosing', files: await allFiles(chosen), error: null }, true);
      } catch (error) {
        store.setState({ kind: 'choosing', files: [], error: wireError(error) }, true);
      }
    },
    async open(keys) {
      const state = store.getState();
      if (state.kind !== 'choosing') return;
      const { files } = state;
      store.setState({ kind: 'opening', files, progress: null }, true);
      const mine = current();
      const show = (next: OlderState): void => {
        if (line === mine) store.setState(next, true);
      };
      try {
        show({ kind: 'opened', opened: await mine.call('open', { files, ...keys }) });
      } catch (error) {
        show({ kind: 'choosing', files, error: wireError(error) });
      }
    },
    reset() {
      leave();
      prepare();
    },
    leave,
    save(path) {
      const one = opened().find((file) => file.path === path);
      if (!one) return;
      browser.download(fileNameOf(path), one.file);
      current().lend(taken(one.file.size));
    },
    async saveAll() {
      const files = opened();
      const name = archiveNameOf(
        files.map(({ path }) => path),
        zipName(),
      );
      const mine = current();
      const saving = mine.call('zip', files).then((zip) => {
        browser.download(name, zip);
        return zip.size;
      });
      mine.lend(saving.then(taken));
      await saving;
    },
    async share() {
      const sent = sending.send(opened());
      // What a share is made of has to stay until it is sent.
      current().lend(sent.then((shareId) => (shareId === null ? null : untilSent(sending.store, shareId))));
      return (await sent) !== null;
    },
  };
}

/** Resolves when a download of so many bytes that has just been asked for has them. */
function taken(size: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, endedAfter(size)));
}

/** Resolves when the upload of a share needs its files no more. */
function untilSent(store: Sending['store'], shareId: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const transfer = store.getState().transfers[shareId]?.transfer;
      if (!transfer || needsFiles(transfer)) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(look);
    look();
  });
}
