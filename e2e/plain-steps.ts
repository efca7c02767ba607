/** What people do with large files, in a browser that Playwright does not slow: e2e/cdp.ts. */
import { expect } from '@playwright/test';
import type { PlainPage } from './cdp.ts';

/** Waits until the status "Transfer" says this word, and for no longer than a failure. */
export async function untilTransferred(page: PlainPage, word: string, timeout: number): Promise<void> {
  const last = await page.waitFor(
    (wanted) => {
      const text = document.querySelector('output[aria-label="Transfer"]')?.textContent ?? '';
      return [wanted, 'Stopped', 'Failed'].includes(text) ? text : null;
    },
    { timeout, parameters: [word] },
  );
  expect(last).toBe(word);
}

/** From the first screen to Ready. Answers the link. */
export async function sendLarge(
  page: PlainPage,
  { origin, file, timeout }: { origin: string; file: string | readonly string[]; timeout: number },
): Promise<string> {
  await page.goto(origin);
  await page.setFiles('Files to send', [file].flat());
  await untilTransferred(page, 'Ready', timeout);
  return await plainLinkOf(page);
}

/** Drops files and folders on the first screen. */
export async function dropOnFirst(page: PlainPage, origin: string, files: readonly string[]): Promise<void> {
  await page.goto(origin);
  await page.waitFor(() => document.querySelector('input[type=file]') !== null, {
    timeout: 45_000,
    parameters: [],
  });
  await page.drop(files);
}

/** The link, which stands there before the upload ends. */
export async function plainLinkOf(page: PlainPage): Promise<string> {
  return await page.waitFor(
    () => {
      const label = [...document.querySelectorAll('label')].find((it) => it.textContent === 'Share link');
      return (label?.control instanceof HTMLInputElement && label.control.value) || null;
    },
    { timeout: 45_000, parameters: [] },
  );
}

/** Opens a request link, sees whose it is, and delivers through it. */
export async function deliverLarge(
  page: PlainPage,
  { link, name, file, timeout }: { link: string; name: string; file: string; timeout: number },
): Promise<void> {
  await page.goto(link);
  const heading = await page.waitFor(() => document.querySelector('h1 bdi')?.textContent ?? null, {
    timeout: 45_000,
    parameters: [],
  });
  expect(heading).toBe(`Send files to ${name}`);
  await page.setFiles('Files to send', [file]);
  await untilTransferred(page, 'Delivered', timeout);
}
