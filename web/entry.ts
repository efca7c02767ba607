/**
 * Where the page begins. boot.ts comes first: it takes the secret out of the address before anything else runs. What is seen first is drawn. A
 * document that was loaded with a secret keeps it, and gives way to another. Else the page's first code, its texts, and the page at this
 * address are loaded side by side.
 */
import { pendingArrival } from './boot.ts';
import { drawFirstView, setPlain } from './first-view.ts';
import { prepareFormats } from './i18n/format.ts';
import { lazyPageAt } from './lazy-pages.ts';
import { fetchAhead, keepForCleanLoad, needsCleanLoad } from './state/clean-load.ts';
import { startLanguage, wishedLanguage } from './state/language.ts';
import { pageEngine } from './state/page-engine.ts';

/** Milliseconds for the first frame: the page's code, where the browser has it in its cache, runs long enough to hold it up. */
const SOON = 150;
/** Milliseconds after which the main thread has nothing to do but wait. */
const WAITING = 150;

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const nextFrame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Nothing can be dropped yet, and the browser would open the file in place of the page. */
function refuse(event: DragEvent): void {
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
}

async function start(): Promise<void> {
  addEventListener('dragover', refuse);
  const arrival = pendingArrival();
  const givesWay = needsCleanLoad(arrival);
  setPlain(givesWay);
  // Without a secure origin the page says so, and nothing else.
  if (isSecureContext) drawFirstView(wishedLanguage());
  if (givesWay) {
    const ahead = fetchAhead();
    if (await keepForCleanLoad(pageEngine(), arrival)) {
      await ahead;
      location.reload();
      return;
    }
    setPlain(false);
  }
  const texts = startLanguage();
  // No frame comes in a tab that is not seen.
  await Promise.race([nextFrame(), pause(SOON)]);
  // Whoever opens a link waits for the worker more than for the page; on the first screen the page starts it.
  if (arrival) {
    pageEngine()
      .call('load-open', null)
      .catch(() => undefined);
  }
  const here = lazyPageAt(location.pathname).load();
  const code = Promise.all([import('./main.tsx'), texts, here]);
  const idle = setTimeout(prepareFormats, WAITING);
  const [{ draw }] = await code;
  clearTimeout(idle);
  removeEventListener('dragover', refuse);
  draw();
}

start().catch(() => {
  // Nothing has come that could draw anything, in whatever language: index.html has words for that.
  document.getElementById('root')?.replaceChildren();
  document.getElementById('unloaded')?.removeAttribute('hidden');
});
