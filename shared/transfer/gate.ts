/** A pause that a person has asked for: what runs is broken off, and nothing begins before they let it go on. */
import { SealdropError } from '../errors.ts';

export interface Gate {
  readonly isClosed: () => boolean;
  readonly close: () => void;
  readonly open: () => void;
  /** Aborts when the gate is closed; another one after it was opened again. */
  readonly closing: () => AbortSignal;
  /** Resolves when the gate is open. Throws cancelled when the signal aborts. */
  readonly passed: (signal: AbortSignal) => Promise<void>;
}

export function createGate(): Gate {
  let controller = new AbortController();
  let waiting: (() => void)[] = [];
  return {
    isClosed: () => controller.signal.aborted,
    close: () => controller.abort(),
    open() {
      if (!controller.signal.aborted) return;
      controller = new AbortController();
      const all = waiting;
      waiting = [];
      for (const resolve of all) resolve();
    },
    closing: () => controller.signal,
    async passed(signal) {
      while (controller.signal.aborted && !signal.aborted) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      if (signal.aborted) throw new SealdropError('cancelled');
    },
  };
}
