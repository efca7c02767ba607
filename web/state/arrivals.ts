/** The ways to a link's page that are not a navigation of the browser: from Shares, and from a pasted link. */
import { navigate } from 'wouter/use-browser-location';
import { newTab, parsePastedLink, sharePathOf } from './link-address.ts';
import { opening } from './stores.ts';

/** Opens a share of one's own, or one that was delivered here; the worker finds its key. */
export function openOwn(shareId: string): void {
  const tab = newTab();
  navigate(sharePathOf(shareId), { state: { tab } });
  void opening.open({ shareId, fragment: null, leaked: false, tab, loaded: false });
}

/** Opens the link in a text. False where there is none in it. */
export function openPasted(text: string): boolean {
  const link = parsePastedLink(text, opening.store.getState().shareId);
  if (!link?.shareId || !link.fragment) return false;
  const tab = newTab();
  navigate(sharePathOf(link.shareId), { replace: true, state: { tab } });
  void opening.open({ ...link, tab, loaded: false });
  return true;
}
