/** The file that a browser has saved, on the disk, wherever its engine puts it. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineBrowser } from './engine-browser.ts';

const LOOK = 200;

/** Names and sizes in the folder for downloads: also what is unfinished, such as *.part and *.crdownload. */
async function downloaded(browser: EngineBrowser): Promise<{ name: string; size: number }[]> {
  const found: { name: string; size: number }[] = [];
  for (const name of await readdir(browser.downloads)) {
    const info = await stat(join(browser.downloads, name)).catch(() => null);
    if (info) found.push({ name, size: info.size });
  }
  return found;
}

/** Where the origin private file system holds a file of this size: Chromium keeps its bytes as they are. */
async function inPrivateFiles(browser: EngineBrowser, size: number): Promise<string | null> {
  const folder = join(browser.profile, 'Default/File System');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await stat(path).catch(() => null))?.size === size) return path;
  }
  return null;
}

/**
 * Waits until the file stands there under its final name with all its bytes and nothing unfinished beside it: an
 * ordinary download is copied after the page has done its part. Throws with what is there instead.
 */
export async function savedFile(
  browser: EngineBrowser,
  wanted: { readonly name: string; readonly size: number; readonly picked: boolean },
  timeout: number,
): Promise<string> {
  for (const end = performance.now() + timeout; ; await new Promise((done) => setTimeout(done, LOOK))) {
    if (wanted.picked) {
      const path = await inPrivateFiles(browser, wanted.size);
      if (path !== null) return path;
    }
    const there = await downloaded(browser);
    const [only] = there;
    if (there.length === 1 && only?.name === wanted.name && only.size === wanted.size) {
      return join(browser.downloads, only.name);
    }
    if (performance.now() > end) {
      const words = there.map(({ name, size }) => `${name} (${size})`).join(', ');
      throw new Error(`no ${wanted.name} of ${wanted.size} bytes was saved; there is: ${words || 'nothing'}`);
    }
  }
}
