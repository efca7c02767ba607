/** What is seen before the page's code is there: the same as afterwards, in the same place; and what a first load of a link does, and does not. */
import type { Page, Route } from '@playwright/test';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { partsOf, send } from './steps.ts';

/** Where each text stands that is there before the page's code is. */
function places(): string[] {
  return Array.from(document.querySelectorAll('header a, h1, h1 + p'), (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y, w, h] = [left, top, width, height].map((value) => value.toFixed(1));
    return `${element.tagName} ${element.textContent} ${x} ${y} ${w} ${h}`;
  });
}

/** Keeps what matches from the page until it is let go. */
async function hold(page: Page, pattern: RegExp): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((open) => {
    letGo = open;
  });
  await page.route(pattern, async (route: Route) => {
    await gate;
    await route.continue();
  });
  return letGo;
}

const firstCode = /\/assets\/first-[\w-]+\.js$/;

for (const [language, width] of [
  ['en', 1280],
  ['en', 320],
  ['de', 320],
  ['ar', 1280],
] as const) {
  test(`the first screen stands where it will, ${language}, ${width} px`, async ({ sender: page }) => {
    await page.setViewportSize({ width, height: 700 });
    await page.addInitScript((chosen) => localStorage.setItem('sealdrop-language', chosen), language);
    const letGo = await hold(page, firstCode);
    await page.goto('/', { waitUntil: 'commit' });
    await expect(page.locator('h1')).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    const before = await page.evaluate(places);
    expect(before).toHaveLength(7);
    await expect(page.locator('input[type=file]')).toHaveCount(0);
    letGo();
    await expect(page.locator('input[type=file]').first()).toBeAttached();
    expect(await page.evaluate(places)).toEqual(before);
  });
}

test('a link shows that it is being looked at, in the same place, and nothing of the page runs in its first load', async ({
  sender,
  recipient: page,
  watchOf,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'first.txt', Buffer.from('first')));
  const letCodeGo = await hold(page, firstCode);
  const letShareGo = await hold(page, /\/api\/shares\//);
  await page.goto(link, { waitUntil: 'commit' });
  // The first load says so in a face that it has.
  const waiting = page.getByRole('heading', { name: 'Looking at the seal.', exact: true });
  await expect(waiting).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-plain', '');
  expect(new URL(page.url()).hash).toBe('');
  expect(watchOf(page).requests.filter((request) => request.url().includes('/api/'))).toEqual([]);
  letCodeGo();
  await expect(page.locator('html')).not.toHaveAttribute('data-plain');

  const letCodeGoAgain = await hold(page, firstCode);
  await page.reload({ waitUntil: 'commit' });
  await expect(waiting).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const before = await page.evaluate(places);
  expect(before).toHaveLength(7);
  letCodeGoAgain();
  await expect(page.locator('main svg path').first()).toBeAttached();
  expect(await page.evaluate(places)).toEqual(before);
  letShareGo();
  await expect(page.getByRole('list', { name: 'Files', exact: true })).toBeVisible();
  const [entry] = await page.evaluate(() =>
    performance.getEntriesByType('navigation').map(({ name }) => name),
  );
  expect(entry).not.toContain(partsOf(link).fragment);
});

test('a file that is dragged over the page before it can take one does not open in its place', async ({
  sender: page,
}) => {
  const letGo = await hold(page, firstCode);
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.locator('h1')).toBeVisible();
  const isRefused = () =>
    page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'x.txt'));
      const event = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    });
  expect(await isRefused()).toBe(true);
  letGo();
  await expect(page.locator('input[type=file]').first()).toBeAttached();
  expect(await isRefused()).toBe(true);
});
