/** The interface in each of its languages: chosen by the browser and by setting, narrow, and mirrored where it is to be. */
import type { Page } from '@playwright/test';
import { makeFile } from './files.ts';
import { expect, test } from './fixtures.ts';
import { contactLink, createKey } from './people-steps.ts';
import { holdObjects, linkOf, openShare, pick, send, untilReady } from './steps.ts';

const rightToLeft = ['ar'];
const longName = `${'a_long_name_without_a_place_to_break_'.repeat(3)}.bin`;

const setting = (page: Page) => page.locator('select').filter({ has: page.locator('option[lang=en]') });
const root = (page: Page) => page.locator('html');

/** Goes there without loading the page anew, as its own links do. */
async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
  // Of a page that is still being loaded nothing stands there yet.
  await expect.poll(() => page.evaluate(() => location.pathname)).toBe(path);
}

/** Chooses a language on Settings; "" is that of the browser. */
async function speak(page: Page, language: string): Promise<void> {
  await goWithin(page, '/settings');
  await setting(page).selectOption(language);
  await expect(setting(page)).toHaveValue(language);
  if (language !== '') await expect(root(page)).toHaveAttribute('lang', language);
}

/** What does not fit: the page that scrolls sideways, and what stands outside of it or is wider than it can show. */
function unfit(): string[] {
  const found: string[] = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`the page scrolls sideways: ${scrollWidth}`);
  for (const element of document.querySelectorAll<HTMLElement>(
    'button, a, label, legend, h1, h2, h3, summary, option',
  )) {
    const { left, right, width } = element.getBoundingClientRect();
    if (width === 0 || element.closest('[hidden]')) continue;
    const words = (element.textContent ?? '').slice(0, 40);
    if (left < -1 || right > innerWidth + 1) found.push(`outside: ${words} ${left} ${right}`);
    const cut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    if (cut && getComputedStyle(element).display !== 'inline') found.push(`cut: ${words}`);
  }
  return found;
}

async function expectFits(page: Page, where: string): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible();
  expect(await page.evaluate(unfit), where).toEqual([]);
  const text = await page.locator('body').innerText();
  expect(text, where).not.toMatch(/undefined|NaN|\[object|\b(?:send|open|shares|keyPair)\.\w+/);
}

test('every page in every language, 320 px wide @a11y', async ({ sender, newProfile, folder }) => {
  const other = await newProfile();
  await other.setViewportSize({ width: 320, height: 640 });
  await createKey(sender, 'Ada', folder);
  const contact = await contactLink(sender, 'Ada');
  const link = await send(sender, [
    await makeFile(folder, longName, 1_000),
    await makeFile(folder, 'b.bin', 2_000),
  ]);
  await sender.setViewportSize({ width: 320, height: 640 });
  await openShare(other, link);
  await goWithin(sender, '/settings');
  const languages = await setting(sender)
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value).filter(Boolean));
  expect(languages).toContain('en');

  for (const language of languages) {
    await speak(sender, language);
    const dir = rightToLeft.includes(language) ? 'rtl' : 'ltr';
    await expect(root(sender)).toHaveAttribute('dir', dir);
    await expectFits(sender, `${language}: Settings`);
    for (const path of ['/shares', '/people', '/older', '/package', '/']) {
      await goWithin(sender, path);
      if (path === '/') await expect(sender.locator('output').first()).toBeVisible();
      await expectFits(sender, `${language}: ${path}`);
    }
    const mark = await sender.locator('header a').first().boundingBox();
    expect((mark?.x ?? 0) > 160, `${language}: the mark stands where lines begin`).toBe(dir === 'rtl');
    // A link reads from left to right in every language.
    await expect(sender.locator('input[readonly]').first()).toHaveCSS('direction', 'ltr');

    await speak(other, language);
    await other.goBack();
    await expect(other.getByText(longName).first()).toBeVisible();
    await expectFits(other, `${language}: Open`);
    await other.goto(contact);
    await expect(other.locator('dl')).toBeVisible();
    await expect(root(other)).toHaveAttribute('lang', language);
    await expect(other.locator('dd span').first()).toHaveCSS('direction', 'ltr');
    await expectFits(other, `${language}: request`);
    await other.goto('/');
    await expect(other.locator('input[type=file]').first()).toBeAttached();
    await expectFits(other, `${language}: Send, empty`);
    await openShareAgain(other, link);
  }
});

test('the bar is one line in every language, on every phone @a11y', async ({ sender }) => {
  await sender.goto('/settings');
  for (const language of ['en', 'de', 'fr', 'es', 'ja', 'ar']) {
    await speak(sender, language);
    for (const width of [320, 360, 390, 430, 575, 576]) {
      await sender.setViewportSize({ width, height: 640 });
      const links = await sender.locator('header a').evaluateAll((all) =>
        all.map((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return Math.round((top + bottom) / 2);
        }),
      );
      expect(links.length).toBe(5);
      const line = `${language}, ${width} px`;
      expect(Math.max(...links) - Math.min(...links), line).toBeLessThanOrEqual(2);
      expect(await sender.evaluate(() => document.documentElement.scrollWidth <= innerWidth), line).toBe(
        true,
      );
    }
  }
});

/** The same without the words of a language. */
async function openShareAgain(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByText(longName).first()).toBeVisible();
}

test('the language is that of the browser, until one is chosen, and stays chosen @a11y', async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ baseURL: server.origin, locale: 'ar-EG' });
  const page = await context.newPage();
  await page.goto('/settings');
  await expect(root(page)).toHaveAttribute('lang', 'ar');
  await expect(root(page)).toHaveAttribute('dir', 'rtl');
  await expect(setting(page)).toHaveValue('');
  await speak(page, 'de');
  await expect(page).toHaveTitle(/^Einstellungen/);
  await page.reload();
  await expect(root(page)).toHaveAttribute('lang', 'de');
  await expect(root(page)).toHaveAttribute('dir', 'ltr');
  await expect(setting(page)).toHaveValue('de');
  // Another tab follows, where it stands.
  const other = await context.newPage();
  await other.goto('/people');
  await expect(root(other)).toHaveAttribute('lang', 'de');
  await speak(page, '');
  await expect(root(page)).toHaveAttribute('lang', 'ar');
  await expect(root(other)).toHaveAttribute('dir', 'rtl');
  await expect(other).toHaveURL(/\/people$/);
  await context.close();

  const elsewhere = await browser.newContext({ baseURL: server.origin, locale: 'pt-BR' });
  const english = await elsewhere.newPage();
  await english.goto('/');
  await expect(root(english)).toHaveAttribute('lang', 'en');
  await expect(english).toHaveTitle('Send files · Sealdrop');
  await elsewhere.close();
});

test('an upload goes on while the language changes @a11y', async ({ sender, folder }) => {
  const letThrough = await holdObjects(sender);
  await pick(sender, await makeFile(folder, 'a.bin', 9_000_000));
  const link = await linkOf(sender);
  await sender.getByRole('link', { name: 'Settings', exact: true }).click();
  await setting(sender).focus();
  await setting(sender).selectOption('fr');
  await expect(sender.getByRole('heading', { level: 1 })).not.toContainText('Your keys');
  await expect(setting(sender)).toBeFocused();
  letThrough();
  await goWithin(sender, '/');
  await expect(sender.locator('input[readonly]').first()).toHaveValue(link);
  await expect(sender.locator('progress')).toHaveCount(0, { timeout: 90_000 });
  await speak(sender, 'en');
  await goWithin(sender, '/');
  await untilReady(sender);
});

test('texts that cannot be loaded: English at the start, words at a choice @a11y', async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ baseURL: server.origin, locale: 'de-DE' });
  await context.route(/\/assets\/language-(?!en)/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto('/settings');
  await expect(root(page)).toHaveAttribute('lang', 'en');
  await setting(page).selectOption('fr');
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached');
  await expect(setting(page)).toHaveValue('');
  await context.close();
});

test('a page whose code is gone says so, and the others go on @a11y', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.origin, locale: 'en-US' });
  await context.route(/\/assets\/people-/, (route) => route.fulfill({ status: 404, body: '' }));
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('This page could not be loaded.');
  await expect(page.getByRole('button', { name: 'Reload', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Drop a file, get a link.', exact: true })).toBeVisible();
  await context.unroute(/\/assets\/people-/);
  // It is asked for again at each visit; not every browser asks the server then, and there is the reload.
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Add person', exact: true })).toBeVisible();
  await context.close();
});
