/**
 * Keeps the screen on while something is transferred, for a phone that sleeps stops the page. Browsers let it go when the
 * page is hidden, so it is asked for again when the page is back; where there is none, or it is refused, nothing happens.
 */

/** What can be busy, and tells when that may have changed. */
export interface Busy {
  readonly isBusy: () => boolean;
  readonly subscribe: (listener: () => void) => unknown;
}

/** Holds the screen as long as any of these is busy. */
export function keepScreenOn(all: readonly Busy[]): void {
  if (!('wakeLock' in navigator)) return;
  const isWanted = (): boolean =>
    document.visibilityState === 'visible' && all.some(({ isBusy }) => isBusy());
  let held: Promise<WakeLockSentinel | null> | null = null;

  const adjust = (): void => {
    if (isWanted()) {
      held ??= navigator.wakeLock.request('screen').catch(() => null);
    } else if (held) {
      void held.then((lock) => lock?.release());
      held = null;
    }
  };
  for (const { subscribe } of all) subscribe(adjust);
  document.addEventListener('visibilitychange', adjust);
  adjust();
}
