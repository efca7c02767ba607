/** Files of older systems, as a person opens them in the browser. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** The first file key of a folder that scripts/make-older.mjs has filled. */
function fileKeyIn(folder: string): string {
  const keys: unknown = JSON.parse(readFileSync(join(folder, 'keys/keys.json'), 'utf8'));
  return (keys as string[])[0] ?? '';
}

/** Goes to the page from the first screen, and waits until it has all that it will ever load. */
export async function gotoOlder(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Open an older file', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('older systems');
  await page.waitForLoadState('networkidle');
}

/** Chooses files or a folder, with the keys of a folder that scripts/make-older.mjs has filled, and opens them. */
export async function openOlder(
  page: Page,
  chosen: string | string[],
  { keys, input = 'Older files', key = 'pkcs8' }: { keys: string; input?: string; key?: string },
): Promise<void> {
  await page.getByLabel(input, { exact: true }).setInputFiles(chosen);
  await page.getByLabel('Private key', { exact: true }).setInputFiles(join(keys, `keys/${key}.pem`));
  await page.getByLabel('File key', { exact: true }).fill(fileKeyIn(keys));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
}
