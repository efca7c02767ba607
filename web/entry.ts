/**
 * Where the page begins. boot.ts comes first: it takes the secret out of the address before anything else runs. Then the
 * page's first code, its texts, and the page at this address are loaded side by side.
 */
import './boot.ts';
import { lazyPageAt } from './lazy-pages.ts';
import { startLanguage } from './state/language.ts';

async function start(): Promise<void> {
  const here = lazyPageAt(location.pathname)?.load();
  const [{ draw }] = await Promise.all([import('./main.tsx'), startLanguage(), here]);
  draw();
}

start().catch(() => {
  // Nothing has come that could draw anything, in whatever language: index.html has words for that.
  document.getElementById('unloaded')?.removeAttribute('hidden');
});
