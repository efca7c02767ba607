/**
 * Where the page begins. boot.ts comes first: it takes the secret out of the address before anything else runs. A document
 * that was loaded with one keeps it, and gives way to another. Else the page's first code, its texts, and the page at this address are
 * loaded side by side.
 */
import { pendingArrival } from './boot.ts';
import { drawFirstView, drawPlainly } from './first-view.ts';
import { prepareFormats } from './i18n/format.ts';
import { lazyPageAt } from './lazy-pages.ts';
import { fetchAhead, keepForCleanLoad, needsCleanLoad } from './state/clean-load.ts';
import { startLanguage } from './state/language.ts';
import { pageEngine } from './state/page-engine.ts';

/**
 * Milliseconds in which texts come that the browser has in its cache. The page's code, which is then there too, runs long enough to hold up what
 * they draw, so it lets them go first.
 */
const KEPT_WITHIN = 150;
/** Milliseconds after which a document that gives way to another shows what the other one will. */
const LATE = 1_000;
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
  const texts = startLanguage();
  if (givesWay) {
    const ahead = Promise.allSettled([fetchAhead(), texts]);
    const late = setTimeout(() => void texts.then(drawPlainly), LATE);
    const isKept = await keepForCleanLoad(pageEngine(), arrival);
    if (isKept) await ahead;
    clearTimeout(late);
    if (isKept) return location.reload();
  }
  // Without a secure origin the page says so, and nothing else.
  const seen = isSecureContext ? texts.then(drawFirstView) : texts;
  // No frame comes in a tab that is not seen.
  await Promise.race([seen.then(nextFrame), pause(KEPT_WITHIN)]);
  // Whoever opens a link waits for the worker more than for the page; on the first screen the page starts it.
  if (arrival) {
    pageEngine()
      .call('load-open', null)
      .catch(() => undefined);
  }
  const here = lazyPageAt(location.pathname)?.load();
  const code = Promise.all([import('./main.tsx'), seen, here]);
  const idle = setTimeout(prepareFormats, WAITING);
  const [{ draw }] = await code;
  clearTimeout(idle);
  removeEventListener('dragover', refuse);
  draw();
}

start().catch(() => {
  // Nothing has come that could draw anything, in whatever language: index.html has words for that.
  document.getElementById('unloaded')?.removeAttribute('hidden');
});
