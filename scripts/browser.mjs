/**
 * The browser of the tests: Playwright's own Chromium, else an installed one; on Debian, as root, the package
 * chromium-headless-shell is installed where it is missing, which takes half the time of the whole browser, for it draws no
 * window. Run as a script it prints the path.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canInstall, install } from './debian.mjs';

const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];
const fixed = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const asRoot = process.getuid?.() === 0;

/** What every Chromium of the tests is started with: nothing that calls home. */
export const browserArguments = [
  ...(asRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** @returns {Promise<string | undefined>} the path of a browser that is there already */
export async function findBrowser() {
  try {
    const { chromium } = await import('@playwright/test');
    const own = chromium.executablePath();
    if (existsSync(own)) return own;
  } catch {
    // Packages are not installed yet, or Playwright knows no browser for this platform.
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...candidates, ...fixed].find((path) => existsSync(path));
}

/** Like findBrowser, and installs one where it can. @returns {Promise<string>} */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found !== undefined && /headless.shell/.test(found)) return found;
  if (canInstall()) {
    console.error('Installing Chromium for the tests');
    for (const name of ['chromium-headless-shell', 'chromium']) {
      if (!install([name])) continue;
      const installed = await findBrowser();
      if (installed !== undefined) return installed;
    }
  }
  if (found !== undefined) return found;
  throw new Error(
    'The tests need a browser: Chromium or Google Chrome on the PATH, or `npx playwright install chromium`.',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(await ensureBrowser());
