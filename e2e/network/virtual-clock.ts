/**
 * A clock whose time passes at once wherever everybody only waits: pauses, watchdogs and an hour without network take no
 * time, while sockets, server and disk are real and take theirs.
 */
import type { Clock } from '../../shared/clock.ts';
import type { Traffic } from './traffic.ts';

export interface VirtualClock extends Clock {
  /** Lets time pass until `work` has ended. */
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  /** Milliseconds that were skipped. */
  readonly skipped: () => number;
  /** Bells that have not rung and were not taken back. */
  readonly waiting: () => number;
}

interface Bell {
  readonly at: number;
  readonly ring: () => void;
}

/** Turns of the event loop after which what has just happened has had its consequences. */
const TURNS = 4;

export function virtualClock(traffic: Traffic): VirtualClock {
  const bells = new Set<Bell>();
  let skipped = 0;
  let wake = () => {};
  const now = () => Date.now() + skipped;
  const set = (milliseconds: number, ring: () => void) => {
    const bell = { at: now() + milliseconds, ring };
    bells.add(bell);
    wake();
    return () => void bells.delete(bell);
  };
  traffic.onChange = () => wake();

  function ringNext(): void {
    const [first, ...rest] = bells;
    if (!first) return;
    const next = rest.reduce((earliest, bell) => (bell.at < earliest.at ? bell : earliest), first);
    bells.delete(next);
    skipped += Math.max(0, next.at - now());
    next.ring();
  }

  return {
    now,
    after: set,
    watch: set,
    skipped: () => skipped,
    waiting: () => bells.size,
    async during(work) {
      let ended = false;
      const end = () => {
        ended = true;
        wake();
      };
      work.then(end, end);
      while (!ended) {
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
        });
        for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
        if (ended) break;
        if (bells.size > 0 && traffic.isStill()) ringNext();
        else await changed;
      }
      return await work;
    },
  };
}
