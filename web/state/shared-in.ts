/**
 * What another app has shared into this one: taken from the service worker when the first screen is opened for it. Links of
 * this site are opened; everything else goes the way of a drop, once a person has said so. Any page of the web can post such a form, into a tab
 * and into the window of an app of its own, where this page looks installed; on a phone any app can.
 */
import { SHARE_NOT_TAKEN } from '../../shared/share-target.ts';
import type { DroppedFile } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { SHARED, type Shared } from '../service-worker/page-messages.ts';
import { openPasted } from './arrivals.ts';
import { linkIn } from './link-address.ts';
import { askWorker, hasServiceWorkers } from './registration.ts';
import { type SharedIn, sharedIn } from './shared-note.ts';
import { sending } from './stores.ts';

const show = (shared: SharedIn): void => sharedIn.setState({ shared });

/** Looks at the address, once, and takes what was shared. */
export async function takeSharedIn(): Promise<void> {
  const { pathname, hash } = location;
  if (pathname !== '/' || !(hash.startsWith(SHARED) || hash === SHARE_NOT_TAKEN)) return;
  history.replaceState(history.state, '', '/');
  if (hash === SHARE_NOT_TAKEN) {
    show({ kind: 'notTaken' });
    return;
  }
  const controller = hasServiceWorkers() ? navigator.serviceWorker.controller : null;
  const id = hash.slice(SHARED.length);
  const shared = controller && (await askWorker<'take-shared'>(controller, { kind: 'take-shared', id }));
  if (!shared) show({ kind: 'lost' });
  else await take(shared);
}

async function take(shared: Shared): Promise<void> {
  const link = linkIn(`${shared.url} ${shared.text} ${shared.title}`, location.origin);
  if (shared.files.length === 0 && link !== null) {
    if (openPasted(link)) return;
    // What is shared is not lost where the way to a request link cannot be loaded.
    const requests = await import('./request-arrivals.ts').catch(() => null);
    if (requests?.openPastedRequest(link)) return;
  }
  show({ kind: 'asking', files: filesOf(shared) });
}

/** Files, and a file of the text; beside files a title says no more than their names do. */
function filesOf({ files, title, text, url }: Shared): readonly DroppedFile[] {
  const shared = files.map((file) => ({ path: file.name, file }));
  const lines = [...new Set(files.length === 0 ? [title, text, url] : [text, url])].filter(
    (one) => one.trim() !== '',
  );
  if (lines.length === 0) return shared;
  const name = t.device.sharedText;
  return [...shared, { path: name, file: new File([`${lines.join('\n')}\n`], name, { type: 'text/plain' }) }];
}

/** The person's word on what waits. */
export function answerSharedIn(send: boolean): void {
  const { shared } = sharedIn.getState();
  show({ kind: 'none' });
  if (send && shared.kind === 'asking') void sending.send(shared.files);
}
