/** A list that the worker keeps: read when a page shows it, and again after every change, here or in another tab. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineEvent, WireError } from '../engine/protocol.ts';
import { type Engine, wireError } from './engine.ts';

export interface ListState<T> {
  /** Null until the first answer. */
  readonly items: readonly T[] | null;
  readonly error: WireError | null;
}

export interface List<T> {
  readonly store: StoreApi<ListState<T>>;
  refresh(): Promise<void>;
}

export interface ListSource<T> {
  readonly read: () => Promise<readonly T[]>;
  /** After these the list is read anew. */
  readonly changedBy: readonly EngineEvent['type'][];
}

export function createList<T>(engine: Engine, { read, changedBy }: ListSource<T>): List<T> {
  const store = createStore<ListState<T>>(() => ({ items: null, error: null }));
  let asked = 0;

  async function refresh(): Promise<void> {
    const mine = ++asked;
    try {
      const items = await read();
      // A slow earlier answer must not replace a later one.
      if (mine === asked) store.setState({ items, error: null });
    } catch (error) {
      if (mine === asked) store.setState({ error: wireError(error) });
    }
  }

  engine.on(({ type }) => {
    // Nobody has looked yet: there is nothing to bring up to date.
    if (changedBy.includes(type) && asked > 0) void refresh();
  });
  return { store, refresh };
}
