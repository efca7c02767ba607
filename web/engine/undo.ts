/**
 * The last act of this page that can be taken back: one at a time, and in memory alone, so that what was put away is gone
 * for good when another follows or the page is left.
 */
import { SealdropError } from '../../shared/errors.ts';

let last: (() => Promise<void>) | null = null;

/** From now on `act` undoes the last one; what could be undone before stays as it is. */
export function canTakeBack(act: () => Promise<void>): void {
  last = act;
}

/** Undoes the last act. It can be tried again where it fails. Throws wrong-state where there is none. */
export async function takeBack(): Promise<void> {
  const act = last;
  if (!act) throw new SealdropError('wrong-state');
  await act();
  if (last === act) last = null;
}

/** What was done stays done. */
export function settleActs(): void {
  last = null;
}
