/**
 * Trying again: what a lost network, an expired URL or a busy server interrupts goes on by itself, with growing
 * pauses, for as long as the person does not stop it. Everything else ends the work with its own error.
 */
import { asSealdropError, type ErrorCode, SealdropError } from '../errors.ts';

export interface RetryPorts {
  readonly signal: AbortSignal;
  /** true once when a piece of work begins to wait, false once when it goes on or ends. */
  readonly onReconnecting: (reconnecting: boolean) => void;
  /** Pause of the first retry in milliseconds; doubled each time up to 32 times that. */
  readonly basePause?: number;
}

const BASE_PAUSE = 500;
const REFUSALS_MAX = 8;
const passing: readonly ErrorCode[] = ['server-unreachable', 'store-unreachable', 'rate-limited'];

/** Runs `work` until it answers. Throws cancelled when the signal aborts, and every error that does not pass. */
export async function retrying<T>(work: () => Promise<T>, ports: RetryPorts): Promise<T> {
  const { signal, onReconnecting, basePause = BASE_PAUSE } = ports;
  let refusals = 0;
  let waiting = false;
  try {
    for (let attempt = 0; ; attempt++) {
      if (signal.aborted) throw new SealdropError('cancelled');
      try {
        return await work();
      } catch (error) {
        const ours = asSealdropError(error);
        if (signal.aborted) throw new SealdropError('cancelled', { cause: error });
        const bounded = ours.code === 'url-refused' || isServerFailure(ours);
        if (!bounded && !passing.includes(ours.code)) throw ours;
        // A fresh URL helps where one has expired, a pause where a server stumbled; what goes on so is set up wrongly.
        if (bounded && ++refusals > REFUSALS_MAX) throw new SealdropError('unexpected', { cause: ours });
        if (!waiting) onReconnecting(true);
        waiting = true;
        await sleep(pauseOf(ours, attempt, basePause), signal);
      }
    }
  } finally {
    if (waiting) onReconnecting(false);
  }
}

/** An answer of 500 or more that says nothing else. */
function isServerFailure({ code, cause }: SealdropError): boolean {
  return code === 'unexpected' && typeof cause === 'number' && cause >= 500;
}

function pauseOf({ details }: SealdropError, attempt: number, basePause: number): number {
  if (details.retryAfter) return details.retryAfter * 1000;
  // Spread, so that lanes and clients that were cut off together do not come back together.
  return basePause * 2 ** Math.min(attempt, 5) * (0.75 + Math.random() / 2);
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

/** Resolves after `milliseconds`, or at once when the signal aborts. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    // A signal that has aborted before tells nobody again.
    const timer = setTimeout(done, signal.aborted ? 0 : milliseconds);
    signal.addEventListener('abort', done);
  });
}
