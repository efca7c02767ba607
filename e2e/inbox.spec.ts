/** Request links and the inbox: who has no key delivers, and only the owner's key opens it. */
import { makeFile, sha256, sha256OfFile, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import {
  addPerson,
  button,
  contactLink,
  createKey,
  deliver,
  inboxArticle,
  openRequest,
  sentArticle,
} from './people-steps.ts';
import { fileList, holdObjects, savedDigest, stopReady, transfer } from './steps.ts';
import { words } from './words.ts';

test('a delivery from somebody without a key is new, opens with the same SHA-256, and is not new any more', async ({
  sender: owner,
  recipient: stranger,
  folder,
}) => {
  await createKey(owner, 'Ada', folder);
  await openRequest(stranger, await contactLink(owner, 'Ada'), 'Ada');
  const digits = await owner.getByRole('definition').first().textContent();
  await expect(stranger.getByText(digits ?? '-', { exact: true })).toBeVisible();
  await stranger.getByLabel('Message', { exact: true }).fill('As promised');
  await stranger.getByLabel('Expires after', { exact: true }).selectOption({ label: '1 day' });
  const file = await makeFile(folder, 'papers.bin', 400_000);
  await deliver(stranger, file);
  await expect(transfer(stranger)).toHaveText('Delivered');

  await owner.goto('/shares');
  const article = inboxArticle(owner, 'papers.bin');
  await expect(article.getByText('New', { exact: true })).toBeVisible();
  await expect(article.getByText('Sender not identified', { exact: true })).toBeVisible();
  await button(article, 'Open').click();
  await expect(fileList(owner)).toBeVisible();
  expect(new URL(owner.url()).pathname).toMatch(/^\/s\/[\w-]{22}$/);
  await expect(owner.getByText('As promised', { exact: true })).toBeVisible();
  expect(await savedDigest(owner, 'papers.bin')).toBe(await sha256OfFile(file));
  await expect(async () => {
    await owner.goto('/shares');
    await expect(article).toBeVisible();
    await expect(article.getByText('New', { exact: true })).toBeHidden({ timeout: 1_000 });
  }).toPass();

  await stranger.goto('/shares');
  const sent = sentArticle(stranger, 'papers.bin');
  await expect(sent.getByText(/delivery to somebody/i)).toBeVisible();
  await expect(button(sent, 'People')).toHaveCount(0);
  await expect(button(sent, 'Copy link')).toHaveCount(0);
});

test('a request page survives a reload, and a cut link takes no file', async ({
  sender: owner,
  recipient: stranger,
  folder,
}) => {
  await createKey(owner, 'Ada', folder);
  const link = await contactLink(owner, 'Ada');
  await openRequest(stranger, link, 'Ada');
  await stranger.reload();
  await expect(stranger.getByRole('heading', { name: 'Send files to Ada', exact: true })).toBeVisible();
  await deliver(stranger, await writeBytes(folder, 'after-reload.txt', Buffer.from('x')));
  const seen = await stranger.evaluate(() => [
    JSON.stringify(history.state),
    document.title,
    ...performance.getEntries().map((entry) => entry.name),
  ]);
  const token = new URL(link).hash.slice(1);
  expect(seen.filter((text) => text.includes(token))).toEqual([]);

  await stranger.goto('about:blank');
  await stranger.goto(link.slice(0, -2));
  await expect(stranger.getByRole('alert')).toContainText(words['link-cut']);
  await expect(stranger.getByLabel('Files to send', { exact: true })).toHaveCount(0);
  await stranger.getByLabel('Paste the whole link', { exact: true }).fill(link);
  await button(stranger, 'Open').click();
  await expect(stranger.getByRole('heading', { name: 'Send files to Ada', exact: true })).toBeVisible();
});

test('a delivery is stopped on its way, and another is taken back after it arrived', async ({
  sender: owner,
  recipient: stranger,
  folder,
}) => {
  await createKey(owner, 'Ada', folder);
  await openRequest(stranger, await contactLink(owner, 'Ada'), 'Ada');
  const letThrough = await holdObjects(stranger);
  const input = stranger.getByLabel('Files to send', { exact: true });
  await input.setInputFiles(await makeFile(folder, 'stopped.bin', 3_000_000));
  await expect(transfer(stranger)).toHaveText('Sealing and uploading');
  await expect(stranger.getByRole('progressbar', { name: 'Upload progress', exact: true })).toBeVisible();
  await button(stranger, 'Stop and delete').click();
  letThrough();
  await expect(stranger.getByText(/nothing arrived/i)).toBeVisible();
  await deliver(stranger, await writeBytes(folder, 'regretted.txt', Buffer.from('x')));
  await stopReady(stranger);
  await expect(stranger.getByText(/deleted from their inbox/i)).toBeVisible();
  await owner.goto('/shares');
  await expect(owner.getByText('Nothing has been sent to you.', { exact: true })).toBeVisible();
});

test('deliveries are dismissed and deleted, and a known sender is named', async ({
  sender: owner,
  recipient: known,
  folder,
}) => {
  await createKey(owner, 'Ada', folder);
  await createKey(known, 'Bob', folder);
  await addPerson(owner, 'Bob', await contactLink(known, 'Bob'));
  await openRequest(known, await contactLink(owner, 'Ada'), 'Ada');
  const bytes = Buffer.from('from Bob');
  for (const name of ['first.txt', 'second.txt']) await deliver(known, await writeBytes(folder, name, bytes));

  await owner.goto('/shares');
  const first = inboxArticle(owner, 'first.txt');
  await expect(first.getByText('Sealed by Bob', { exact: true })).toBeVisible();
  await button(first, 'Open').click();
  expect(await savedDigest(owner, 'first.txt')).toBe(sha256(bytes));
  await owner.goto('/shares');
  await button(first, 'Dismiss').click();
  await expect(first).toHaveCount(0);
  const second = inboxArticle(owner, 'second.txt');
  await button(second, 'Delete').click();
  await button(second, 'Delete for good').click();
  await expect(second).toHaveCount(0);
  await expect(owner.getByRole('heading', { name: 'Inbox', exact: true })).toBeFocused();
  await owner.reload();
  await expect(owner.getByText('Nothing has been sent to you.', { exact: true })).toBeVisible();
});
