/**
 * Takes the pictures of `npm run screens`: one state of a page in both themes and at three widths, mirrored, under a
 * finger, and once in the colours that a system forces on it. They show links that open: the folder is not committed.
 */
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';

const folder = resolve(import.meta.dirname, '../../.cache/screens');
const widths = [320, 768, 1440];
const themes = ['light', 'dark'] as const;
const still = { reducedMotion: 'reduce' } as const;

const resize = (page: Page, width: number) =>
  page.setViewportSize({ width, height: width < 400 ? 640 : 900 });

/**
 * Another tab of the profile chooses the language, so that the page stays in its state. Answers whether it could: without a network there are
 * no texts of another language.
 */
async function speak(page: Page, language: string): Promise<boolean> {
  const other = await page.context().newPage();
  // No page of the app, so that nothing of it runs there. Where a finger has been, the page itself does not know that it is offline.
  const answer = await other.goto('/favicon.svg').catch(() => null);
  if (answer) await other.evaluate((chosen) => localStorage.setItem('sealdrop-language', chosen), language);
  await other.close();
  if (answer) await expect(page.locator('html')).toHaveAttribute('lang', language);
  return answer !== null;
}

/** A finger is all that there is to point with, until the answer is called. */
async function touch(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 });
  await expect.poll(() => page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
  return async () => {
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await session.detach();
  };
}

/** `forced` also where the colours are forced. */
export async function shoot(page: Page, name: string, { forced = false } = {}): Promise<void> {
  // A dialog stands in the window, wherever the page behind it has scrolled to.
  const fullPage = (await page.locator('dialog[open]').count()) === 0;
  const take = (what: string, whole = fullPage) =>
    page.screenshot({
      path: join(folder, `${name}-${what}.png`),
      fullPage: whole,
      animations: 'disabled',
    });
  await page.mouse.move(0, 0);
  for (const width of widths) {
    await resize(page, width);
    for (const colorScheme of themes) {
      await page.emulateMedia({ ...still, colorScheme });
      await take(`${width}-${colorScheme}`);
    }
  }
  if (forced) {
    await page.emulateMedia({ ...still, colorScheme: 'dark', forcedColors: 'active' });
    await take('1440-forced');
    await page.emulateMedia({ forcedColors: null });
  }
  if (await speak(page, 'ar')) {
    await page.emulateMedia({ ...still, colorScheme: 'dark' });
    await take('1440-mirrored');
    await resize(page, 320);
    await page.emulateMedia({ ...still, colorScheme: 'light' });
    await take('320-mirrored');
    await speak(page, 'en');
  }
  await resize(page, 390);
  const lift = await touch(page);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await lift();
  // Another size, or a picture of more than the window, takes the finger away again.
  if (fullPage) await page.setViewportSize({ width: 390, height });
  const liftAgain = await touch(page);
  await take('390-touch', false);
  await liftAgain();
  await resize(page, 1440);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
