/** What people do with key pairs, contacts and request links, in roles and labels. */
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

export const PASSPHRASE = 'four words and more';

export const keyPairArticle = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Key pairs', exact: true }).getByRole('article', { name, exact: true });
export const personArticle = (page: Page, name: string): Locator =>
  page.getByRole('article', { name, exact: true });
export const inboxArticle = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Inbox', exact: true }).getByRole('article', { name, exact: true });
export const sentArticle = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Sent', exact: true }).getByRole('article', { name, exact: true });
export const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });

/** Makes a key pair in Settings. Answers where its backup was saved. */
export async function createKey(page: Page, name: string, folder: string): Promise<string> {
  await page.goto('/settings');
  await button(page, 'New key pair').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Repeat passphrase', { exact: true }).fill(PASSPHRASE);
  const coming = page.waitForEvent('download');
  await button(dialog, 'Create and save backup').click();
  const download = await coming;
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  await expect(dialog).toBeHidden();
  await expect(keyPairArticle(page, name)).toBeVisible();
  return path;
}

/** Chooses a file behind a button, and types a passphrase into the dialog that follows. */
export async function chooseWithPassphrase(
  page: Page,
  opener: Locator,
  { file, submit, passphrase = PASSPHRASE }: { file: string; submit: string; passphrase?: string },
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await opener.click();
  await (await chooser).setFiles(file);
  await page.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await button(page.getByRole('dialog'), submit).click();
}

export async function clipboardOf(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The contact link of a key pair, as Settings copies it. */
export async function contactLink(page: Page, name: string): Promise<string> {
  await page.goto('/settings');
  await button(keyPairArticle(page, name), 'Copy contact link').click();
  await expect(keyPairArticle(page, name).getByText(/^Copied/)).toBeVisible();
  const link = await clipboardOf(page);
  expect(link).toMatch(/\/to\/[\w-]{43}#[1-9A-HJ-NP-Za-km-z]+$/);
  return link;
}

export async function addPerson(page: Page, name: string, link: string): Promise<void> {
  await page.goto('/people');
  await page.getByLabel('Contact link', { exact: true }).fill(link);
  await button(page, 'Add person').click();
  await expect(personArticle(page, name)).toBeVisible();
}

/** Checks and unchecks people in the group "People", and applies it. */
export async function choosePeople(
  within: Page | Locator,
  choices: Readonly<Record<string, boolean>>,
): Promise<void> {
  const group = within.getByRole('group', { name: 'People', exact: true });
  for (const [name, chosen] of Object.entries(choices)) {
    await group.getByRole('checkbox', { name, exact: true }).setChecked(chosen);
  }
  await button(within, 'Apply').click();
  await expect(within.getByText('Applied', { exact: true })).toBeVisible();
}

/** Opens a request link, and waits until it shows whose it is. */
export async function openRequest(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { name: `Send files to ${name}`, exact: true })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
}

export async function deliver(page: Page, files: string | string[]): Promise<void> {
  await page.getByLabel('Files to send', { exact: true }).setInputFiles(files);
  await expect(page.getByText('Delivered', { exact: true })).toBeVisible({ timeout: 90_000 });
}

/** Ends a share of one's own for everybody, from its article on Shares. */
export async function revoke(article: Locator): Promise<void> {
  await button(article, 'Revoke').click();
  await button(article, 'Revoke for everybody').click();
}
