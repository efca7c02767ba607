/**
 * Where the plaintext of older files stands in a browser: above 64 MiB in files of its own on the disk, and there no
 * longer than something reads it. Nothing else may remove it either: what is being sent stays.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeOlder, type OlderKind } from '../scripts/make-older.mjs';
import { sha256 } from './files.ts';
import { expect, test } from './fixtures.ts';
import { companions, gotoOlder, openOlder, privateFiles } from './older-steps.ts';
import { hideSavePicker } from './opfs-picker.ts';
import { linkOf, openShare, savedDigest, transfer, untilReady } from './steps.ts';
import { readZip } from './zip.ts';

/** Above what is kept in memory. */
const SIZE = 70_000_000;
/** Milliseconds after which a download of a ZIP of two has certainly ended. */
const TAKEN_AFTER = 60_000 + (2.1 * SIZE) / 5_000;

const untilPrivateFiles = (page: Page, count: number) => expect.poll(() => privateFiles(page)).toBe(count);
const leave = (page: Page) => page.getByRole('link', { name: 'Shares', exact: true }).click();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Megabytes are written, sealed and sent, here by as many tests at once as there are cores. */
const LONG = 200_000;

/** Makes large files of these kinds, as many of each as there are sizes, and opens all of them. Answers what they are. */
async function openLarge(page: Page, folder: string, kinds: OlderKind[], sizes = [SIZE]) {
  const made = makeOlder(folder, sizes, kinds);
  const files = made.map(({ path }) => companions(join(folder, path)));
  await gotoOlder(page);
  await openOlder(page, files.flat(), { keys: folder });
  return made;
}

/** The same of the kind that is opened fastest, to its end: there is a file on the disk for each then. */
async function openedLarge(page: Page, folder: string, sizes = [SIZE]) {
  const made = await openLarge(page, folder, ['package-zip'], sizes);
  await untilOpen(page);
  await untilPrivateFiles(page, sizes.length);
  return made;
}

/** Nothing is sent before the share is made, which waits until the answer is called. */
async function holdShare(page: Page): Promise<() => Promise<void>> {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.context().route('**/api/shares', async (route) => {
    await gate;
    await route.continue();
  });
  return async () => {
    open();
    await page.context().unrouteAll({ behavior: 'wait' });
  };
}

const untilOpen = (page: Page) =>
  expect(page.getByRole('button', { name: 'Share it safely', exact: true })).toBeVisible({ timeout: LONG });

test('"Cancel" while a file is being written removes it at once', async ({ sender, folder }) => {
  // The second takes seconds: its cipher runs in JavaScript.
  await openLarge(sender, folder, ['package-zip', 'share']);
  await expect.poll(() => privateFiles(sender), { intervals: [20] }).toBeGreaterThan(0);
  await press(sender, 'Cancel');
  await expect(sender.getByRole('button', { name: 'Open', exact: true })).toBeVisible();
  await untilPrivateFiles(sender, 0);
});

test('"Save all" makes no copy; who leaves the page leaves nothing, once the download has its bytes', async ({
  sender,
  folder,
}) => {
  await sender.clock.install();
  const made = await openedLarge(sender, folder, [SIZE, SIZE + 1]);
  const packing = sender.waitForEvent('download');
  await press(sender, 'Save all');
  const packed = readZip(await readFile(await (await packing).path()));
  expect([...packed.values()].map(sha256).sort()).toEqual(made.map((one) => one.sha256).sort());
  expect(await privateFiles(sender)).toBe(2);
  await leave(sender);
  expect(await privateFiles(sender)).toBe(2);
  await sender.clock.fastForward(TAKEN_AFTER);
  await untilPrivateFiles(sender, 0);
});

test('where a share is refused, what was opened stays; it goes with the page, or for something else', async ({
  sender,
  folder,
}) => {
  await sender.context().route('**/api/config', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), maxShareBytes: 1_000 } });
  });
  const [made] = await openedLarge(sender, folder);
  await press(sender, 'Share it safely');
  await expect(sender.getByRole('alert')).toContainText('That is more than');
  await untilOpen(sender);
  expect(await privateFiles(sender)).toBe(1);
  await press(sender, 'Open something else');
  await untilPrivateFiles(sender, 0);

  await openOlder(sender, join(folder, made?.path ?? ''), { keys: folder });
  await untilOpen(sender);
  await untilPrivateFiles(sender, 1);
  await leave(sender);
  await untilPrivateFiles(sender, 0);
});

test('what a tab leaves that is closed goes when Sealdrop is opened the next time', async ({
  sender,
  folder,
}) => {
  await openedLarge(sender, folder);
  const next = await sender.context().newPage();
  await next.goto('/shares');
  // It is locked by the tab that has it.
  expect(await privateFiles(next)).toBe(1);
  await sender.close();
  await next.reload();
  await untilPrivateFiles(next, 0);
});

test('what is being sent stays until it is sent, whatever is done besides, and goes then', async ({
  sender,
  recipient,
  folder,
}) => {
  const [made] = await openedLarge(sender, folder);
  const letThrough = await holdShare(sender);
  await press(sender, 'Share it safely');
  await expect(transfer(sender)).toContainText('Sealing and uploading');
  await sender.goBack();
  const small = join(folder, 'small');
  makeOlder(small, [1], ['package-zip']);
  await openOlder(sender, join(small, 'package-zip-1.zip'), { keys: small });
  await press(sender, 'Open something else');
  // Another tab looks for what nobody uses, too.
  const other = await sender.context().newPage();
  await other.goto('/older');
  await other.waitForLoadState('networkidle');
  await other.close();
  expect(await privateFiles(sender)).toBe(1);
  await sender.goForward();
  await letThrough();
  const link = await linkOf(sender);
  await untilReady(sender, LONG);
  await untilPrivateFiles(sender, 0);
  await hideSavePicker(recipient);
  await openShare(recipient, link);
  expect(await savedDigest(recipient, made?.name ?? '')).toBe(made?.sha256);
});
