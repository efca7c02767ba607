/** Screens as axe, the keyboard and narrow windows meet them, in light and dark. */
import { join } from 'node:path';
import { makeOlder } from '../scripts/make-older.mjs';
import { expectAccessible, tabTo } from './accessible.ts';
import { makeFile, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { gotoOlder, openOlder } from './older-steps.ts';
import { choosePackage, savePackage } from './package-steps.ts';
import {
  addPerson,
  button,
  contactLink,
  createKey,
  deliver,
  inboxArticle,
  keyPairArticle,
  openRequest,
  PASSPHRASE,
  sentArticle,
} from './people-steps.ts';
import {
  choose,
  fileList,
  holdObjects,
  linkOf,
  openShare,
  pick,
  saveButton,
  send,
  shareLink,
  untilReady,
} from './steps.ts';

const longName = `${'a long name without a place to break '.replaceAll(' ', '_').repeat(3)}.bin`;

test('Send: empty, uploading, ready @a11y', async ({ sender, folder }) => {
  await sender.goto('/');
  await expect(sender.getByLabel('Files to send', { exact: true })).toBeAttached();
  await expectAccessible(sender, 'empty');

  const letThrough = await holdObjects(sender);
  await pick(sender, await makeFile(folder, longName, 9_000_000));
  await linkOf(sender);
  await expect(sender.getByRole('progressbar', { name: 'Upload progress', exact: true })).toBeVisible();
  await expectAccessible(sender, 'uploading');
  letThrough();
  await untilReady(sender);
  await expectAccessible(sender, 'ready');
});

test('Open: locked, list, saved @a11y', async ({ sender, recipient, folder }) => {
  const files = [await makeFile(folder, longName, 1_000), await makeFile(folder, 'b.bin', 2_000)];
  await pick(sender, files);
  const link = await linkOf(sender);
  await choose(sender, { passphrase: 'open', message: `A message with a ${'very'.repeat(60)} long word` });
  await untilReady(sender);
  await recipient.goto(link);
  await recipient.getByRole('button', { name: 'Unlock', exact: true }).waitFor();
  await expectAccessible(recipient, 'locked');
  await recipient.getByLabel('Passphrase', { exact: true }).fill('open');
  await recipient.keyboard.press('Enter');
  await expect(fileList(recipient)).toBeVisible();
  await expectAccessible(recipient, 'list');
  await saveButton(recipient, 'b.bin').click();
  await expect(recipient.getByText('Saved and verified', { exact: true })).toBeVisible();
  await expectAccessible(recipient, 'saved');
});

test('Open: failure. Shares: empty and with shares @a11y', async ({ sender, recipient, folder }) => {
  await recipient.goto('/s/AAAAAAAAAAAAAAAAAAAAAA#cut');
  await expect(recipient.getByRole('alert')).toBeVisible();
  await expectAccessible(recipient, 'link-cut');
  await sender.goto('/shares');
  await expect(sender.getByRole('region', { name: 'Sent', exact: true })).toBeVisible();
  await expectAccessible(sender, 'no shares');
  await send(sender, await writeBytes(folder, longName, Buffer.from('shared')));
  await sender.goto('/shares');
  await expect(sender.getByRole('article', { name: longName, exact: true })).toBeVisible();
  await expectAccessible(sender, 'shares');
});

test('Files of older systems: chosen, opened, refused @a11y', async ({ sender, folder }) => {
  const made = makeOlder(folder, [100]);
  await gotoOlder(sender);
  await expectAccessible(sender, 'older files');
  const paths = made.filter(({ path }) => /\.(?:zip|enc)$/.test(path)).map(({ path }) => join(folder, path));
  await openOlder(sender, paths, { keys: folder });
  await expect(fileList(sender)).toBeVisible();
  await sender.getByLabel('SHA-256 from the sender', { exact: true }).fill('no digest');
  await expectAccessible(sender, 'older files, opened');
});

test('Packages: chosen, by code, opened, refused @a11y', async ({ sender, recipient, folder }) => {
  const link = await send(sender, await writeBytes(folder, longName, Buffer.from('packed')));
  await expectAccessible(sender, 'sent, with its package to be saved');
  const path = await savePackage(sender, folder);
  await expectAccessible(sender, 'package saved');
  await recipient.goto('/package');
  await expectAccessible(recipient, 'no package');
  await choosePackage(recipient, path);
  const code = recipient.getByLabel('Link or code', { exact: true });
  await code.fill('no code');
  await recipient.keyboard.press('Enter');
  await expect(recipient.getByText(/This link is incomplete/)).toBeVisible();
  await expectAccessible(recipient, 'wrong code');
  await code.fill(link);
  await recipient.keyboard.press('Enter');
  await expect(fileList(recipient)).toBeVisible();
  await expectAccessible(recipient, 'package, opened');
  await recipient.context().setOffline(false);
  await choosePackage(recipient, await writeBytes(folder, 'no.zip', Buffer.from('none')));
  await expect(recipient.getByRole('alert')).toBeVisible();
  await expectAccessible(recipient, 'no package at all');
});

const longPerson = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren';

test('Settings: empty, dialogs, key pair, request links @a11y', async ({ sender, folder }) => {
  await sender.goto('/settings');
  await expect(button(sender, 'New key pair')).toBeVisible();
  await expectAccessible(sender, 'no keys');
  await button(sender, 'New key pair').click();
  await button(sender, 'Create and save backup').click();
  await expect(sender.getByRole('alert')).toBeVisible();
  await expectAccessible(sender, 'new key pair, refused');
  await sender.keyboard.press('Escape');
  await createKey(sender, longPerson, folder);
  const article = keyPairArticle(sender, longPerson);
  await button(article, 'Show contact QR code').click();
  await expect(sender.getByRole('list', { name: 'Request links', exact: true })).toBeVisible();
  await expectAccessible(sender, 'key pair');
  await button(article, 'Delete').click();
  await expect(sender.getByText(/in its inbox/i)).toBeVisible();
  await expectAccessible(sender, 'delete key pair');
});

test('People, a request page, the inbox, and a share for one person @a11y', async ({
  sender,
  recipient,
  folder,
}) => {
  await sender.goto('/people');
  await expect(button(sender, 'Add person')).toBeVisible();
  await expectAccessible(sender, 'nobody');
  await createKey(sender, 'Ada', folder);
  await createKey(recipient, longPerson, folder);
  await addPerson(sender, longPerson, await contactLink(recipient, longPerson));
  await button(sender, 'Compare fingerprint').click();
  await expectAccessible(sender, 'comparing');
  await button(sender, 'Mark as verified').click();
  await button(sender, 'Rename').click();
  await expect(button(sender, 'Save name')).toBeVisible();
  await expectAccessible(sender, 'renaming');

  await openRequest(recipient, await contactLink(sender, 'Ada'), 'Ada');
  await expectAccessible(recipient, 'request');
  await deliver(recipient, await writeBytes(folder, longName, Buffer.from('x')));
  await expectAccessible(recipient, 'delivered');

  await send(sender, await writeBytes(folder, 'for-one.txt', Buffer.from('x')));
  const group = sender.getByRole('group', { name: 'People', exact: true });
  await group.getByRole('checkbox', { name: longPerson, exact: true }).check();
  await button(sender, 'Apply').click();
  await expect(sender.getByText(/only the people you named/i)).toBeVisible();
  await expectAccessible(sender, 'for one person');
  const link = await shareLink(sender).inputValue();
  await sender.goto('/shares');
  await button(sentArticle(sender, 'for-one.txt'), 'People').click();
  await expectAccessible(sender, 'inbox');
  await button(inboxArticle(sender, longName), 'Delete').click();
  await expectAccessible(sender, 'asked');

  await recipient.goto(link);
  await expect(recipient.getByText('Calls themselves “Ada”', { exact: true })).toBeVisible();
  await expectAccessible(recipient, 'by somebody with a name');
});

test('not addressed @a11y', async ({ sender, recipient, newProfile, folder }) => {
  const other = await newProfile();
  await createKey(recipient, 'Bob', folder);
  await createKey(other, longPerson, folder);
  await addPerson(sender, 'Bob', await contactLink(recipient, 'Bob'));
  await send(sender, await writeBytes(folder, 'bob.txt', Buffer.from('x')));
  const group = sender.getByRole('group', { name: 'People', exact: true });
  await group.getByRole('checkbox', { name: 'Bob', exact: true }).check();
  await button(sender, 'Apply').click();
  await expect(sender.getByText(/only the people you named/i)).toBeVisible();
  await other.goto(await shareLink(sender).inputValue());
  await expect(other.getByRole('listitem').filter({ hasText: longPerson })).toBeVisible();
  await expectAccessible(other, 'not addressed');
});

test('what an app on a device says: not taken, no camera, kept @a11y', async ({ sender }) => {
  await sender.goto('/#share-not-taken');
  await expect(sender.getByRole('alert')).toContainText(/was not taken/);
  await expectAccessible(sender, 'not taken');
  await sender.goto('/people');
  await button(sender, 'Scan a QR code').click();
  await expect(sender.getByRole('alert')).toContainText(/no camera/i);
  await expectAccessible(sender, 'no camera');
  await sender.goto('/settings');
  await button(sender, 'Keep for offline use').click();
  await expect(sender.getByText(/^Kept\./)).toBeVisible();
  await expectAccessible(sender, 'kept for offline use');
});

test('sending and opening by keyboard alone @a11y', async ({ sender, recipient, folder }) => {
  const file = await writeBytes(folder, 'keys.txt', Buffer.from('keys'));
  await sender.goto('/');
  const input = sender.getByLabel('Files to send', { exact: true });
  await input.waitFor({ state: 'attached' });
  let chooserOpened = false;
  sender.on('filechooser', async (chooser) => {
    chooserOpened = true;
    await chooser.setFiles(file);
  });
  for (let presses = 0; presses < 30 && !chooserOpened; presses++) {
    await sender.keyboard.press('Tab');
    if (!(await input.evaluate((element) => element === document.activeElement))) continue;
    await sender.keyboard.press('Enter');
    await expect.poll(() => chooserOpened).toBe(true);
  }
  await linkOf(sender);
  // What had the focus is gone, and the next Tab is to begin where the page has changed.
  await expect(sender.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(sender, 'button', 'Copy link');
  await sender.keyboard.press('Enter');
  const link = await shareLink(sender).inputValue();
  await expect.poll(() => sender.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await untilReady(sender);

  await openShare(recipient, link);
  await tabTo(recipient, 'button', 'Save keys.txt');
  const download = recipient.waitForEvent('download');
  await recipient.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('keys.txt');
  await expect(recipient.getByText('Saved and verified', { exact: true })).toBeVisible();
});

test('a key pair is made by keyboard alone @a11y', async ({ sender }) => {
  await sender.goto('/settings');
  await expect(button(sender, 'New key pair')).toBeVisible();
  await tabTo(sender, 'button', 'New key pair');
  await sender.keyboard.press('Enter');
  for (const text of ['Ada', PASSPHRASE, PASSPHRASE]) {
    await sender.keyboard.type(text);
    await sender.keyboard.press('Tab');
  }
  const download = sender.waitForEvent('download');
  await sender.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/^Ada/);
  await expect(
    keyPairArticle(sender, 'Ada').getByRole('heading', { name: 'Ada', exact: true }),
  ).toBeFocused();
  await tabTo(sender, 'button', 'Delete');
  await sender.keyboard.press('Enter');
  await expect(sender.getByRole('dialog')).toBeVisible();
  await sender.keyboard.press('Escape');
  await expect(button(sender, 'Delete')).toBeFocused();
});
