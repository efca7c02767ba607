/**
 * What this browser has installed of this site to answer requests: the one service worker, or one that should not be there.
 * A person can have it keep the page, and have it removed; the next download that needs one brings it anew, without the page.
 */
import { createStore } from 'zustand/vanilla';
import { SealdropError } from '../../shared/errors.ts';
import { SHELL } from '../service-worker/page-messages.ts';
import { isInstalled } from './installed.ts';
import { keep, kept } from './kept.ts';
import { activeWorker, askWorker, hasServiceWorkers } from './registration.ts';

export interface ServiceWorkersState {
  /** Whether one is installed; null in browsers that have none, and until it is known. */
  readonly installed: boolean | null;
  /** Whether it keeps the page, all of it, for times without the server. */
  readonly keeps: boolean;
}

export const serviceWorkers = createStore<ServiceWorkersState>(() => ({ installed: null, keeps: false }));

/** Milliseconds in which all files of the page should have come. */
const KEEP_WITHIN = 120_000;
/** Remembers that a person has removed it: the installed page brings it by itself otherwise. */
const REMOVED = 'sealdrop-service-worker-removed';

async function registrations(): Promise<readonly ServiceWorkerRegistration[]> {
  return 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistrations() : [];
}

/** Whether a version of the page is kept whole: its index.html is kept last (shell.ts). */
async function hasWholeShell(): Promise<boolean> {
  const shells = (await caches.keys()).filter((name) => name.startsWith(SHELL));
  const found = await Promise.all(
    shells.map((cacheName) => caches.match('/', { cacheName, ignoreVary: true })),
  );
  return found.some((answer) => answer !== undefined);
}

export async function lookForServiceWorkers(): Promise<void> {
  // Refused where the browser keeps nothing: then there is none either.
  const found = await registrations().catch(() => []);
  const keeps = found.length > 0 && (await hasWholeShell());
  serviceWorkers.setState({
    installed: hasServiceWorkers() || found.length > 0 ? found.length > 0 : null,
    keeps,
  });
}

/** Has the page kept in this browser, from now on in each version. Throws unexpected, server-unreachable, no-space. */
export async function keepForOffline(): Promise<void> {
  keep(REMOVED, null);
  const worker = await activeWorker();
  if (!worker) throw new SealdropError('unexpected');
  const answer = await askWorker<'keep-shell'>(worker, { kind: 'keep-shell' }, KEEP_WITHIN);
  await lookForServiceWorkers();
  if (answer !== 'kept') throw new SealdropError(answer ?? 'server-unreachable');
}

/** In the installed page: the same without a press, unless a person has removed the service worker. Throws nothing. */
export async function keepWhereInstalled(): Promise<void> {
  // A browser that keeps no such mark keeps no service worker either.
  const isWanted = kept(REMOVED) === null;
  if (!isInstalled() || !hasServiceWorkers() || !isWanted) return;
  await keepForOffline().catch(() => undefined);
}

/** Removes all there are, and every answer that one may have kept. Throws unexpected where one stays. */
export async function removeServiceWorkers(): Promise<void> {
  keep(REMOVED, 'yes');
  const removed = await Promise.all((await registrations()).map((one) => one.unregister()));
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  if (removed.includes(false)) throw new SealdropError('unexpected');
  serviceWorkers.setState({ installed: false, keeps: false });
}
