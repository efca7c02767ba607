/**
 * Gathers events and hands them over together, at most once a frame: a worker reports more often than a screen
 * can show. In a hidden tab there are no frames, so a timer stands in.
 */
export interface Clock {
  /** Calls back at the next frame, or soon where there is none. */
  soon(callback: () => void): void;
}

export const screenClock: Clock = {
  soon(callback) {
    let called = false;
    const once = (): void => {
      if (called) return;
      called = true;
      callback();
    };
    requestAnimationFrame(once);
    setTimeout(once, 250);
  },
};

/** A function that takes items one by one and flushes them together. */
export function perFrame<T>(clock: Clock, flush: (items: readonly T[]) => void): (item: T) => void {
  let waiting: T[] = [];
  return (item) => {
    waiting.push(item);
    if (waiting.length > 1) return;
    clock.soon(() => {
      const items = waiting;
      waiting = [];
      flush(items);
    });
  };
}
