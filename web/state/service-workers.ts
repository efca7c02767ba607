/**
 * What this browser has installed of this site to answer requests: the one service worker, or one that should not be there.
 * A person can have it removed; the next download that needs one brings it anew.
 */
import { createStore } from 'zustand/vanilla';
import { SealdropError } from '../../shared/errors.ts';

/** Whether one is installed; null in browsers that have none, and until it is known. */
export const serviceWorkers = createStore<{ readonly installed: boolean | null }>(() => ({
  installed: null,
}));

async function registrations(): Promise<readonly ServiceWorkerRegistration[]> {
  return 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistrations() : [];
}

export async function lookForServiceWorkers(): Promise<void> {
  // Refused where the browser keeps nothing: then there is none either.
  const found = await registrations().catch(() => []);
  serviceWorkers.setState({ installed: found.length > 0 });
}

/** Removes all there are, and every answer that one may have kept. Throws unexpected where one stays. */
export async function removeServiceWorkers(): Promise<void> {
  const removed = await Promise.all((await registrations()).map((one) => one.unregister()));
  const kept = await caches.keys();
  await Promise.all(kept.map((name) => caches.delete(name)));
  if (removed.includes(false)) throw new SealdropError('unexpected');
  serviceWorkers.setState({ installed: false });
}
