/**
 * Files of older systems on this page: what was chosen, and what came of it. Its worker starts when the page of them is
 * first seen, and ends with what it keeps when something else is begun, unless a share is made of it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OlderCommands, OlderPageCalls, OlderProgress, OpenedOlder } from '../engine/older-protocol.ts';
import olderWorkerUrl from '../engine/older-worker.ts?worker&url';
import type { DroppedFile, WireError } from '../engine/protocol.ts';
import { type Caller, createCaller, portOf, serve, wireError } from '../engine/rpc.ts';
import { trustedUrl } from '../engine/trusted-url.ts';
import type { BrowserSave } from './browser-save.ts';
import { allFiles, type Taken } from './dropped-files.ts';
import { archiveNameOf, fileNameOf } from './save-plan.ts';

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
  save(path: string): void;
  /** Everything as one ZIP. Rejects with a SealdropError. */
  saveAll(): Promise<void>;
  /** Hands everything to Send. */
  share(): void;
}

interface Line extends Pick<Caller<OlderCommands>, 'call'> {
  readonly end: () => void;
}

const empty: OlderState = { kind: 'choosing', files: [], error: null };

export function createOlder(
  browser: Pick<BrowserSave, 'download'>,
  send: (taken: Taken) => void,
  zipName: string,
): Older {
  const store = createStore<OlderState>(() => empty);
  let line: Line | null = null;
  let isShared = false;

  const current = (): Line => {
    line ??= startLine((progress) => {
      const state = store.getState();
      if (state.kind === 'opening') store.setState({ ...state, progress }, true);
    });
    return line;
  };

  function opened(): OpenedOlder['files'] {
    const state = store.getState();
    return state.kind === 'opened' ? state.opened.files : [];
  }

  function prepare(): void {
    current()
      .call('load', null)
      .catch(() => undefined);
  }

  return {
    store,
    prepare,
    takesFiles: () => store.getState().kind === 'choosing',
    async choose(taken) {
      try {
        store.setState({ kind: 'choosing', files: await allFiles(taken), error: null }, true);
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
      const ended = line;
      // What a share is made of has to stay until it is sent: its worker holds it.
      if (ended && !isShared) {
        const discarding =
          store.getState().kind === 'opened' ? ended.call('discard', null) : Promise.resolve();
        void discarding.catch(() => undefined).then(() => ended.end());
      }
      line = null;
      isShared = false;
      store.setState(empty, true);
      prepare();
    },
    save(path) {
      const one = opened().find((file) => file.path === path);
      if (one) browser.download(fileNameOf(path), one.file);
    },
    async saveAll() {
      const name = archiveNameOf(
        opened().map(({ path }) => path),
        zipName,
      );
      browser.download(name, await current().call('zip', null));
    },
    share() {
      isShared = true;
      send(opened().map(({ path, file }) => ({ path, file })));
    },
  };
}

function startLine(report: (progress: OlderProgress) => void): Line {
  const worker = new Worker(trustedUrl(olderWorkerUrl), { type: 'module', name: 'older' });
  const port = portOf(worker);
  const { call, breakDown } = createCaller<OlderCommands>(port);
  serve<OlderPageCalls>(port, {
    progress: async (progress) => {
      report(progress);
      return null;
    },
  });
  const die = (event: Event): void => {
    event.preventDefault();
    breakDown('unexpected');
  };
  worker.addEventListener('error', die);
  worker.addEventListener('messageerror', die);
  return {
    call,
    end: () => {
      worker.terminate();
      breakDown('cancelled');
    },
  };
}
