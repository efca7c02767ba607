/** A page that is loaded at first use. */
import type { ComponentType } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';

interface LazyState {
  /** null until it is there. */
  readonly component: ComponentType | null;
  /** It could not be had: no connection, or the server has another version by now. */
  readonly failed: boolean;
}

export interface LazyPage {
  readonly store: StoreApi<LazyState>;
  /** Never rejects: the store says how it went. One that failed is tried again. */
  load(): Promise<void>;
}

export function lazyPage(fetchPage: () => Promise<ComponentType>): LazyPage {
  const store = createStore<LazyState>(() => ({ component: null, failed: false }));
  let loading: Promise<void> | null = null;

  async function fetchOnce(): Promise<void> {
    store.setState({ failed: false });
    try {
      store.setState({ component: await fetchPage(), failed: false });
    } catch {
      store.setState({ failed: true });
      loading = null;
    }
  }

  return {
    store,
    load() {
      loading ??= fetchOnce();
      return loading;
    },
  };
}
