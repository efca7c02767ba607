/**
 * Asks before the tab is closed while an upload runs, or a save that cannot be gone on with, and only then: the listener alone
 * keeps a page out of the back-forward cache.
 */
import type { StoreApi } from 'zustand/vanilla';
import { isRunning, type SendingState } from './sending.ts';

let onPurpose = false;

function ask(event: BeforeUnloadEvent): void {
  if (!onPurpose) event.preventDefault();
}

/** A navigation that becomes a download, and leaves no page: browsers ask all the same unless they are not let. */
export function leavingOnPurpose(navigate: () => void): void {
  onPurpose = true;
  navigate();
  // The question is asked in a task of its own.
  setTimeout(() => {
    onPurpose = false;
  }, 1_000);
}

let held = 0;

/** Asks until the answer is called. */
export function holdPage(): () => void {
  if (held++ === 0) addEventListener('beforeunload', ask);
  return () => {
    if (--held === 0) removeEventListener('beforeunload', ask);
  };
}

export function guardLeaving(store: StoreApi<SendingState>): void {
  let letLeave: (() => void) | null = null;
  store.subscribe(({ preparing, transfers }) => {
    const running = preparing || Object.values(transfers).some(({ transfer }) => isRunning(transfer));
    if (running) letLeave ??= holdPage();
    else {
      letLeave?.();
      letLeave = null;
    }
  });
}
