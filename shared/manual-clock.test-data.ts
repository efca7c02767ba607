/** A clock that stands still until a test lets it go on. */
import type { Clock } from './clock.ts';

export interface ManualClock extends Clock {
  /** Lets so many milliseconds pass: every bell until then rings, each in its time. */
  readonly pass: (milliseconds: number) => void;
  /** Milliseconds until each bell that is set, soonest first. */
  readonly waiting: () => number[];
}

export function manualClock(): ManualClock {
  const bells = new Set<{ at: number; ring: () => void }>();
  let now = 1_750_000_000_000;
  const set = (milliseconds: number, ring: () => void) => {
    const bell = { at: now + milliseconds, ring };
    bells.add(bell);
    return () => void bells.delete(bell);
  };
  const sorted = () => [...bells].toSorted((a, b) => a.at - b.at);
  return {
    now: () => now,
    after: set,
    watch: set,
    waiting: () => sorted().map(({ at }) => at - now),
    pass: (milliseconds) => {
      const until = now + milliseconds;
      for (let [next] = sorted(); next && next.at <= until; [next] = sorted()) {
        bells.delete(next);
        now = next.at;
        next.ring();
      }
      now = until;
    },
  };
}
