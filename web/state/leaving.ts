/**
 * Asks before the tab is closed while an upload runs, and only then: the listener alone keeps a page out of the
 * back-forward cache.
 */
import type { StoreApi } from 'zustand/vanilla';
import { isRunning, type SendingState } from './sending.ts';

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export function guardLeaving(store: StoreApi<SendingState>): void {
  let guarded = false;
  store.subscribe(({ preparing, transfers }) => {
    const running = preparing || Object.values(transfers).some(({ transfer }) => isRunning(transfer));
    if (running === guarded) return;
    guarded = running;
    if (running) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  });
}
