/** A person's upload and another's download while what they talk to goes away and comes back. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { makeFile, sha256OfFile } from '../files.ts';
import { linkOf, openShare, pick, savedDigest, transfer, untilReady } from '../steps.ts';

/** A question for URLs of parts. The PUTs themselves are not held: their bodies would pass through the test. */
const askForUrls = { method: 'POST', url: /\/api\/shares\/[\w-]+\/parts$/ };
/** An object from the API itself, or from a bucket on loopback. */
const getObject = { method: 'GET', url: /\/(objects|sealdrop-test-[0-9a-f]+)\// };
/** Bytes of the file: four parts. */
const SIZE = 26_000_000;
/** Until the page notices, and until it goes on: a store takes half a minute to begin again, and pauses grow. */
const AGAIN = { timeout: 120_000 };

/** Something that is taken away in the middle, and given back. */
export interface Outage {
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** Lets `happen` run at the second request of this kind, which waits for it. */
async function atSecond(
  page: Page,
  { method, url }: { method: string; url: RegExp },
  happen: () => Promise<void>,
): Promise<void> {
  let seen = 0;
  let happened: Promise<void> | null = null;
  await page.context().route(url, async (route) => {
    if (route.request().method() === method && ++seen === 2) happened = happen();
    await happened;
    await route.continue();
  });
}

/** Sends a file through an outage that begins in its middle. Answers its link and digest. */
export async function sendThrough(page: Page, folder: string, outage: Outage) {
  const file = await makeFile(folder, 'through.bin', SIZE);
  let begun = false;
  await atSecond(page, askForUrls, async () => {
    await outage.begin();
    begun = true;
  });
  await pick(page, file);
  const link = await linkOf(page);
  await expect(transfer(page)).toContainText('Reconnecting', AGAIN);
  expect(begun).toBe(true);
  await outage.end();
  await untilReady(page, AGAIN.timeout);
  await page.context().unrouteAll({ behavior: 'wait' });
  return { link, digest: await sha256OfFile(file) };
}

/** Opens the share and saves its one file through an outage that begins in its middle. */
export async function saveThrough(page: Page, sent: { link: string; digest: string }, outage: Outage) {
  await openShare(page, sent.link);
  await atSecond(page, getObject, outage.begin);
  const saved = savedDigest(page, 'through.bin');
  // Awaited below; until then a failure must not count as unhandled.
  saved.catch(() => undefined);
  await expect(page.getByText('The connection is lost.')).toBeVisible(AGAIN);
  await outage.end();
  expect(await saved).toBe(sent.digest);
  await page.context().unrouteAll({ behavior: 'wait' });
}

/** The same where the outage is none to a download that has begun. */
export async function saveDespite(page: Page, sent: { link: string; digest: string }, outage: Outage) {
  await openShare(page, sent.link);
  await atSecond(page, getObject, outage.begin);
  expect(await savedDigest(page, 'through.bin')).toBe(sent.digest);
  await outage.end();
  await page.context().unrouteAll({ behavior: 'wait' });
}
