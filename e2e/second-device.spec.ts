/**
 * One key pair on several devices: brought there as the backup file, and as the text of its QR code. Each has the inbox,
 * and manages what another one made.
 */
import type { Page } from '@playwright/test';
import { sha256, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import {
  button,
  chooseWithPassphrase,
  contactLink,
  createKey,
  deliver,
  inboxArticle,
  keyPairArticle,
  openRequest,
  PASSPHRASE,
  revoke,
  sentArticle,
} from './people-steps.ts';
import { fileList, openShare, savedDigest, send, unlock } from './steps.ts';
import { words } from './words.ts';

const digitsOf = (page: Page) => keyPairArticle(page, 'Ada').getByRole('definition').textContent();

async function byText(page: Page, code: string): Promise<void> {
  await page.goto('/settings');
  await button(page, 'Import from QR code').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Text of the QR code', { exact: true }).fill(code);
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await button(dialog, 'Import').click();
  await expect(keyPairArticle(page, 'Ada')).toBeVisible();
}

test('file and text bring the same key pair, with its inbox and its shares', async ({
  sender: first,
  recipient: other,
  newProfile,
  folder,
}) => {
  await createKey(first, 'Ada', folder);
  await openRequest(other, await contactLink(first, 'Ada'), 'Ada');
  const sent = Buffer.from('for any device of Ada');
  await deliver(other, await writeBytes(folder, 'got.txt', sent));
  const link = await send(first, await writeBytes(folder, 'made.txt', Buffer.from('made on the first')));
  const address = link.split('#')[0] ?? '';

  await first.goto('/settings');
  const digits = await digitsOf(first);
  const coming = first.waitForEvent('download');
  await button(keyPairArticle(first, 'Ada'), 'Export backup').click();
  const file = `${folder}/exported.sealdrop-key`;
  await (await coming).saveAs(file);
  await button(keyPairArticle(first, 'Ada'), 'Show as QR code').click();
  const dialog = first.getByRole('dialog');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await button(dialog, 'Show').click();
  const code = await dialog.getByLabel('The same as text', { exact: true }).inputValue();

  const [byFile, byCode] = [await newProfile(), await newProfile()];
  await byFile.goto('/settings');
  await chooseWithPassphrase(byFile, button(byFile, 'Import key pair'), { file, submit: 'Import' });
  await byText(byCode, code);
  for (const page of [byFile, byCode]) {
    expect(await digitsOf(page)).toBe(digits);
    await expect(keyPairArticle(page, 'Ada').getByText(/does not have its key card yet/)).toBeHidden();
    await page.goto('/shares');
    await button(inboxArticle(page, 'got.txt'), 'Open').click();
    expect(await savedDigest(page, 'got.txt')).toBe(sha256(sent));
    // Nothing of the first device's shares came along, until one of them is opened by its bare address.
    await page.goto('/shares');
    await expect(inboxArticle(page, 'got.txt')).toBeVisible();
    await expect(sentArticle(page, 'made.txt')).toHaveCount(0);
    await page.goto(address);
    await expect(fileList(page)).toContainText('made.txt');
    await expect(page.getByText('Sent by you', { exact: true })).toBeVisible();
    await page.goto('/shares');
    await expect(sentArticle(page, 'made.txt')).toBeVisible();
  }
  await openShare(other, link);

  const article = sentArticle(byFile, 'made.txt');
  await button(article, 'Change').click();
  await article.getByLabel('Passphrase', { exact: true }).fill('set on the second');
  await button(article, 'Apply').click();
  await expect(article.getByText('Applied', { exact: true })).toBeVisible();
  await other.goto('about:blank');
  await other.goto(link);
  await unlock(other, 'set on the second');
  await expect(fileList(other)).toContainText('made.txt');
  // The first device learns of it at its next look.
  await first.goto('about:blank');
  await first.goto(address);
  await expect(fileList(first)).toContainText('made.txt');

  await revoke(sentArticle(byCode, 'made.txt'));
  await expect(sentArticle(byCode, 'made.txt').getByText(words.revoked).first()).toBeVisible();
  await other.goto('about:blank');
  await other.goto(link);
  await expect(other.getByRole('alert')).toContainText(words.ended);
});
