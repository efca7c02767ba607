/**
 * Runs before anything else: takes a link's secret out of the address bar into memory, so that no later code, no
 * reload and no history entry meets it there (docs/format.md, "Links"). The history entry keeps a random number
 * only, under which the worker finds an opened share again after a reload.
 *
 * The browser itself remembers the address that a document was loaded by, as the name of its navigation's performance
 * entry, and nothing clears that but another load: docs/decisions/0005-one-reload-for-a-clean-address.md.
 */
import { newTab, parseLinkAddress, sharePathOf, tabOf, wasLeaked } from './state/link-address.ts';

/** One arrival at a share's address. */
export interface Visit {
  readonly shareId: string | null;
  readonly fragment: string | null;
  readonly leaked: boolean;
  readonly tab: string;
  /** The document was loaded with this secret in its address. */
  readonly loaded: boolean;
}

let pending: Visit | null = null;
let listener: (() => void) | null = null;

function readAddress(loaded = false): void {
  const link = parseLinkAddress(location.href);
  pending = null;
  if (!link) return;
  const tab = tabOf(history.state) ?? newTab();
  const leaked = link.leaked || (link.fragment === null && wasLeaked(history.state));
  history.replaceState({ tab, leaked }, '', sharePathOf(link.shareId));
  pending = { ...link, leaked, tab, loaded: loaded && link.fragment !== null };
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

readAddress(true);
addEventListener('popstate', () => readAddress());
// Most browsers send popstate first, and then nothing is left to read here.
addEventListener('hashchange', () => {
  if (location.href.includes('#')) readAddress();
});
