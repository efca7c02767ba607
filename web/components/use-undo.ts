/** How lists and their articles take part in undoing (state/undo.ts). */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { undo } from '../state/stores.ts';
import type { PutAway } from '../state/undo.ts';

/** What was put away of one list. */
export function useAway(list: PutAway['list']): PutAway | null {
  return useStore(undo.store, ({ away }) => (away?.list === list ? away : null));
}

/** For the button by which something is put away: when that comes back, the focus does too. */
export function useReturn(id: string) {
  const button = useRef<HTMLButtonElement>(null);
  const hasReturned = useStore(undo.store, ({ returned }) => returned === id);
  useEffect(() => {
    if (!hasReturned) return;
    button.current?.focus();
    undo.arrived();
  }, [hasReturned]);
  return button;
}

/** For pages on which things are put away: leaving one settles what was done there. */
export function useSettling(): void {
  useEffect(() => () => undo.leave(), []);
}
