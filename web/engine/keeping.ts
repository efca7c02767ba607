/** Keeps, sealed, what a link's address held, so that the page can be loaded anew without it: the first thing that a link asks of the worker. */
import { parseFingerprint } from '../../shared/crypto/fingerprint.ts';
import { parseFragment, parseShareId } from '../../shared/link.ts';
import { parseRequestFragment } from '../../shared/request-link.ts';
import { keepTab, loadRequestTab, loadTab, saveRequestTab } from '../vault/tabs.ts';
import type { Commands } from './protocol.ts';

/** A share's link secret. False where it cannot be kept. */
export async function keep({ shareId, fragment, tab }: Commands['keep']['in']): Promise<boolean> {
  try {
    const id = parseShareId(shareId);
    await keepTab(tab, id, await parseFragment(id, fragment));
    return (await loadTab(tab, id)) !== null;
  } catch {
    return false;
  }
}

/** A request link's token. False where it cannot be kept. */
export async function keepRequest({
  fingerprint,
  fragment,
  tab,
}: Commands['keep-request']['in']): Promise<boolean> {
  try {
    const target = parseFingerprint(fingerprint);
    await saveRequestTab(tab, target, await parseRequestFragment(target, fragment));
    return (await loadRequestTab(tab, target)) !== null;
  } catch {
    return false;
  }
}
