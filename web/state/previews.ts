/** The one file of the open share that is previewed, if any. What was shown is dropped when it is closed. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Preview } from '../engine/preview-protocol.ts';
import type { SaveProgress, WireError } from '../engine/protocol.ts';
import { wireError } from '../engine/rpc.ts';
import type { Engine } from './engine.ts';
import type { Opening } from './opening.ts';
import { type Clock, perFrame } from './per-frame.ts';

export type PreviewState =
  | { readonly kind: 'loading'; readonly path: string; readonly progress: SaveProgress | null }
  | { readonly kind: 'shown'; readonly path: string; readonly preview: Preview }
  | { readonly kind: 'failed'; readonly path: string; readonly error: WireError };

export interface Previews {
  /** null where none is open. */
  readonly store: StoreApi<{ readonly preview: PreviewState | null }>;
  /** Shows this file in place of any other. It counts as a download, as saving does. */
  open(path: string): Promise<void>;
  close(): void;
}

/** `side`: how many pixels the longer side of an image can use here. */
export function createPreviews(
  engine: Engine,
  clock: Clock,
  opened: Opening['store'],
  side: () => number,
): Previews {
  const store = createStore<{ preview: PreviewState | null }>(() => ({ preview: null }));
  const show = (preview: PreviewState | null): void => store.setState({ preview });

  const pushProgress = perFrame<{ path: string; progress: SaveProgress }>(clock, (items) => {
    const { preview } = store.getState();
    const newest = items.at(-1);
    // The answer may overtake the last progress.
    if (preview?.kind === 'loading' && preview.path === newest?.path) {
      show({ ...preview, progress: newest.progress });
    }
  });
  engine.on((event) => {
    if (event.type === 'previewing' && event.tab === opened.getState().tab) pushProgress(event);
  });

  /** The last one asked for; what comes back for an earlier one is dropped. */
  let last: object | null = null;

  function leave(): void {
    const { preview } = store.getState();
    last = null;
    if (preview?.kind === 'shown') drop(preview.preview);
  }

  function close(): void {
    const { preview } = store.getState();
    if (!preview) return;
    if (preview.kind === 'loading') engine.call('cancel-preview', null).catch(() => undefined);
    leave();
    show(null);
  }

  opened.subscribe(({ state }) => {
    if (state.state !== 'open') close();
  });

  return {
    store,
    async open(path) {
      const { tab } = opened.getState();
      if (tab === null) return;
      leave();
      const mine = {};
      last = mine;
      show({ kind: 'loading', path, progress: null });
      try {
        const preview = await engine.call('preview', { tab, path, side: side() });
        if (last === mine) show({ kind: 'shown', path, preview });
        else drop(preview);
      } catch (cause) {
        if (last !== mine) return;
        const error = wireError(cause);
        show(error.code === 'cancelled' ? null : { kind: 'failed', path, error });
      }
    },
    close,
  };
}

/** Every pixel of this screen along its longer side, within what browsers make canvases of. */
export function screenSide(): number {
  return Math.min(4_096, Math.ceil(Math.max(screen.width, screen.height) * devicePixelRatio));
}

/** The pixels would be kept until the garbage is collected. */
function drop(preview: Preview): void {
  if (preview.kind === 'image') preview.moved.close();
}
