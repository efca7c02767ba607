/** What the specs of the evil server do and expect again and again. */
import { expect, type Page } from '@playwright/test';
import { fileList } from '../steps.ts';
import { words } from '../words.ts';
import type { Seen } from './server.ts';

export type Cause = keyof typeof words;

/** Causes whose words may stand within those of others. */
const within: readonly Cause[] = ['not-complete', 'revoked', 'limit', 'too-large', 'too-large-to-save'];

/** The words are those of this cause and of no other. One expectation, for Playwright keeps every one of thousands. */
export function expectWords(text: string, cause: Cause): void {
  const causes = (Object.keys(words) as Cause[]).filter((one) => one === cause || !within.includes(one));
  const said = causes.filter((one) => words[one].test(text));
  expect(said, text).toEqual([cause]);
}

/**
 * Does one thing in the page, and answers the first words that come of it: a refusal's, else
 * "opened", "saved" or "reconnecting". What
 * stood there before is marked, so that no old words are taken for new ones.
 */
function outcomeOf(page: Page, act: { readonly hash?: string; readonly press?: string }): Promise<string> {
  return page.evaluate(async ({ hash, press }) => {
    const shown = '[role=alert], [aria-label=Files]';
    for (const one of document.querySelectorAll(shown)) one.setAttribute('data-before', '');
    const buttons = [...document.querySelectorAll('button')];
    const button = buttons.find((one) => (one.ariaLabel ?? one.innerText) === press);
    // An address without a fragment is arrived at anew as Back and Forward do it.
    if (hash === '') dispatchEvent(new PopStateEvent('popstate'));
    else if (hash !== undefined) location.hash = hash;
    else if (button) button.click();
    else throw new Error('there is no such button');
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      const alert = document.querySelector<HTMLElement>('[role=alert]:not([data-before])');
      if (alert) return alert.innerText;
      if (hash !== undefined && document.querySelector('[aria-label=Files]:not([data-before])'))
        return 'opened';
      if (press === undefined) continue;
      if (document.body.innerText.includes('Saved and verified')) return 'saved';
      if (document.body.innerText.includes('The connection is lost')) return 'reconnecting';
    }
  }, act);
}

/**
 * Arrives by a link and answers the words of the refusal. Where the page is at this share already, it is the same link
 * put into the address bar once more, which loads nothing anew.
 */
export async function refusalAt(page: Page, link: string): Promise<string> {
  const { origin, pathname, hash } = new URL(link);
  let text: string;
  if (page.url() === `${origin}${pathname}`) {
    text = await outcomeOf(page, { hash });
  } else {
    await page.goto(link);
    const alert = page.getByRole('alert');
    await expect(alert).toBeVisible();
    text = await alert.innerText();
  }
  if ((await fileList(page).count()) > 0) throw new Error('files are listed');
  return text;
}

/** Puts a link into the address bar of the page that is at this share already: "opened", or the words of the refusal. */
export function reopened(page: Page, link: string): Promise<string> {
  return outcomeOf(page, { hash: new URL(link).hash });
}

/** Presses a button that saves, and answers the words of the refusal, "saved" or "reconnecting". */
export function refusalOfSaving(page: Page, button: string): Promise<string> {
  return outcomeOf(page, { press: button });
}

/** A fresh arrival, also where the page is at this address already. */
export async function arrive(page: Page, link: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(link);
}

/** What a server can tell of a request: everything but the bytes themselves and what names the share. */
export function shapeOf({ method, path, headers, body }: Seen): string {
  const pattern = path
    .replace(/^(\/api\/shares\/)[\w-]{22}/, '$1:id')
    .replace(/^(\/objects\/)[^?]*\/(\w+)/, '$1:id/$2');
  const names = Object.keys(headers).sort().join();
  return `${method} ${pattern} ${body.length} bytes, range ${headers.range ?? 'none'}, ${names}`;
}
