/** What people do, in roles and labels (the accessible names of docs), shared by the specs. */
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { sha256 } from './files.ts';

export const transfer = (page: Page) => page.getByRole('status', { name: 'Transfer', exact: true });
export const shareLink = (page: Page) => page.getByRole('textbox', { name: 'Share link', exact: true });
export const fileList = (page: Page) => page.getByRole('list', { name: 'Files', exact: true });
export const saveButton = (page: Page, path: string) =>
  page.getByRole('button', { name: `Save ${path}`, exact: true });

/** Opens the first screen and picks files, or a folder. */
export async function pick(page: Page, files: string | string[], input = 'Files to send'): Promise<void> {
  await page.goto('/');
  await page.getByLabel(input, { exact: true }).setInputFiles(files);
}

/** The link, which stands there before the upload ends. */
export async function linkOf(page: Page): Promise<string> {
  const field = shareLink(page);
  await expect(field).toHaveValue(/\/s\/[\w-]{22}#[1-9A-HJ-NP-Za-km-z]{40,60}$/);
  await expect(page.getByRole('button', { name: 'Copy link', exact: true })).toBeEnabled();
  return field.inputValue();
}

/** Ends a share or a delivery that is ready, from the page that it was sent by. */
export async function stopReady(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop and delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good', exact: true }).click();
}

export async function untilReady(page: Page, timeout = 90_000): Promise<void> {
  await expect(transfer(page)).toContainText('Ready', { timeout });
}

/** From the drop to Ready. Answers the link. */
export async function send(page: Page, files: string | string[], input = 'Files to send'): Promise<string> {
  await pick(page, files, input);
  const link = await linkOf(page);
  await untilReady(page);
  return link;
}

/** Opens a link as somebody who got it: the list of files is there. */
export async function openShare(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Files for you', exact: true })).toBeVisible();
  await expect(fileList(page)).toBeVisible();
}

/** Presses a button that saves as an ordinary download. Answers the file's name and bytes, once verified. */
export async function saveBy(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const download = await coming;
  const bytes = await readFile(await download.path());
  await expect(page.getByText('Saved and verified', { exact: true })).toBeVisible();
  return { name: download.suggestedFilename(), bytes };
}

/** Saves one file of an opened share and answers its SHA-256. */
export async function savedDigest(page: Page, path: string): Promise<string> {
  return sha256((await saveBy(page, `Save ${path}`)).bytes);
}

export interface Choices {
  readonly expires?: '1 hour' | '1 day' | '7 days' | '30 days' | '1 year';
  readonly limit?: string;
  readonly passphrase?: string;
  readonly message?: string;
}

/** Changes options of the share on the first screen. */
export async function choose(page: Page, choices: Choices): Promise<void> {
  if (choices.expires !== undefined) {
    await page.getByLabel('Expires after', { exact: true }).selectOption({ label: choices.expires });
  }
  const fields: [string, string | undefined][] = [
    ['Download limit', choices.limit],
    ['Passphrase', choices.passphrase],
    ['Message', choices.message],
  ];
  for (const [label, value] of fields) {
    if (value !== undefined) await page.getByLabel(label, { exact: true }).fill(value);
  }
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(page.getByText('Applied', { exact: true })).toBeVisible();
}

/** Unlocks a share that asks for a passphrase. */
export async function unlock(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
}

/** The share id and the link secret's base58 text. */
export function partsOf(link: string): { id: string; fragment: string } {
  const url = new URL(link);
  return { id: url.pathname.replace('/s/', ''), fragment: url.hash.slice(1) };
}

/** The address of an object in whichever store. */
export const objectAddress = /\/[0-9a-f]{32}\/(body|manifest\/)/;

/** Objects wait from now on until the answer is called: an upload, or a download, that stands still meanwhile. */
export async function holdObjects(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.context().route(objectAddress, async (route) => {
    await gate;
    await route.continue();
  });
  return letThrough;
}
