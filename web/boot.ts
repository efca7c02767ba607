/**
 * Runs before anything else: takes a link's secret out of the address bar into memory, so that no later code, no
 * reload and no history entry meets it there (docs/format.md, "Links"). The history entry keeps a random number
 * only, under which the worker finds an opened share again after a reload.
 */
import { newTab, parseLinkAddress, sharePathOf, tabOf } from './state/link-address.ts';

/** One arrival at a share's address. */
export interface Visit {
  readonly shareId: string | null;
  readonly fragment: string | null;
  readonly leaked: boolean;
  readonly tab: string;
}

let pending: Visit | null = null;
let listener: (() => void) | null = null;

function readAddress(): void {
  const link = parseLinkAddress(location.href);
  pending = null;
  if (!link) return;
  const tab = tabOf(history.state) ?? newTab();
  history.replaceState({ tab }, '', sharePathOf(link.shareId));
  pending = { ...link, tab };
  listener?.();
}

/** Hands the last arrival over, once. */
export function takeVisit(): Visit | null {
  const visit = pending;
  pending = null;
  return visit;
}

/** Calls back at every later arrival: Back and Forward, or another link put into the same address bar. */
export function onVisit(callback: () => void): void {
  listener = callback;
}

readAddress();
addEventListener('popstate', readAddress);
// Most browsers send popstate first, and then nothing is left to read here.
addEventListener('hashchange', () => {
  if (location.href.includes('#')) readAddress();
});
