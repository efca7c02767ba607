/** A list that the worker keeps: read when a page shows it, and again after every change, here or in another tab. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineEvent, WireError } from '../engine/protocol.ts';
import { wireError } from '../engine/rpc.ts';
import type { Engine } from './engine.ts';

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
  let looked = false;
  let reading: Promise<void> | null = null;
  /** The read after the one that runs: however many ask for it meanwhile, it is one. */
  let next: Promise<void> | null = null;

  async function readOnce(): Promise<void> {
    try {
      store.setState({ items: await read(), error: null });
    } catch (error) {
      store.setState({ error: wireError(error) });
    }
  }

  /** Resolves when a read that began after the call has ended. */
  function refresh(): Promise<void> {
    looked = true;
    if (!reading) {
      reading = readOnce().finally(() => {
        reading = null;
      });
      return reading;
    }
    next ??= reading.then(() => {
      next = null;
      return refresh();
    });
    return next;
  }

  engine.on(({ type }) => {
    // Nobody has looked yet: there is nothing to bring up to date.
    if (changedBy.includes(type) && looked) void refresh();
  });
  return { store, refresh };
}
