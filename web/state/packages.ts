/**
 * The portable package that this page has open: chosen, opened by key pairs or by its link or code, saved. Its worker starts
 * when somebody is about to choose one.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { savablePaths } from '../../shared/paths.ts';
import type { OpenedPackageFiles, PackageCommands, PackagePageCalls } from '../engine/package-protocol.ts';
import packageWorkerUrl from '../engine/package-worker.ts?worker&url';
import type { SaveProgress, SaveTarget, WireError } from '../engine/protocol.ts';
import { type Caller, serve, wireError } from '../engine/rpc.ts';
import { trustedUrl } from '../engine/trusted-url.ts';
import type { BrowserSave } from './browser-save.ts';
import type { SaveState } from './opening.ts';
import { archiveNameOf, fileNameOf } from './save-plan.ts';
import { type SaveSubject, saveOnce } from './save-way.ts';
import { workerLine } from './worker-line.ts';

type PackageStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  /** `error`: what was given did not open it. */
  | { readonly kind: 'code'; readonly error: WireError | null; readonly busy: boolean }
  | { readonly kind: 'locked'; readonly error: WireError | null; readonly busy: boolean }
  | { readonly kind: 'open'; readonly opened: OpenedPackageFiles; readonly save: SaveState }
  | { readonly kind: 'failed'; readonly error: WireError };

export interface Packages {
  readonly store: StoreApi<{ readonly step: PackageStep }>;
  /** Loads the worker, so that nothing is asked of the network later. */
  prepare(): void;
  choose(file: File): Promise<void>;
  /** The link or code that was given with it. */
  giveCode(code: string): Promise<void>;
  unlock(passphrase: string): Promise<void>;
  /** One file by its path, or everything (null). Must be called in the click. */
  save(path: string | null): Promise<void>;
  cancelSave(): Promise<void>;
}

type Line = Pick<Caller<PackageCommands>, 'call' | 'isBroken'>;

export function createPackages(browser: BrowserSave, zipName: () => string): Packages {
  const store = createStore<{ step: PackageStep }>(() => ({ step: { kind: 'none' } }));
  let line: Line | null = null;
  let chosen: File | null = null;
  let code = '';
  /** Of the last save, which the worker may not have yet. */
  let unwanted = new AbortController();

  const call = (): Line['call'] => {
    if (line && !line.isBroken()) return line.call;
    line = startLine((progress) => {
      const { step } = store.getState();
      if (step.kind === 'open' && step.save.kind === 'saving') showSave({ ...step.save, progress });
    });
    return line.call;
  };
  const show = (step: PackageStep): void => store.setState({ step });

  function showSave(save: SaveState): void {
    const { step } = store.getState();
    if (step.kind === 'open') show({ ...step, save });
  }

  /** What is given is asked for again where it does not open it. */
  async function open(passphrase: string | null): Promise<void> {
    const file = chosen;
    if (!file) return;
    const asked = store.getState().step;
    try {
      const answer = await call()('open', { file, code, passphrase });
      if (chosen !== file) return;
      if (answer.state === 'open') show({ kind: 'open', opened: answer.opened, save: { kind: 'idle' } });
      else show({ kind: answer.state, error: null, busy: false });
    } catch (cause) {
      if (chosen !== file) return;
      const error = wireError(cause);
      const isAsked = asked.kind === 'code' || asked.kind === 'locked';
      if (isAsked && ['package-code', 'link-cut', 'wrong-passphrase'].includes(error.code)) {
        show({ ...asked, error, busy: false });
      } else show({ kind: 'failed', error });
    }
  }

  function subject(path: string | null, { files, size }: OpenedPackageFiles) {
    const only = files.length === 1 ? files[0] : undefined;
    const file = path === null ? only : files.find((one) => one.path === path);
    if (file)
      return { size: file.size, name: fileNameOf(file.path), isArchive: false, kept: null, renamed: [] };
    const paths = files.map((one) => one.path);
    const renamed = savablePaths(paths).flatMap((to, i): [string, string][] => {
      const from = paths[i] as string;
      return from === to ? [] : [[from, to]];
    });
    const name = archiveNameOf(paths, zipName());
    return { size, name, isArchive: true, kept: null, renamed } satisfies SaveSubject & { renamed: unknown };
  }

  const cancel = () => call()('cancel-save', null).catch(() => null);

  return {
    store,
    prepare: () => void call()('load', null).catch(() => undefined),
    async choose(file) {
      chosen = file;
      unwanted.abort();
      code = '';
      show({ kind: 'reading' });
      await open(null);
    },
    async giveCode(given) {
      const { step } = store.getState();
      if (step.kind !== 'code' || step.busy) return;
      code = given;
      show({ ...step, busy: true });
      await open(null);
    },
    async unlock(passphrase) {
      const { step } = store.getState();
      if (step.kind !== 'locked' || step.busy) return;
      show({ ...step, busy: true });
      await open(passphrase);
    },
    async save(path) {
      const { step } = store.getState();
      if (step.kind !== 'open' || step.save.kind === 'saving') return;
      const file = chosen;
      const showMine = (save: SaveState): void => {
        if (chosen === file) showSave(save);
      };
      showMine({ kind: 'saving', path, progress: null });
      unwanted = new AbortController();
      try {
        const { renamed, ...wanted } = subject(path, step.opened);
        const saver = {
          prepare: async () => undefined,
          save: (target: SaveTarget, transfer: Transferable[]) => call()('save', { path, target }, transfer),
          cancel,
          signal: unwanted.signal,
        };
        const { blob } = await saveOnce(browser, saver, wanted);
        if (blob && chosen === file) browser.download(wanted.name, blob);
        showMine({ kind: 'saved', name: wanted.name, renamed });
      } catch (cause) {
        const error = wireError(cause);
        showMine(error.code === 'cancelled' ? { kind: 'idle' } : { kind: 'failed', error });
      }
    },
    async cancelSave() {
      unwanted.abort();
      await cancel();
    },
  };
}

function startLine(report: (progress: SaveProgress) => void): Line {
  const worker = new Worker(trustedUrl(packageWorkerUrl), { type: 'module', name: 'package' });
  return workerLine<PackageCommands>(worker, {
    answer: (port) =>
      serve<PackagePageCalls>(port, {
        progress: async (progress) => {
          report(progress);
          return null;
        },
      }),
    died: 'unexpected',
  });
}
