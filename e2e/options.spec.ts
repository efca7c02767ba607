/** What a sender may change after the link exists, and what a recipient meets then. */
import type { Page } from '@playwright/test';
import { makeFile, sha256OfFile, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { revoke } from './people-steps.ts';
import {
  choose,
  fileList,
  holdObjects,
  linkOf,
  objectAddress,
  openShare,
  partsOf,
  pick,
  saveBy,
  savedDigest,
  send,
  unlock,
  untilReady,
} from './steps.ts';
import { words } from './words.ts';

/** Opens the link as if for the first time: what the owner was told is done shows at once. */
async function openAnew(page: Page, link: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(link);
}

test('a message set while uploading and changed after Ready reaches the recipient', async ({
  sender,
  recipient,
  folder,
}) => {
  const letThrough = await holdObjects(sender);
  await pick(sender, await makeFile(folder, 'note.bin', 1_000_000));
  const link = await linkOf(sender);
  await choose(sender, { message: 'First <b>words</b>' });
  letThrough();
  await untilReady(sender);
  await openShare(recipient, link);
  await expect(recipient.getByText('First <b>words</b>')).toBeVisible();
  await choose(sender, { message: 'Second words' });
  await openAnew(recipient, link);
  await expect(recipient.getByText('Second words')).toBeVisible();
  await expect(recipient.getByText('First <b>words</b>')).toBeHidden();
});

test('a passphrase set while uploading locks the share, a wrong one is told apart, the right one opens', async ({
  sender,
  recipient,
  folder,
}) => {
  const file = await makeFile(folder, 'locked.bin', 1_000_000);
  const letThrough = await holdObjects(sender);
  await pick(sender, file);
  const link = await linkOf(sender);
  await choose(sender, { passphrase: 'correct horse' });
  letThrough();
  await untilReady(sender);
  await recipient.goto(link);
  await expect(recipient.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
  await expect(fileList(recipient)).toBeHidden();
  await unlock(recipient, 'wrong horse');
  await expect(recipient.getByRole('alert')).toContainText(words['wrong-passphrase']);
  await unlock(recipient, 'correct horse');
  await expect(fileList(recipient)).toBeVisible();
  expect(await savedDigest(recipient, 'locked.bin')).toBe(await sha256OfFile(file));
});

test('a passphrase applied before the upload ends is there in the first state that anybody can open', async ({
  sender,
  recipient,
  folder,
}) => {
  const letThrough = await holdObjects(sender);
  // Slow Argon2, by a script that comes only when the upload is through.
  const sent = sender.context().waitForEvent('response', (response) => objectAddress.test(response.url()));
  await sender.context().route(/passphrase-worker/, async (route) => {
    await sent;
    await route.continue();
  });
  await pick(sender, await makeFile(folder, 'in-time.bin', 1_000_000));
  const link = await linkOf(sender);
  await sender.getByLabel('Passphrase', { exact: true }).fill('in time');
  await sender.getByRole('button', { name: 'Apply', exact: true }).click();
  letThrough();
  const address = `/api/shares/${partsOf(link).id}`;
  const ask = async () => (await recipient.request.get(address)).text();
  await expect.poll(ask, { intervals: [100] }).toContain('"ready"');
  await recipient.goto(link);
  const locked = recipient.getByRole('button', { name: 'Unlock', exact: true });
  await expect(locked.or(fileList(recipient))).toBeVisible();
  await expect(locked).toBeVisible();
});

test('a passphrase set after Ready, changed, and taken away again', async ({ sender, recipient, folder }) => {
  const file = await makeFile(folder, 'later.bin', 100_000);
  const link = await send(sender, file);

  await choose(sender, { passphrase: 'one' });
  await openAnew(recipient, link);
  await expect(recipient.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
  await choose(sender, { passphrase: 'two' });
  await openAnew(recipient, link);
  await unlock(recipient, 'two');
  await expect(fileList(recipient)).toBeVisible();
  await choose(sender, { passphrase: '' });
  await openAnew(recipient, link);
  await expect(fileList(recipient)).toBeVisible();
  expect(await savedDigest(recipient, 'later.bin')).toBe(await sha256OfFile(file));
});

test('expiry and limit changed after Ready stand in the list of shares', async ({ sender, folder }) => {
  await send(sender, await makeFile(folder, 'dated.bin', 1_000));
  await choose(sender, { expires: '1 day', limit: '3' });
  await sender.goto('/shares');
  const article = sender.getByRole('article', { name: 'dated.bin', exact: true });
  await expect(article).toContainText(/\b3\b/);
});

test('"Stop and delete" while uploading ends the share', async ({ sender, recipient, folder }) => {
  await sender.context().route(objectAddress, () => {
    // Never answered: the upload stands still until it is stopped.
  });
  await pick(sender, await makeFile(folder, 'stopped.bin', 9_000_000));
  const link = await linkOf(sender);
  await sender.getByRole('button', { name: 'Stop and delete', exact: true }).click();
  await expect(sender.getByText(/is stopped and deleted/i)).toBeVisible();
  await recipient.goto(link);
  await expect(recipient.getByRole('alert')).toContainText(words.ended);
});

test('what is ready is asked about before it is stopped: a second press keeps it', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await makeFile(folder, 'asked.bin', 1_000));
  const ask = sender.getByRole('button', { name: 'Stop and delete', exact: true });
  const dialog = sender.getByRole('dialog', { name: 'asked.bin', exact: true });
  for (const key of ['Enter', 'Escape']) {
    await ask.press('Enter');
    await expect(dialog.getByRole('button', { name: 'Keep', exact: true })).toBeFocused();
    await sender.keyboard.press(key);
    await expect(dialog).toHaveCount(0);
    await expect(ask).toBeFocused();
  }
  await openShare(recipient, link);
  await ask.press('Enter');
  await dialog.getByRole('button', { name: 'Delete for good', exact: true }).press('Enter');
  const heading = sender.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('This share is stopped and deleted.');
  await expect(heading).toBeFocused();
  await openAnew(recipient, link);
  await expect(recipient.getByRole('alert')).toContainText(words.ended);
});

test('a revoked share says so', async ({ sender, recipient, folder }) => {
  const link = await send(sender, await makeFile(folder, 'revoked.bin', 1_000));
  await openShare(recipient, link);
  await sender.goto('/shares');
  const article = sender.getByRole('article', { name: 'revoked.bin', exact: true });
  await revoke(article);
  await expect(article.getByText('Ended: revoked', { exact: true })).toBeVisible();
  await openAnew(recipient, link);
  await expect(recipient.getByRole('alert')).toContainText(words.ended);
  await expect(recipient.getByRole('alert')).toContainText(words.revoked);
});

test('with a limit of 1, one page saves as often as it likes, also after a reload; another is told', async ({
  sender,
  recipient,
  newProfile,
  folder,
}) => {
  const files = [
    await writeBytes(folder, 'a.txt', Buffer.from('a')),
    await writeBytes(folder, 'b.txt', Buffer.from('b')),
  ];
  const link = await send(sender, files);
  await choose(sender, { limit: '1' });

  // The owner's own opening counts nothing.
  await sender.goto('/shares');
  const own = sender.getByRole('article', { name: 'a.txt', exact: true });
  await expect(own).toContainText(/\b1\b/);
  await own.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(fileList(sender)).toBeVisible();
  expect((await saveBy(sender, 'Save a.txt')).bytes.toString()).toBe('a');

  // Nor does opening without saving.
  const onlooker = await newProfile();
  await openShare(onlooker, link);

  await openShare(recipient, link);
  expect((await saveBy(recipient, 'Save a.txt')).bytes.toString()).toBe('a');
  expect((await saveBy(recipient, 'Save b.txt')).bytes.toString()).toBe('b');
  await recipient.reload();
  await expect(fileList(recipient)).toBeVisible();
  expect((await saveBy(recipient, 'Save b.txt')).bytes.toString()).toBe('b');

  await onlooker.getByRole('button', { name: 'Save a.txt', exact: true }).click();
  await expect(onlooker.getByRole('alert')).toContainText(words.limit);
  const late = await newProfile();
  await late.goto(link);
  await late.getByRole('alert').or(fileList(late)).first().waitFor();
  if (await fileList(late).isVisible())
    await late.getByRole('button', { name: 'Save a.txt', exact: true }).click();
  await expect(late.getByRole('alert')).toContainText(words.limit);
});
