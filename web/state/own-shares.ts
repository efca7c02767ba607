/**
 * What this browser has sent, as the vault and the server know it. Read when the page is shown, and again after
 * every change.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OwnShare, ShareChange, WireError } from '../engine/protocol.ts';
import { type Engine, wireError } from './engine.ts';

interface OwnSharesState {
  /** Null until the first answer. */
  readonly shares: readonly OwnShare[] | null;
  readonly error: WireError | null;
}

export interface OwnShares {
  readonly store: StoreApi<OwnSharesState>;
  refresh(): Promise<void>;
  revoke(shareId: string): Promise<void>;
  dismiss(shareId: string): Promise<void>;
  change(shareId: string, change: ShareChange): Promise<void>;
}

export function createOwnShares(engine: Engine): OwnShares {
  const store = createStore<OwnSharesState>(() => ({ shares: null, error: null }));
  let asked = 0;

  async function refresh(): Promise<void> {
    const mine = ++asked;
    try {
      const shares = await engine.call('own-shares', null);
      // A slow earlier answer must not replace a later one.
      if (mine === asked) store.setState({ shares, error: null });
    } catch (error) {
      if (mine === asked) store.setState({ error: wireError(error) });
    }
  }

  engine.on((event) => {
    // Nobody has looked yet: there is nothing to bring up to date.
    if (event.type === 'own-shares-changed' && asked > 0) void refresh();
  });

  return {
    store,
    refresh,
    async revoke(shareId) {
      await engine.call('revoke', { shareId });
      await refresh();
    },
    async dismiss(shareId) {
      await engine.call('dismiss', { shareId });
      await refresh();
    },
    async change(shareId, change) {
      await engine.call('change', { shareId, change });
      await refresh();
    },
  };
}
