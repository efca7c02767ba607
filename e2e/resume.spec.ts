/** Uploads that are paused, left and taken up again: nothing is sent twice, and no two versions of a file are mixed. */
import { readFile, utimes, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { bodyGeometry } from '../shared/crypto/body.ts';
import { test } from './counted.ts';
import { makeFile, sha256OfFile, sha256OfPieces } from './files.ts';
import { expect } from './fixtures.ts';
import { savedToPicked, stubSavePicker } from './opfs-picker.ts';
import { button, sentArticle } from './people-steps.ts';
import { plainLinkOf, untilTransferred } from './plain-steps.ts';
import {
  fileList,
  holdObjects,
  linkOf,
  objectAddress,
  pick,
  savedDigest,
  transfer,
  untilReady,
} from './steps.ts';
import { words } from './words.ts';

const MIB = 1_048_576;
const PART = 8 * MIB;
const PIECE = 32 * MIB;

/**
 * Lets the first parts through and holds all others, which are lost when the answer's `letThrough` is called; what comes
 * then goes through. Counts the bytes that went through.
 */
async function someParts(page: Page, count: number) {
  const through = { bytes: 0 };
  let open = false;
  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  await page.context().route(objectAddress, async (route) => {
    const size = route.request().postDataBuffer()?.length ?? 0;
    if (!open && size > 0 && through.bytes >= count * PART) {
      await lost;
      await route.abort().catch(() => undefined);
      return;
    }
    through.bytes += size;
    await route.continue().catch(() => undefined);
  });
  return {
    through,
    letThrough: () => {
      open = true;
      lose();
    },
  };
}

const uploaded = (page: Page) =>
  page.getByRole('progressbar', { name: 'Upload progress', exact: true }).getAttribute('value');

test('a pause stops what is under way, and whoever has the link waits until it goes on', async ({
  sender,
  recipient,
  folder,
}) => {
  const file = await makeFile(folder, 'paused.bin', 2_000_000);
  const letThrough = await holdObjects(sender);
  await pick(sender, file);
  const link = await linkOf(sender);
  await button(sender, 'Pause').click();
  await expect(transfer(sender)).toHaveText('Paused');
  letThrough();
  await recipient.goto(link);
  await expect(recipient.getByText(/still uploading/i)).toBeVisible();
  await expect(transfer(sender)).toHaveText('Paused');
  await button(sender, 'Continue').click();
  await untilReady(sender);
  await expect(recipient.getByRole('list', { name: 'Files', exact: true })).toBeVisible();
  expect(await savedDigest(recipient, 'paused.bin')).toBe(await sha256OfFile(file));
});

test('progress moves while a single part is on its way', async ({ bodies, sender, folder }) => {
  const file = await makeFile(folder, 'slow.bin', 8_000_000);
  bodies.holdAt(bodies.received() + 1);
  await pick(sender, file);
  // What the machine's own sockets take of it.
  await expect.poll(async () => Number(await uploaded(sender))).toBeGreaterThan(0);
  await expect(transfer(sender)).toHaveText('Sealing and uploading');
  expect(Number(await uploaded(sender))).toBeLessThan(1);
  bodies.holdAt(Number.POSITIVE_INFINITY);
  await untilReady(sender);
});

for (const [what, size] of [
  ['80 MiB', 80 * MIB],
  ['1 GiB @large', 1_024 * MIB],
] as const) {
  test(`a pause and a tab killed at half: with the same file it goes on, and opens by itself where it is waited for: ${what}`, async ({
    server: { origin },
    bodies,
    newPlainProfile,
    newDiskProfile,
    folder,
  }) => {
    const timeout = 120_000 + size / 2_000;
    test.setTimeout(3 * timeout);
    const file = await makeFile(folder, 'left.bin', size);
    const [sender, recipient] = [await newPlainProfile(), await newDiskProfile()];
    const waits = recipient.getByText(/still uploading/i);
    const before = { received: bodies.received(), lost: bodies.lost() };
    const received = () => bodies.received() - before.received;

    await test.step('opened early, and paused', async () => {
      bodies.holdAt(before.received + 1);
      await sender.goto(origin);
      await sender.setFiles('Files to send', [file]);
      await stubSavePicker(recipient);
      await recipient.goto(await plainLinkOf(sender));
      await expect(waits).toBeVisible();
      await sender.press('Pause');
      await untilTransferred(sender, 'Paused', timeout);
    });
    const link = await plainLinkOf(sender);

    await test.step('killed at half', async () => {
      bodies.holdAt(before.received + size / 2);
      await sender.press('Continue');
      await expect.poll(received, { timeout }).toBeGreaterThanOrEqual(size / 2);
      await sender.crash();
      await expect(waits).toBeVisible();
    });
    expect(received()).toBeLessThan(0.6 * size);

    bodies.holdAt(Number.POSITIVE_INFINITY);
    const again = await sender.browser.newPage();
    await again.goto(origin);
    await again.choose('Resume', [file]);
    await untilTransferred(again, 'Ready', timeout);
    expect(await plainLinkOf(again)).toBe(link);
    const twice = received() - bodyGeometry(size).objectSize;
    const lost = bodies.lost() - before.lost;
    console.log(`  ${what}: ${lost} bytes of parts broken off, ${twice} bytes sent twice`);
    // Nothing of a part that had arrived, and no more than can be under way at once.
    expect(twice).toBeLessThanOrEqual(lost);
    expect(lost).toBeLessThan(8 * PART);

    await expect(fileList(recipient)).toBeVisible({ timeout });
    const digests = await savedToPicked(recipient, 'left.bin', { piece: PIECE, timeout });
    expect(digests).toEqual(await sha256OfPieces(file, PIECE));
  });
}

test('another file, or the same one changed, is not taken for the one that was left', async ({
  sender,
  recipient,
  folder,
}) => {
  const file = await makeFile(folder, 'changing.bin', 20_000_000);
  const other = await makeFile(folder, 'other.bin', 1_000);
  await utimes(file, TIME, TIME);
  const parts = await someParts(sender, 1);
  await pick(sender, file);
  await linkOf(sender);
  await expect.poll(async () => Number(await uploaded(sender)), { timeout: 120_000 }).toBeGreaterThan(0.3);
  sender.on('dialog', (dialog) => void dialog.accept());
  await sender.goto('/shares');
  parts.letThrough();
  const article = sentArticle(sender, 'changing.bin');
  const resume = async (path: string) => {
    const choosing = sender.waitForEvent('filechooser');
    await button(article, 'Resume').click();
    await (await choosing).setFiles(path);
  };
  await resume(other);
  await expect(article.getByRole('alert')).toContainText('changing.bin is not among them');

  // Same name, same size, same time: only the bytes tell.
  await flipBytes(file);
  await resume(file);
  await expect(sender.getByRole('heading', { name: /did not get through/i })).toBeVisible();
  await expect(sender.getByRole('alert')).toContainText(words['file-changed']);

  // Nothing was sent of it, so the file that was meant still goes on.
  await flipBytes(file);
  await sender.goto('/shares');
  await resume(file);
  await untilReady(sender);
  const link = await linkOf(sender);
  await recipient.goto(link);
  expect(await savedDigest(recipient, 'changing.bin')).toBe(await sha256OfFile(file));
});

const TIME = 1_750_000_000;

async function flipBytes(file: string): Promise<void> {
  const bytes = await readFile(file);
  // One in every part.
  for (const at of [5, 9_000_000, 18_000_000]) bytes[at] = (bytes[at] as number) ^ 1;
  await writeFile(file, bytes);
  await utimes(file, TIME, TIME);
}
