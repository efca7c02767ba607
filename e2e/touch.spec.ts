/** The page under a finger: targets that are large enough, and a screen that stays on while something moves. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { addPerson, button, contactLink, createKey, keyPairArticle, openRequest } from './people-steps.ts';
import { fileList, holdObjects, linkOf, openShare, pick, send, untilReady } from './steps.ts';
import { watch } from './watch.ts';

/** WCAG 2.5.5 for fingers; 2.5.8 for everything that points. */
const FINGER = 44;
const POINTER = 24;

/** Controls that are smaller than that. Links within a sentence go with its lines, and a label is part of its control. */
function small(page: Page, least: number): Promise<string[]> {
  return page.evaluate((wanted) => {
    const found: string[] = [];
    const selector = 'button, a[href], input:not([type=hidden]), select, textarea, summary';
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const around = element.parentElement?.textContent ?? '';
      const isInline = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
      if (isInline && around.length > element.textContent.length) continue;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const boxes = [element, ...labels].map((one) => one.getBoundingClientRect());
      const [top, bottom] = [
        Math.min(...boxes.map((box) => box.top)),
        Math.max(...boxes.map((box) => box.bottom)),
      ];
      const [left, right] = [
        Math.min(...boxes.map((box) => box.left)),
        Math.max(...boxes.map((box) => box.right)),
      ];
      // Half a pixel is how boxes are rounded.
      if (bottom - top >= wanted - 0.5 && right - left >= 24) continue;
      const name = element.ariaLabel ?? labels[0]?.textContent ?? element.textContent;
      found.push(`${element.tagName} ${name}: ${Math.round(right - left)}x${Math.round(bottom - top)}`);
    }
    return found;
  }, least);
}

interface Device {
  readonly page: Page;
  readonly least: number;
  readonly width: number;
}

/** A phone with its own profile, watched like every other. */
async function phone(
  browser: Browser,
  origin: string,
  width: number,
): Promise<[Device, BrowserContext, string[]]> {
  const context = await browser.newContext({
    baseURL: origin,
    permissions: ['clipboard-read', 'clipboard-write'],
    hasTouch: true,
    isMobile: true,
    viewport: { width, height: 780 },
  });
  const { wrongs } = await watch(context, origin);
  return [{ page: await context.newPage(), least: FINGER, width }, context, wrongs];
}

async function expectLarge({ page, least, width }: Device, screen: string): Promise<void> {
  expect(await small(page, least), `${screen}, ${width} px`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${screen}, ${width} px: scrolls sideways`).toBeLessThanOrEqual(0);
}

/** All pages, with something on each. */
async function walk(
  device: Device,
  { link, contact, folder }: Record<'link' | 'contact' | 'folder', string>,
): Promise<void> {
  const { page } = device;
  for (const path of ['/', '/shares', '/people', '/settings', '/older', '/package', '/nowhere']) {
    await page.goto(path);
    await page.getByRole('main').waitFor();
    await expectLarge(device, path);
  }
  await page.goto('/s/AAAAAAAAAAAAAAAAAAAAAA#cut');
  await expect(page.getByRole('alert')).toBeVisible();
  await expectLarge(device, 'link-cut');
  await openShare(page, link);
  await expectLarge(device, 'opened');
  await createKey(page, 'Ada', folder);
  const own = await contactLink(page, 'Ada');
  await expect(page.getByRole('list', { name: 'Request links', exact: true })).toBeVisible();
  await expectLarge(device, 'key pair');
  await button(keyPairArticle(page, 'Ada'), 'Delete').click();
  await expect(page.getByText(/in its inbox/i)).toBeVisible();
  await expectLarge(device, 'dialog');
  await page.keyboard.press('Escape');
  await addPerson(page, 'Bob', contact);
  await button(page, 'Compare fingerprint').click();
  await expectLarge(device, 'person');
  await openRequest(page, own, 'Ada');
  await expectLarge(device, 'request');
  await send(page, await writeBytes(folder, 'by-phone.txt', Buffer.from('x')));
  await expect(page.getByRole('group', { name: 'People', exact: true })).toBeVisible();
  await expectLarge(device, 'sent');
  await page.goto('/shares');
  await button(page, 'Change').click();
  await expectLarge(device, 'shares');
}

/** A share of two files and the contact link of Bob, from somebody else. */
async function prepare(sender: Page, folder: string): Promise<Record<'link' | 'contact' | 'folder', string>> {
  const files = ['first.txt', 'second.txt'].map((name) => writeBytes(folder, name, Buffer.from(name)));
  const link = await send(sender, await Promise.all(files));
  await createKey(sender, 'Bob', folder);
  return { link, contact: await contactLink(sender, 'Bob'), folder };
}

test('every control of every page is large enough for a finger, at 320 and 390 px @a11y', async ({
  browser,
  server,
  sender,
  folder,
}) => {
  const prepared = await prepare(sender, folder);
  for (const width of [320, 390]) {
    const [device, context, wrongs] = await phone(browser, server.origin, width);
    expect(await device.page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
    await walk(device, prepared);
    await context.close();
    expect(wrongs).toEqual([]);
  }
});

test('and for a pointer that is none @a11y', async ({ sender, recipient, folder }) => {
  await walk({ page: recipient, least: POINTER, width: 1_280 }, await prepare(sender, folder));
});

/** Counts the browser's own locks of the screen that are held. Call it before the page is opened. */
async function watchScreen(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const locks: WakeLockSentinel[] = [];
    Object.assign(window, { seenLocks: locks });
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = async (type) => {
      const lock = await request(type);
      locks.push(lock);
      return lock;
    };
  });
  return () =>
    page.evaluate(
      () =>
        (Reflect.get(window, 'seenLocks') as WakeLockSentinel[]).filter(({ released }) => !released).length,
    );
}

test('the screen stays on while files are sent, not while the upload rests, and not after', async ({
  sender: page,
  server,
  folder,
}) => {
  // What headless browsers refuse, and others give to whoever is looked at.
  await page.context().grantPermissions(['screen-wake-lock'], { origin: server.origin });
  const held = await watchScreen(page);
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  expect(await held()).toBe(0);
  const letThrough = await holdObjects(page);
  await pick(page, await writeBytes(folder, 'awake.txt', Buffer.from('awake')));
  await linkOf(page);
  await expect.poll(held).toBe(1);
  await button(page, 'Pause').click();
  await expect.poll(held).toBe(0);
  await button(page, 'Continue').click();
  await expect.poll(held).toBe(1);
  // Browsers let it go where the page is not seen.
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(held).toBe(0);
  await page.evaluate(() => {
    Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(held).toBe(1);
  letThrough();
  await untilReady(page);
  await expect.poll(held).toBe(0);
  await expect(fileList(page)).toHaveCount(0);
});
