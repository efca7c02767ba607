/** Light or dark by choice: at once, kept, and never seen otherwise first. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const ground = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const choice = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });

test('a choice shows at once, in every tab, and stays', async ({ sender }) => {
  await sender.emulateMedia({ colorScheme: 'light' });
  await sender.goto('/settings');
  const light = await ground(sender);
  const other = await sender.context().newPage();
  await other.goto('/shares');
  await expect(choice(sender, 'As the system')).toBeChecked();
  await choice(sender, 'Dark').check();
  await expect.poll(() => ground(sender)).not.toBe(light);
  const dark = await ground(sender);
  await expect.poll(() => ground(other)).toBe(dark);
  await sender.reload();
  await expect(choice(sender, 'Dark')).toBeChecked();
  expect(await ground(sender)).toBe(dark);
  await choice(sender, 'As the system').check();
  await expect.poll(() => ground(sender)).toBe(light);
  await sender.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => ground(sender)).toBe(dark);
  await sender.reload();
  await expect(choice(sender, 'As the system')).toBeChecked();
});

test('the page is never drawn in the other one first', async ({ sender }) => {
  await sender.emulateMedia({ colorScheme: 'light' });
  await sender.goto('/settings');
  const light = await ground(sender);
  await choice(sender, 'Dark').check();
  await expect.poll(() => ground(sender)).not.toBe(light);
  const dark = await ground(sender);
  // Without its modules, a page is what is painted before they have run.
  await sender.context().route(/\/assets\/(?!appearance-).*\.js$/, (route) => route.abort());
  await sender.goto('/');
  expect(await ground(sender)).toBe(dark);
});

test('where the system forces its colours, seals and lines are seen, and the focus', async ({ sender }) => {
  await sender.emulateMedia({ forcedColors: 'active' });
  await sender.goto('/');
  await sender.getByLabel('Files to send', { exact: true }).focus();
  const seen = await sender.evaluate(() => {
    const style = (selector: string) => {
      const element = document.querySelector(selector);
      if (!element) throw new Error(`there is no ${selector}`);
      return getComputedStyle(element);
    };
    return {
      html: style('html').backgroundColor,
      wax: style('main svg g path').fill,
      page: style('nav [aria-current]').borderBlockEndColor,
      focus: style('main input[type=file] + label').outlineStyle,
    };
  });
  expect(seen.wax).not.toBe(seen.html);
  expect(seen.page).not.toBe(seen.html);
  expect(seen.focus).toBe('solid');
});
