/** A clock for tests of networks, by whose pace the hour without one is over in seconds. docs/testing.md. */
import { type Clock, systemClock } from './clock.ts';

/** The fastest that a server may ask for. */
export const PACE_MAX = 100;
/** Watchdogs get ten times the time that pauses get: a machine under test is slow, and its work takes what it takes. */
const WATCHDOG_SHARE = 10;

export interface PacedClock {
  readonly clock: Clock;
  /** Whole, from 1, the machine's own, to PACE_MAX. What waits already goes on at the pace that it began with. */
  readonly setPace: (pace: number) => void;
  readonly pace: () => number;
}

export function pacedClock(): PacedClock {
  let pace = 1;
  return {
    clock: {
      now: systemClock.now,
      after: (milliseconds, ring) => systemClock.after(milliseconds / pace, ring),
      watch: (milliseconds, ring) =>
        systemClock.watch(milliseconds / Math.max(1, pace / WATCHDOG_SHARE), ring),
    },
    setPace: (wanted) => {
      pace = wanted;
    },
    pace: () => pace,
  };
}
