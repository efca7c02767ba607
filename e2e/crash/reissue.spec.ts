/** Two tabs of one profile change one share at the same moment: both changes are in force afterwards. docs/testing.md. */
import type { BrowserContext, Page } from '@playwright/test';
import { fromBase64Url } from '../../shared/bytes.ts';
import { decodeHeader } from '../../shared/crypto/header.ts';
import { countCases } from '../cases.ts';
import { writeBytes } from '../files.ts';
import { expect, test } from '../fixtures.ts';
import { fileList, partsOf, saveBy, send, unlock } from '../steps.ts';

const held = countCases('changes by two tabs at once');
const headerPut = /\/api\/shares\/[\w-]+\/header$/;

/** The header that stands, as anybody is given it. */
async function epochOf(page: Page, link: string): Promise<number> {
  const { header } = await (await page.request.get(`/api/shares/${partsOf(link).id}`)).json();
  return decodeHeader(fromBase64Url(header) ?? new Uint8Array()).core.epoch;
}

interface HeldHeaders {
  /** How many were put so far. */
  readonly count: () => number;
  readonly letGo: () => void;
}

/** Headers wait from now on until they are let go. */
async function holdHeaders(context: BrowserContext): Promise<HeldHeaders> {
  let count = 0;
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await context.route(headerPut, async (route) => {
    count++;
    await gate;
    await route.continue();
  });
  return { count: () => count, letGo: () => letGo() };
}

/**
 * One tab sets a passphrase, the other a message, at once: both have begun when `underWay` headers are let go. A
 * recipient finds both. Answers how many headers were put.
 */
async function changeAtOnce(first: Page, recipient: Page, link: string, underWay: number): Promise<number> {
  const headers = await holdHeaders(first.context());
  const second = await first.context().newPage();
  await second.goto('/shares');
  const article = second.getByRole('article', { name: 'tabs.txt', exact: true });
  await article.getByRole('button', { name: 'Change', exact: true }).click();
  await article.getByLabel('Message', { exact: true }).fill('from the second tab');
  await first.getByLabel('Passphrase', { exact: true }).fill('from the first');
  await Promise.all([
    first.getByRole('button', { name: 'Apply', exact: true }).click(),
    article.getByRole('button', { name: 'Apply', exact: true }).click(),
  ]);
  await expect.poll(headers.count).toBe(underWay);
  headers.letGo();
  await expect(first.getByText('Applied', { exact: true })).toBeVisible();
  await expect(article.getByText('Applied', { exact: true })).toBeVisible();
  for (const tab of [first, second]) await expect(tab.getByRole('alert')).toBeHidden();
  expect(await epochOf(first, link)).toBe(3);

  await recipient.goto(link);
  await unlock(recipient, 'from the first');
  await expect(fileList(recipient)).toBeVisible();
  await expect(recipient.getByText('from the second tab', { exact: true })).toBeVisible();
  expect((await saveBy(recipient, 'Save tabs.txt')).bytes.toString()).toBe('tabs');
  return headers.count();
}

test('two tabs take turns', async ({ sender, recipient, folder }) => {
  const link = await send(sender, await writeBytes(folder, 'tabs.txt', Buffer.from('tabs')));
  // Neither was ever refused: the second began when the first was through.
  expect(await changeAtOnce(sender, recipient, link, 1)).toBe(2);
  held();
});

test('without turns one header wins, and the other is merged into the next', async ({
  sender,
  recipient,
  folder,
}) => {
  const context = sender.context();
  // As on two devices of one owner, which share no locks.
  await context.route(/\/assets\/worker-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch();
    const noTurns = `const request = LockManager.prototype.request;
      LockManager.prototype.request = function (name, ...rest) {
        if (name.startsWith('sealdrop-share-')) return Promise.resolve(rest.at(-1)({ name }));
        return request.call(this, name, ...rest);
      };`;
    await route.fulfill({ response, body: `{${noTurns}}\n${await response.text()}` });
  });
  const link = await send(sender, await writeBytes(folder, 'tabs.txt', Buffer.from('tabs')));
  expect(await changeAtOnce(sender, recipient, link, 2)).toBe(3);
  held();
});
