/** What the tests of the installed app share: its service worker, a server that is away, and a window of its own. */
import type { Page } from '@playwright/test';
import type { EvilServer, Tamper } from './evil/server.ts';
import { expect } from './fixtures.ts';
import { button } from './people-steps.ts';

/** A server that does not answer: each connection is cut. */
export const away: Tamper = async () => ({
  status: 200,
  body: {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('cut')) }),
  },
});

/** Has the page kept, in Settings. */
export async function keepPage(page: Page): Promise<void> {
  await page.goto('/settings');
  await button(page, 'Keep for offline use').click();
  await expect(page.getByText(/^Kept\. Each new version/)).toBeVisible();
}

/** Every name and path that the browser keeps answers under. */
export function keptAnswers(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      found.push(
        ...requests.map(({ url }) => `${name.replace(/[0-9a-f]{16}$/, '')} ${url.replace(origin, '')}`),
      );
    }
    return found;
  });
}

/**
 * Starts the app in a window of its own, and waits until it has kept itself. A headless browser installs no apps, so this stands in for
 * such a window: what pages ask about it, and nothing else, is answered as there.
 */
export async function startInstalled(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const matchMedia = window.matchMedia.bind(window);
    window.matchMedia = (query) =>
      query === '(display-mode: standalone)' ? matchMedia('all') : matchMedia(query);
  });
  await page.goto('/');
  await expect.poll(() => keptAnswers(page)).toContain('shell- /');
}

/** Whether there is a version of the service worker that waits, and one that is at work. */
export function versions(page: Page): Promise<{ waiting: boolean; active: boolean }> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return {
      waiting: (registration?.waiting ?? null) !== null,
      active: registration?.active?.state === 'activated',
    };
  });
}

/**
 * The server has another version of the service worker, and the browser comes to know of it. What is to see it come watches from before: a
 * browser looks for itself soon after a page was opened, and where such a look is under way, one that a page asks for is the same look,
 * which may have the version before already.
 */
export async function bringVersion(page: Page, evil: EvilServer, name: string): Promise<void> {
  const { tamper } = evil;
  let isGiven = false;
  evil.tamper = async (exchange) => {
    if (exchange.path !== '/service-worker.js') return tamper(exchange);
    // Asked for itself: a browser that has the one before asks only whether it has changed.
    const script = await (await fetch(`${evil.real.origin}/service-worker.js`)).text();
    isGiven = true;
    const headers = { 'content-type': 'text/javascript', 'cache-control': 'no-cache' };
    return { status: 200, headers, body: `${script}\n// ${name}` };
  };
  const look = async () => {
    await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
    return isGiven;
  };
  await expect.poll(look).toBe(true);
}
