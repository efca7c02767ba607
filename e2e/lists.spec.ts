/** Shares and people as lists: found among many, their state at a glance, put away and taken back, their links again. */

import { setTimeout } from 'node:timers/promises';
import type { Locator, Page } from '@playwright/test';
import { encode } from 'uqr';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import {
  addPerson,
  button,
  clipboardOf,
  contactLink,
  createKey,
  deliver,
  inboxArticle,
  openRequest,
  personArticle,
  revoke,
  sentArticle,
} from './people-steps.ts';
import { choose, openShare, savedDigest, send } from './steps.ts';

const sentOf = (page: Page): Locator => page.getByRole('region', { name: 'Sent', exact: true });
const search = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search', exact: true });

async function names(region: Locator): Promise<(string | null)[]> {
  return region.getByRole('article').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
}

/** Until another second has begun: shares are dated in whole seconds, and those of one second are in no order. */
async function nextSecond(): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  while (Math.floor(Date.now() / 1000) === now) await setTimeout(1000 - (Date.now() % 1000));
}

test('a handful of shares is not searched; more are found by letters without accents, and sorted', async ({
  sender,
  folder,
}) => {
  const files = ['b 10.txt', 'Überweisung.pdf', 'b 9.txt', 'a.txt', 'tax/z.txt'];
  for (const [i, name] of files.entries()) {
    if (i === 4) {
      await sender.goto('/shares');
      await expect(sentArticle(sender, 'a.txt')).toBeVisible();
      await expect(search(sender)).toHaveCount(0);
    }
    await nextSecond();
    await send(sender, await writeBytes(folder, name.replace('tax/', ''), Buffer.from(name)));
    if (name === 'b 9.txt') await choose(sender, { expires: '1 hour' });
  }
  await sender.goto('/shares');
  await expect(search(sender)).toBeVisible();
  const newest = ['z.txt', 'a.txt', 'b 9.txt', 'Überweisung.pdf', 'b 10.txt'];
  await expect.poll(() => names(sentOf(sender))).toEqual(newest);

  await search(sender).fill('uber');
  await expect(sentOf(sender).getByRole('article')).toHaveCount(1);
  await expect(sentArticle(sender, 'Überweisung.pdf')).toBeVisible();
  await expect(sender.getByText('1 of 5 shown.', { exact: true })).toBeVisible();
  await search(sender).fill('nothing');
  await expect(sentOf(sender).getByText(/nothing here has these words/i)).toBeVisible();
  await button(sender, 'Clear search').press('Enter');
  await expect(search(sender)).toBeFocused();
  await expect(sentOf(sender).getByRole('article')).toHaveCount(5);

  // By keyboard: from the search to the order, and through it.
  await sender.keyboard.press('Tab');
  const sort = sender.getByRole('combobox', { name: 'Sort by', exact: true });
  await expect(sort).toBeFocused();
  await sender.keyboard.type('Name');
  await expect(sort).toHaveValue('name');
  await expect
    .poll(() => names(sentOf(sender)))
    .toEqual(['a.txt', 'b 9.txt', 'b 10.txt', 'Überweisung.pdf', 'z.txt']);
  await sort.selectOption({ label: 'Ending soon' });
  await expect.poll(async () => (await names(sentOf(sender)))[0]).toBe('b 9.txt');
  await expect(sentArticle(sender, 'b 9.txt').getByText(/ends in 60 minutes/i)).toBeVisible();
});

test('how a share stands: ready, downloaded, ended', async ({ sender, recipient, folder }) => {
  const link = await send(sender, await writeBytes(folder, 'a.txt', Buffer.from('a')));
  await sender.goto('/shares');
  const article = sentArticle(sender, 'a.txt');
  await expect(article.getByText(/^Ready until/)).toBeVisible();
  await openShare(recipient, link);
  await savedDigest(recipient, 'a.txt');
  await sender.reload();
  await expect(article.getByText(/^Downloaded once\. Ready until/)).toBeVisible();
  await revoke(article);
  await expect(article.getByText('Ended: revoked', { exact: true })).toBeVisible();
});

test('what cannot be undone is asked about first, and a held key or a second tap keeps it', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'a.txt', Buffer.from('a')));
  await sender.goto('/shares');
  const article = sentArticle(sender, 'a.txt');
  const ask = button(article, 'Revoke');
  const dialog = sender.getByRole('dialog', { name: 'a.txt', exact: true });
  for (const key of ['Enter', 'Escape']) {
    await ask.press('Enter');
    await expect(button(dialog, 'Keep')).toBeFocused();
    await sender.keyboard.press(key);
    await expect(dialog).toHaveCount(0);
    await expect(ask).toBeFocused();
  }
  await openShare(recipient, link);

  await ask.press('Enter');
  await sender.keyboard.press('Shift+Tab');
  await expect(button(dialog, 'Revoke for everybody')).toBeFocused();
  // What went wrong is said where it is seen, and it can be pressed again.
  await sender.context().setOffline(true);
  await sender.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(/cannot be reached/i);
  await sender.context().setOffline(false);
  await button(dialog, 'Revoke for everybody').press('Enter');
  await expect(article.getByText('Ended: revoked', { exact: true })).toBeVisible();
  await expect(button(article, 'Dismiss')).toBeFocused();
});

test('the link is there again after a reload: copied, and as a QR code that says the same', async ({
  sender,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'a.txt', Buffer.from('a')));
  await sender.goto('/shares');
  await sender.reload();
  const article = sentArticle(sender, 'a.txt');
  await button(article, 'Copy link').click();
  await expect(article.getByText(/^Copied/)).toBeVisible();
  expect(await clipboardOf(sender)).toBe(link);
  await button(article, 'Show QR code').press('Enter');
  const { data } = encode(link, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const drawn = await article
    .getByRole('figure')
    .evaluate((figure) => [...figure.querySelectorAll('path')].map((path) => path.getAttribute('d')));
  expect(drawn).toContain(dark.join(''));
});

test('a dismissed share comes back by one press, whole, and is gone for good once the page is left', async ({
  sender,
  folder,
}) => {
  for (const name of ['first.txt', 'second.txt', 'third.txt']) {
    await nextSecond();
    await send(sender, await writeBytes(folder, name, Buffer.from(name)));
  }
  await sender.goto('/shares');
  const article = sentArticle(sender, 'second.txt');
  await revoke(article);
  await button(article, 'Dismiss').press('Enter');
  await expect(article).toHaveCount(0);
  await expect(button(sender, 'Undo')).toBeFocused();
  await expect(button(sender, 'Undo')).toHaveAccessibleDescription('“second.txt” was dismissed.');
  await sender.keyboard.press('Enter');
  await expect(button(article, 'Dismiss')).toBeFocused();
  await expect(button(sender, 'Undo')).toHaveCount(0);
  await expect.poll(() => names(sentOf(sender))).toEqual(['third.txt', 'second.txt', 'first.txt']);
  await sender.reload();
  await expect(article.getByText('Ended: revoked', { exact: true })).toBeVisible();

  await button(article, 'Dismiss').click();
  await expect(button(sender, 'Undo')).toBeFocused();
  await sender.getByRole('link', { name: 'People', exact: true }).click();
  await sender.getByRole('link', { name: 'Shares', exact: true }).click();
  await expect(sentArticle(sender, 'first.txt')).toBeVisible();
  await expect(article).toHaveCount(0);
  await expect(button(sender, 'Undo')).toHaveCount(0);
});

test('a removed person comes back as they were, and only the last who was removed', async ({
  sender,
  recipient,
  newProfile,
  folder,
}) => {
  const other = await newProfile();
  await createKey(recipient, 'Bob', folder);
  await createKey(other, 'Cleo', folder);
  await addPerson(sender, 'Bob', await contactLink(recipient, 'Bob'));
  await addPerson(sender, 'Cleo', await contactLink(other, 'Cleo'));
  await button(personArticle(sender, 'Bob'), 'Mark as verified').click();
  await expect(personArticle(sender, 'Bob').getByText(/^Verified/)).toBeVisible();
  await button(personArticle(sender, 'Bob'), 'Remove').press('Enter');
  await expect(button(sender, 'Undo')).toBeFocused();
  await expect(button(sender, 'Undo')).toHaveAccessibleDescription('Bob was removed from your People.');
  await sender.keyboard.press('Enter');
  await expect(button(personArticle(sender, 'Bob'), 'Remove')).toBeFocused();
  await sender.reload();
  await expect(personArticle(sender, 'Bob').getByText(/^Verified/)).toBeVisible();

  for (const name of ['Bob', 'Cleo']) await button(personArticle(sender, name), 'Remove').click();
  await expect(sender.getByRole('article')).toHaveCount(0);
  await expect(button(sender, 'Undo')).toHaveCount(1);
  await button(sender, 'Undo').click();
  await expect(personArticle(sender, 'Cleo')).toBeVisible();
  await expect(personArticle(sender, 'Bob')).toHaveCount(0);
});

test('a dismissed delivery is listed again, by the server too; so are all that do not open', async ({
  sender: owner,
  recipient: stranger,
  server,
  folder,
}) => {
  await createKey(owner, 'Ada', folder);
  await openRequest(stranger, await contactLink(owner, 'Ada'), 'Ada');
  await deliver(stranger, await writeBytes(folder, 'kept.txt', Buffer.from('kept')));
  const before = new Set(await server.objects.names());
  for (const name of ['x.txt', 'y.txt'])
    await deliver(stranger, await writeBytes(folder, name, Buffer.from(name)));
  for (const name of await server.objects.names()) {
    if (before.has(name) || !name.includes('manifest')) continue;
    const bytes = await server.objects.read(name);
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    await server.objects.write(name, bytes);
  }

  await owner.goto('/shares');
  const kept = inboxArticle(owner, 'kept.txt');
  await expect(owner.getByText(/^2 deliveries do not open/)).toBeVisible();
  await button(kept, 'Dismiss').click();
  await expect(button(owner, 'Undo')).toBeFocused();
  await expect(kept).toHaveCount(0);
  await button(owner, 'Undo').click();
  await expect(button(kept, 'Dismiss')).toBeFocused();
  await owner.reload();
  await expect(kept).toBeVisible();

  await button(owner, 'Dismiss what does not open').click();
  await expect(button(owner, 'Undo')).toHaveAccessibleDescription('2 deliveries were dismissed.');
  await button(owner, 'Undo').click();
  await expect(button(owner, 'Show what does not open')).toBeFocused();
  await owner.reload();
  await expect(owner.getByText(/^2 deliveries do not open/)).toBeVisible();
});
