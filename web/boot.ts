/**
 * Runs before anything else: takes a link's secret, or a request link's token, out of the address bar into memory, so that no later code, no
 * reload and no history entry meets it there (docs/format.md, "Links"). The history entry keeps a random number
 * only, under which the worker finds an opened share again after a reload.
 *
 * The browser itself remembers the address that a document was loaded by, as the name of its navigation's performance
 * entry, and nothing clears that but another load: docs/decisions/0005-one-reload-for-a-clean-address.md.
 */
import {
  newTab,
  parseLinkAddress,
  parseRequestAddress,
  requestPathOf,
  sharePathOf,
  tabOf,
  wasLeaked,
} from './state/link-address.ts';

/** One arrival at a share's address. */
export interface Visit {
  readonly shareId: string | null;
  readonly fragment: string | null;
  readonly leaked: boolean;
  readonly tab: string;
  /** The document was loaded with this secret in its address. */
  readonly loaded: boolean;
}

/** One arrival at the address of a request link. */
export interface RequestVisit {
  readonly fingerprint: string | null;
  readonly fragment: string | null;
  readonly tab: string;
  /** The document was loaded with this token in its address. */
  readonly loaded: boolean;
}

export type Arrival =
  | { readonly to: 'share'; readonly visit: Visit }
  | { readonly to: 'request'; readonly visit: RequestVisit };

let pending: Arrival | null = null;
let listener: (() => void) | null = null;

function arrivalAt(href: string, loaded: boolean): Arrival | null {
  const tab = tabOf(history.state) ?? newTab();
  const link = parseLinkAddress(href);
  if (link) {
    const leaked = link.leaked || (link.fragment === null && wasLeaked(history.state));
    return {
      to: 'share',
      visit: { ...link, leaked, tab, loaded: loaded && link.fragment !== null },
    };
  }
  const request = parseRequestAddress(href);
  if (!request) return null;
  return { to: 'request', visit: { ...request, tab, loaded: loaded && request.fragment !== null } };
}

function readAddress(loaded = false): void {
  pending = arrivalAt(location.href, loaded);
  if (!pending) return;
  if (pending.to === 'share') {
    const { tab, leaked, shareId } = pending.visit;
    history.replaceState({ tab, leaked }, '', sharePathOf(shareId));
  } else {
    const { tab, fingerprint } = pending.visit;
    history.replaceState({ tab }, '', requestPathOf(fingerprint));
  }
  listener?.();
}

/** The last arrival, which somebody else will take. */
export function pendingArrival(): Arrival | null {
  return pending;
}

/** Hands the last arrival over, once. */
export function takeArrival(): Arrival | null {
  const arrival = pending;
  pending = null;
  return arrival;
}

/** Calls back at every later arrival: Back and Forward, or another link put into the same address bar. */
export function onArrival(callback: () => void): void {
  listener = callback;
}

readAddress(true);
addEventListener('popstate', () => readAddress());
// Most browsers send popstate first, and then nothing is left to read here.
addEventListener('hashchange', () => {
  if (location.href.includes('#')) readAddress();
});
