/**
 * The one reload after a link was opened: the worker keeps the secret, sealed, under the history entry's number, and the
 * page is loaded again at its clean address, so that the browser's own record of the first load goes with it.
 * docs/decisions/0005-one-reload-for-a-clean-address.md.
 */
import type { Arrival } from '../boot.ts';
import type { Engine } from './engine.ts';

/** Whether the page can be loaded again for this arrival, with its secret kept. */
export async function keepForCleanLoad(engine: Engine, arrival: Arrival): Promise<boolean> {
  const { loaded, fragment, tab } = arrival.visit;
  if (!loaded || !fragment) return false;
  // A browser that stores nothing opens the link without the reload.
  return await keep(engine, arrival, fragment, tab).catch(() => false);
}

async function keep(engine: Engine, { to, visit }: Arrival, fragment: string, tab: string): Promise<boolean> {
  if (to === 'share') {
    const { shareId } = visit;
    return shareId !== null && (await engine.call('keep', { shareId, fragment, tab }));
  }
  const { fingerprint } = visit;
  return fingerprint !== null && (await engine.call('keep-request', { fingerprint, fragment, tab }));
}
