/** The way to a request link's page that is not a navigation of the browser: from a pasted link. */
import { navigate } from 'wouter/use-browser-location';
import { request } from './later-stores.ts';
import { newTab, parsePastedRequest, requestPathOf } from './link-address.ts';

/** Opens the request link in a text. False where there is none in it. */
export function openPastedRequest(text: string): boolean {
  const link = parsePastedRequest(text, request.store.getState().fingerprint);
  if (!link?.fingerprint || !link.fragment) return false;
  const tab = newTab();
  navigate(requestPathOf(link.fingerprint), { replace: true, state: { tab } });
  void request.open({ ...link, tab, loaded: false });
  return true;
}
