/** Portable packages, as a person saves and opens them in the browser. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { saveBy } from './steps.ts';

/** Presses "Save as package", and answers the path of what came. */
export async function savePackage(page: Page, folder: string): Promise<string> {
  const { name, bytes } = await saveBy(page, 'Save as package');
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** Goes to the first screen, presses "Open package" and, once nothing is being loaded any more, takes the page off every network. */
export async function choosePackage(page: Page, path: string): Promise<void> {
  await page.goto('/');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open package', exact: true }).click();
  const chooser = await choosing;
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await chooser.setFiles(path);
}
