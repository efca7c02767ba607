/** Links as people really get them: cut, mangled, old, escaped; and what reload and Back do to an opened one. */
import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { forgeLink } from './link-text.ts';
import { fileList, openShare, partsOf, saveBy, send } from './steps.ts';
import { failures, words } from './words.ts';

/** The alert holds the words of this cause and of no other. */
async function expectOnly(page: Page, cause: (typeof failures)[number]): Promise<void> {
  await expect(page.getByRole('alert')).toContainText(words[cause]);
  const text = await page.getByRole('alert').innerText();
  for (const other of failures) {
    if (other !== cause) expect(text, `words of ${other}`).not.toMatch(words[other]);
  }
}

const hello = (folder: string) => writeBytes(folder, 'hello.txt', Buffer.from('hello'));

test('a cut link says so, and the whole link pasted there opens it', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await hello(folder));
  for (const cut of [
    link.slice(0, -1),
    link.slice(0, -20),
    link.slice(0, link.indexOf('#') + 1),
    link.split('#')[0],
  ]) {
    await recipient.goto('about:blank');
    await recipient.goto(cut ?? '');
    await expectOnly(recipient, 'link-cut');
    await expect(fileList(recipient)).toBeHidden();
  }
  const field = recipient.getByLabel('Paste the whole link', { exact: true });
  await field.fill(link);
  await field.press('Enter');
  await expect(fileList(recipient)).toBeVisible();
  expect((await saveBy(recipient, 'Save hello.txt')).bytes.toString()).toBe('hello');
});

test('mangled links: another letter, another case, too long, a shorter id', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await hello(folder));
  const { id, fragment } = partsOf(link);
  const swapped = fragment.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'));
  const base = link.slice(0, link.indexOf('#'));
  const mangled = [
    `${base}#${swapped}`,
    `${base}#${fragment.toLowerCase()}`,
    `${base}#${fragment.repeat(4)}`,
    `${base}#${'1'.repeat(5_000)}`,
    `${base}#${fragment}0OIl`,
    link.replace(id, id.slice(0, -1)),
  ];
  for (const one of mangled) {
    await recipient.goto('about:blank');
    await recipient.goto(one);
    await expectOnly(recipient, 'link-cut');
  }
});

test('an address where there was never a share is not-found', async ({ server, recipient }) => {
  await recipient.goto(forgeLink(server.origin, randomBytes(16), randomBytes(32)));
  await expectOnly(recipient, 'not-found');
});

test('another share under the secret of a third is told apart from a cut link', async ({
  server,
  sender,
  recipient,
  folder,
}) => {
  const { id } = partsOf(await send(sender, await hello(folder)));
  await recipient.goto(forgeLink(server.origin, Buffer.from(id, 'base64url'), randomBytes(32)));
  await expectOnly(recipient, 'link-replaced');
});

test('a link whose # some program turned into %23 opens, is cleaned, and the page says so', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await hello(folder));
  await recipient.goto(link.replace('#', '%23'));
  await expect(fileList(recipient)).toBeVisible();
  expect(recipient.url()).not.toContain(partsOf(link).fragment);
  await expect(recipient.getByRole('main')).toContainText(/new link/i);
  expect((await saveBy(recipient, 'Save hello.txt')).bytes.toString()).toBe('hello');
});

test('the secret leaves the address bar, and reload, Back and Forward still work', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await hello(folder));
  const { id, fragment } = partsOf(link);
  await recipient.goto('/');
  await openShare(recipient, link);
  expect(recipient.url()).not.toContain('#');
  expect(recipient.url()).toContain(id);

  await recipient.reload();
  await expect(fileList(recipient)).toBeVisible();
  await recipient.goBack();
  await expect(recipient.getByLabel('Files to send', { exact: true })).toBeAttached();
  await recipient.goForward();
  await expect(fileList(recipient)).toBeVisible();
  expect(recipient.url()).not.toContain(fragment);
  expect((await saveBy(recipient, 'Save hello.txt')).bytes.toString()).toBe('hello');
});

test('the cleaned address alone, in a new tab of the same profile, opens nothing', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await hello(folder));
  await openShare(recipient, link);
  const other = await recipient.context().newPage();
  await other.goto(recipient.url());
  await expectOnly(other, 'link-cut');
});
