/**
 * The one reload after a link was opened: the worker keeps the secret, sealed, under the history entry's number, and the
 * page is loaded again at its clean address, so that the browser's own record of the first load goes with it.
 * docs/decisions/0005-one-reload-for-a-clean-address.md.
 */
import type { Visit } from '../boot.ts';
import type { Engine } from './engine.ts';

/** Whether the page can be loaded again for this visit, with its secret kept. */
export async function keepForCleanLoad(engine: Engine, visit: Visit): Promise<boolean> {
  const { loaded, shareId, fragment, tab } = visit;
  if (!loaded || shareId === null || !fragment) return false;
  // A browser that stores nothing opens the link without the reload.
  return await engine.call('keep', { shareId, fragment, tab }).catch(() => false);
}
