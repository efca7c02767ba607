/**
 * Headless Chromium has showSaveFilePicker but always aborts it. This stub answers a handle of the origin private
 * file system in its place; the bytes are written by the page's own code and read back here.
 */
import { expect, type Page } from '@playwright/test';
import { saveButton } from './steps.ts';

/** Runs in the page. */
export function installStub(): void {
  const stub = async (options?: { suggestedName?: string }) => {
    const folder = await navigator.storage.getDirectory();
    return folder.getFileHandle(options?.suggestedName ?? 'unnamed', { create: true });
  };
  Object.defineProperty(window, 'showSaveFilePicker', { value: stub, configurable: true });
}

/** Runs in the page. */
export function installNone(): void {
  Object.defineProperty(window, 'showSaveFilePicker', { value: undefined, configurable: true });
}

/** Call it before the page is opened. */
export async function stubSavePicker(page: Page): Promise<void> {
  await page.addInitScript(installStub);
}

/** A browser that has no such picker, as most have none. Call it before the page is opened. */
export async function hideSavePicker(page: Page): Promise<void> {
  await page.addInitScript(installNone);
}

/** A browser without files of its own: a private window of some, or an older one. Call it before the page is opened. */
export async function hidePrivateFiles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(StorageManager.prototype, 'getDirectory', {
      value: () => Promise.reject(new DOMException('', 'SecurityError')),
    });
  });
}

/** Names and sizes of all files that were picked. */
export async function pickedFiles(page: Page): Promise<{ name: string; size: number }[]> {
  return page.evaluate(async () => {
    const files: { name: string; size: number }[] = [];
    for await (const handle of (await navigator.storage.getDirectory()).values()) {
      if (!(handle instanceof FileSystemFileHandle)) continue;
      const file = await handle.getFile();
      files.push({ name: file.name, size: file.size });
    }
    return files;
  });
}

/** Saves one file of an opened share into a picked one, which the stub stands for. Answers SHA-256 of each piece. */
export async function savedToPicked(
  page: Page,
  name: string,
  { piece, timeout }: { piece: number; timeout: number },
): Promise<string[]> {
  await saveButton(page, name).click();
  await expect(page.getByText('Saved and verified', { exact: true })).toBeVisible({ timeout });
  return pickedDigests(page, name, piece);
}

/** SHA-256 of each piece of a picked file. */
export async function pickedDigests(page: Page, name: string, piece: number): Promise<string[]> {
  return page.evaluate(
    async ([wanted, length]) => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle(wanted)).getFile();
      const digests: string[] = [];
      for (let at = 0; at < file.size; at += length) {
        const bytes = await file.slice(at, at + length).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        digests.push(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
      }
      return digests;
    },
    [name, piece] as const,
  );
}
