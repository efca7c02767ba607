/** The hints that a person meets once in this browser: each until it was put away, for good. What is kept says that alone. */
import { createStore } from 'zustand/vanilla';
import { keep, kept } from './kept.ts';

const all = ['first-link', 'first-key', 'inbox'] as const;
export type Hint = (typeof all)[number];

const KEPT_AS = 'sealdrop-hints';

/** Those that were put away; none in browsers that keep nothing. */
function putAway(): readonly Hint[] {
  const names = (kept(KEPT_AS) ?? '').split(' ');
  return all.filter((hint) => names.includes(hint));
}

/** Those that were put away. */
export const hints = createStore<{ readonly away: readonly Hint[] }>(() => ({ away: putAway() }));

export function putHintAway(hint: Hint): void {
  // Another tab may have put away another.
  const before = new Set([...putAway(), ...hints.getState().away]);
  const away = all.filter((one) => one === hint || before.has(one));
  hints.setState({ away });
  keep(KEPT_AS, away.join(' '));
}
