/**
 * What was put away last and can be had back: a line in the list where it stood, until the next such act or until the page
 * is left. What is needed to bring it back is in the worker alone (web/engine/undo.ts).
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine } from './engine.ts';

/** One thing that was put away. */
export interface PutAway {
  readonly kind: 'share' | 'person' | 'delivery' | 'deliveries';
  /** Where it stood: of deliveries, among those that open, that wait, or that do not open. */
  readonly list: 'sent' | 'people' | 'open' | 'waiting' | 'closed';
  /** Of the share or person; of many, the name of their list. */
  readonly id: string;
  /** As it was shown; of many, nothing. */
  readonly name: string;
  readonly count: number;
  /** Its place among those that were shown, from 0. */
  readonly at: number;
}

export interface UndoState {
  readonly away: PutAway | null;
  /** The id of what has just come back, until it has been given the focus. */
  readonly returned: string | null;
}

export interface Undo {
  readonly store: StoreApi<UndoState>;
  /** It is done, and the list not read anew yet. */
  offer(away: PutAway): void;
  /** Brings it back; `refresh` reads the list that it stands in. Throws what bringing back throws. */
  takeBack(refresh: () => Promise<void>): Promise<void>;
  /** What came back has the focus. */
  arrived(): void;
  /** What was done stays done. */
  leave(): void;
}

export function createUndo(engine: Engine): Undo {
  const store = createStore<UndoState>(() => ({ away: null, returned: null }));
  return {
    store,
    offer: (away) => store.setState({ away, returned: null }),
    async takeBack(refresh) {
      const { away } = store.getState();
      if (!away) return;
      await engine.call('take-back', null);
      await refresh();
      // Something else was put away meanwhile: that is what the line is for now.
      if (store.getState().away === away) store.setState({ away: null, returned: away.id });
    },
    arrived: () => store.setState({ returned: null }),
    leave() {
      if (store.getState().away === null) return;
      store.setState({ away: null, returned: null });
      // A worker that has died says so elsewhere.
      engine.call('settle-acts', null).catch(() => undefined);
    },
  };
}

/** The articles of a list with `line` at the place of what was put away; a list that is shorter now has it at its end. */
export function withLine<T>(articles: readonly T[], away: PutAway | null, line: T): readonly T[] {
  return away ? articles.toSpliced(away.at, 0, line) : articles;
}
