/**
 * Time as the pipeline knows it, so that whoever runs it can let an hour pass at once, or faster than it does. Nothing
 * here sleeps on its own: everything that waits is handed a clock.
 */

/** Takes a bell back; after it has rung, nothing. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rings once after so many milliseconds: for pauses, which may be shortened. */
  readonly after: (milliseconds: number, ring: () => void) => Cancel;
  /** The same for watchdogs, which must leave a machine its time for the work itself. */
  readonly watch: (milliseconds: number, ring: () => void) => Cancel;
}

function timer(milliseconds: number, ring: () => void): Cancel {
  const handle = setTimeout(ring, milliseconds);
  return () => clearTimeout(handle);
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => Date.now(), after: timer, watch: timer };

/** Resolves after `milliseconds`, or at once when the signal aborts. */
export function sleep(milliseconds: number, signal: AbortSignal, clock: Clock = systemClock): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    // A signal that has aborted before tells nobody again.
    const cancel = clock.after(signal.aborted ? 0 : milliseconds, done);
    signal.addEventListener('abort', done);
  });
}

/** Ends a piece of work that stands still. */
export interface Watchdog {
  /** Aborts with the signal that it was made of, or when it was not fed in time. */
  readonly signal: AbortSignal;
  /** From now on, so many milliseconds more. */
  readonly feed: (milliseconds: number) => void;
  /** Whether it was hunger that aborted. */
  readonly hasBitten: () => boolean;
  /** Nothing is left of it afterwards; call it when the work has ended, however. */
  readonly stop: () => void;
}

/** A watchdog over work that `signal` can cancel. */
export function watchdog(signal: AbortSignal | null, milliseconds: number, clock: Clock): Watchdog {
  const controller = new AbortController();
  let bitten = false;
  const bite = () => {
    bitten = true;
    controller.abort();
  };
  const cancelled = () => controller.abort();
  if (signal?.aborted) controller.abort();
  else signal?.addEventListener('abort', cancelled);
  let cancel = clock.watch(milliseconds, bite);
  return {
    signal: controller.signal,
    feed: (more) => {
      cancel();
      cancel = clock.watch(more, bite);
    },
    hasBitten: () => bitten,
    stop: () => {
      cancel();
      signal?.removeEventListener('abort', cancelled);
    },
  };
}
