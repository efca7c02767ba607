/**
 * Trying again: what a lost network, an expired URL or a busy server interrupts goes on by itself, with growing
 * pauses, for as long as the person does not stop it. Everything else ends the work with its own error.
 */
import { type Clock, sleep, systemClock } from '../clock.ts';
import { asSealdropError, type ErrorCode, SealdropError } from '../errors.ts';
import { RETRY_AFTER_MAX } from '../retry-after.ts';

export { sleep };

export interface RetryPorts {
  readonly signal: AbortSignal;
  /** true when a piece of work begins to wait, false when it goes on or ends, in turn. */
  readonly onReconnecting: (reconnecting: boolean) => void;
  /** Pause of the first retry in milliseconds; doubled each time up to 32 times that. */
  readonly basePause?: number;
  /** What pauses are measured by; without one, the machine's own. */
  readonly clock?: Clock;
}

const BASE_PAUSE = 500;
const REFUSALS_MAX = 8;
/** Answers that may have been mangled on their way; the next one is what the server says. */
const GARBLED_MAX = 2;
const passing: readonly ErrorCode[] = ['server-unreachable', 'store-unreachable', 'rate-limited'];

/**
 * Runs `work` until it answers. It may say that bytes move again before it does. Throws cancelled when the signal aborts, and
 * every error that does not pass.
 */
export async function retrying<T>(work: (moves: () => void) => Promise<T>, ports: RetryPorts): Promise<T> {
  const { signal, onReconnecting, basePause = BASE_PAUSE, clock = systemClock } = ports;
  let refusals = 0;
  let garbled = 0;
  let waiting = false;
  const moves = () => {
    if (waiting) onReconnecting(false);
    waiting = false;
  };
  try {
    for (let attempt = 0; ; attempt++) {
      if (signal.aborted) throw new SealdropError('cancelled');
      try {
        return await work(moves);
      } catch (error) {
        const ours = asSealdropError(error);
        if (signal.aborted) throw new SealdropError('cancelled', { cause: error });
        // At once, for it was answered: there is nothing to wait for.
        if (ours.code === 'garbled' && ++garbled <= GARBLED_MAX) continue;
        const bounded = ours.code === 'url-refused' || isServerFailure(ours);
        if (!bounded && !passing.includes(ours.code)) throw ours;
        // A fresh URL helps where one has expired, a pause where a server stumbled; what goes on so is set up wrongly.
        if (bounded && ++refusals > REFUSALS_MAX) throw new SealdropError('unexpected', { cause: ours });
        if (!waiting) onReconnecting(true);
        waiting = true;
        await sleep(pauseOf(ours, attempt, basePause), signal, clock);
      }
    }
  } finally {
    moves();
  }
}

/** An answer of 500 or more that says nothing else. */
function isServerFailure({ code, cause }: SealdropError): boolean {
  return code === 'unexpected' && typeof cause === 'number' && cause >= 500;
}

function pauseOf({ details }: SealdropError, attempt: number, basePause: number): number {
  // Spread, so that lanes and clients that were cut off together do not come back together.
  const spread = Math.random() / 2;
  const own = basePause * 2 ** Math.min(attempt, 5) * (0.75 + spread);
  if (details.retryAfter === undefined) return own;
  // No server keeps anybody waiting for a day, and none is asked again before its time.
  const wanted = Math.min(details.retryAfter, RETRY_AFTER_MAX) * 1000 * (1 + spread / 2);
  return Math.max(own, wanted);
}

/**
 * Counts the pieces of work that wait: `show` is told when the first begins and when the last goes on.
 * The result is an onReconnecting for all of them.
 */
export function sharedReconnecting(show: (reconnecting: boolean) => void): (reconnecting: boolean) => void {
  let waiting = 0;
  return (reconnecting) => {
    const before = waiting;
    waiting += reconnecting ? 1 : -1;
    if (before === 0 || waiting === 0) show(waiting > 0);
  };
}
