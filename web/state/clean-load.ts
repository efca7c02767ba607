/**
 * The one load that follows the first of a link: the worker keeps the secret, sealed, under the history entry's number, and the page is
 * loaded again at its clean address, so that the browser's own record of the first load goes with it. Of the page nothing runs before that; what
 * it will take is fetched meanwhile. docs/decisions/0005-one-reload-for-a-clean-address.md.
 */
import type { Arrival } from '../boot.ts';
import type { Engine } from './engine.ts';

/** Of a document that was loaded with a secret in its address. */
export function needsCleanLoad(arrival: Arrival | null): arrival is Arrival {
  const visit = arrival?.visit;
  return visit?.loaded === true && visit.fragment !== null && visit.fragment !== '';
}

/** Whether the page can be loaded again for this arrival, with its secret kept. Else the link is opened without another load. */
export async function keepForCleanLoad(engine: Engine, { to, visit }: Arrival): Promise<boolean> {
  try {
    const { fragment, tab } = visit;
    if (fragment === null) return false;
    if (to === 'share') {
      const { shareId } = visit;
      return shareId !== null && (await engine.call('keep', { shareId, fragment, tab }));
    }
    const { fingerprint } = visit;
    return fingerprint !== null && (await engine.call('keep-request', { fingerprint, fragment, tab }));
  } catch {
    return false;
  }
}

/** The part of a round trip in which the rest has to come: what is cut off has to be fetched once more. */
const SAFELY = 0.5;

/** How long the server took to begin with this document, in milliseconds. */
function roundTrip(): number {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming ? entry.responseStart - entry.requestStart : 0;
}

/**
 * Fetches what the next load takes, and runs none of it. Resolves when that is in the browser's cache, or could not be had, which the next load
 * will find out; or before, when the rest will come while the next document is being asked for, for a document that gives way goes on
 * until the other one is there. index.html names what it is: the page's first code (scripts/few-chunks.mjs).
 */
export async function fetchAhead(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[data-size]')];
  // Both as they are unpacked, so that their ratio is that of what is on the line.
  const all = links.reduce((sum, { dataset }) => sum + Number(dataset['size']), 0);
  let received = 0;
  let began = 0;
  const trip = roundTrip();
  await new Promise<void>((enough) => {
    const fetchOne = async ({ href }: HTMLLinkElement): Promise<void> => {
      const reader = (await fetch(href)).body?.getReader();
      for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
        began ||= performance.now();
        received += piece.value.length;
        const perMillisecond = received / (performance.now() - began);
        const missing = all - received;
        // The first pieces tell nothing of how fast the line is.
        if (missing < all / 4 && missing < perMillisecond * trip * SAFELY) enough();
      }
    };
    void Promise.allSettled(links.map(fetchOne)).then(() => enough());
  });
}
