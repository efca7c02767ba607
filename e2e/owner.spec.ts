/** The owner's vault against lost answers, other tabs and a server that shows old states. */
import type { BrowserContext } from '@playwright/test';
import { makeFile, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import {
  choose,
  fileList,
  holdObjects,
  linkOf,
  openShare,
  partsOf,
  pick,
  saveBy,
  send,
  transfer,
  unlock,
  untilReady,
} from './steps.ts';
import { words } from './words.ts';

const headerPut = /\/api\/shares\/[\w-]+\/header$/;

/** Lets the next header reach the server, and loses the answer. Answers how many were sent, byte for byte. */
async function loseAnswer(context: BrowserContext): Promise<() => (string | null)[]> {
  const sent: (string | null)[] = [];
  await context.route(headerPut, async (route) => {
    sent.push(route.request().postData());
    if (sent.length > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  return () => sent;
}

test('a first header whose answer was lost is repeated byte for byte, and the share is ready', async ({
  sender,
  recipient,
  folder,
}) => {
  const sent = await loseAnswer(sender.context());
  const link = await send(sender, await writeBytes(folder, 'once.txt', Buffer.from('once')));
  expect(sent()).toHaveLength(2);
  expect(sent()[1]).toBe(sent()[0]);
  await openShare(recipient, link);
  // The vault knows that it is published: what is changed now reaches others.
  await choose(sender, { passphrase: 'after all' });
  await recipient.goto('about:blank');
  await recipient.goto(link);
  await expect(recipient.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
});

test('a share opened in another tab while it uploads can still be locked afterwards', async ({
  sender,
  recipient,
  folder,
}) => {
  const letThrough = await holdObjects(sender);
  await pick(sender, await makeFile(folder, 'two-tabs.bin', 500_000));
  const link = await linkOf(sender);
  const other = await sender.context().newPage();
  await other.goto(`/s/${partsOf(link).id}`);
  await expect(other.getByText(/still uploading/i).first()).toBeVisible();
  letThrough();
  await untilReady(sender);
  await expect(fileList(other)).toBeVisible();
  await choose(sender, { passphrase: 'two tabs' });
  await recipient.goto(link);
  await expect(recipient.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
});

test('a server that shows an older state cannot make the owner undo a passphrase', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'old.txt', Buffer.from('old')));
  const status = new RegExp(`/api/shares/${partsOf(link).id}$`);
  const { origin } = new URL(link);
  const old = await (await sender.request.get(`${origin}/api/shares/${partsOf(link).id}`)).text();
  await choose(sender, { passphrase: 'first set' });

  await sender.context().route(status, async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    return route.fulfill({ contentType: 'application/json', body: old });
  });
  await sender.getByLabel('Message', { exact: true }).fill('a new message');
  await sender.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(sender.getByText(/older state/i)).toBeVisible();
  // Nor is the old state shown to the owner as the current one.
  const other = await sender.context().newPage();
  await other.goto(`/s/${partsOf(link).id}`);
  await expect(other.getByRole('alert')).toContainText(/older state/i);

  await recipient.goto(link);
  await expect(recipient.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
});

test('a message that begins with a byte order mark is sent without it', async ({
  sender,
  recipient,
  folder,
}) => {
  const letThrough = await holdObjects(sender);
  await pick(sender, await writeBytes(folder, 'bom.txt', Buffer.from('bom')));
  const link = await linkOf(sender);
  await choose(sender, { message: '\uFEFFfrom an old editor' });
  letThrough();
  await untilReady(sender);
  await expect(transfer(sender)).toContainText('Ready');
  await openShare(recipient, link);
  await expect(recipient.getByText('from an old editor', { exact: true })).toBeVisible();
});

test('opening a link again in the same tab is the same download', async ({ sender, recipient, folder }) => {
  await pick(sender, await writeBytes(folder, 'again.txt', Buffer.from('again')));
  const link = await linkOf(sender);
  await untilReady(sender);
  await choose(sender, { limit: '1' });
  await openShare(recipient, link);
  for (let save = 0; save < 2; save++) {
    const coming = recipient.waitForEvent('download');
    await recipient.getByRole('button', { name: 'Save again.txt', exact: true }).click();
    await coming;
    await recipient.reload();
    await expect(fileList(recipient)).toBeVisible();
  }
});

test('nothing is called deleted before the server has deleted it', async ({ sender, recipient, folder }) => {
  const context = sender.context();
  // The header reaches the server, its answer is lost, and then the network is gone; the next tries meet it so.
  let isLost = false;
  await context.route(headerPut, async (route) => {
    if (isLost) return route.abort('internetdisconnected');
    isLost = true;
    await route.fetch();
    await context.setOffline(true);
    return route.abort('connectionreset');
  });
  await pick(sender, await writeBytes(folder, 'kept.txt', Buffer.from('kept')));
  const link = await linkOf(sender);
  await expect(transfer(sender)).toContainText('Reconnecting');
  const stop = sender.getByRole('button', { name: 'Stop and delete', exact: true });
  await stop.click();
  await expect(sender.getByRole('alert')).toContainText(/cannot be reached/i);
  await expect(sender.getByText(/is stopped and deleted/i)).toBeHidden();
  await context.setOffline(false);
  await stop.click();
  await expect(sender.getByText(/is stopped and deleted/i)).toBeVisible();
  await recipient.goto(link);
  await expect(recipient.getByRole('alert')).toContainText(words.ended);
});

test('typing into the passphrase and clearing it again keeps the passphrase', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'still.txt', Buffer.from('still')));
  await choose(sender, { passphrase: 'still there' });
  await sender.getByRole('link', { name: 'Shares', exact: true }).click();
  const article = sender.getByRole('article', { name: 'still.txt', exact: true });
  await article.getByRole('button', { name: 'Change', exact: true }).click();
  const field = article.getByLabel('Passphrase', { exact: true });
  await field.fill('x');
  await field.fill('');
  await article.getByLabel('Expires after', { exact: true }).selectOption({ label: '1 day' });
  await article.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(article.getByText('Applied', { exact: true })).toBeVisible();
  await recipient.goto(link);
  await expect(recipient.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
});

test('who has opened a share before it got a passphrase is asked for it at saving, as the same download', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'later.txt', Buffer.from('later')));
  await choose(sender, { limit: '1' });
  await openShare(recipient, link);
  await choose(sender, { passphrase: 'since then' });
  await recipient.getByRole('button', { name: 'Save later.txt', exact: true }).click();
  await unlock(recipient, 'since then');
  await expect(fileList(recipient)).toBeVisible();
  expect((await saveBy(recipient, 'Save later.txt')).bytes.toString()).toBe('later');
});
