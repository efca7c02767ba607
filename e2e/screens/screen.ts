/**
 * Takes the pictures of `npm run screens`: one state of a page in both themes and at three widths, and once in the
 * colours that a system forces on it. They show links that open: the folder is not committed.
 */
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';

const folder = resolve(import.meta.dirname, '../../.cache/screens');
const widths = [320, 768, 1440];

/** `forced` also where the colours are forced. */
export async function shoot(page: Page, name: string, { forced = false } = {}): Promise<void> {
  const take = (what: string) =>
    page.screenshot({ path: join(folder, `${name}-${what}.png`), fullPage: true, animations: 'disabled' });
  await page.mouse.move(0, 0);
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await take(`${width}-${colorScheme}`);
    }
  }
  if (!forced) return;
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce', forcedColors: 'active' });
  await take('1440-forced');
  await page.emulateMedia({ colorScheme: null, reducedMotion: null, forcedColors: null });
}
