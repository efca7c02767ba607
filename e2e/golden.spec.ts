/**
 * Shares that earlier versions made, which every later one must open. e2e/golden/VERSION holds a stored data folder and
 * expected.json; scripts/make-golden.mjs made them with the product of that version. Packages are in e2e/golden/packages.
 */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startServer } from './server.ts';
import { fileList, savedDigest, unlock } from './steps.ts';

interface Golden {
  /** What the database's records are sealed with; absent before they were. */
  readonly fileKey?: string;
  readonly shares: readonly {
    /** Path and fragment. */
    readonly link: string;
    readonly passphrase: string | null;
    readonly message: string;
    /** SHA-256 by path. */
    readonly files: Readonly<Record<string, string>>;
  }[];
}

const golden = join(import.meta.dirname, 'golden');
const versions = readdirSync(golden).filter((name) => existsSync(join(golden, name, 'expected.json')));

test('there are golden shares', () => {
  expect(versions.length).toBeGreaterThan(0);
});

for (const version of versions) {
  test(`shares of version ${version} open`, async ({ browser }) => {
    const { shares, fileKey } = JSON.parse(
      await readFile(join(golden, version, 'expected.json'), 'utf8'),
    ) as Golden;
    const server = await startServer({
      copyOf: join(golden, version, 'stored'),
      environment: fileKey === undefined ? {} : { FILE_KEY_BASE64: fileKey },
    });
    try {
      for (const share of shares) {
        const context = await browser.newContext({ baseURL: server.origin });
        const page = await context.newPage();
        await page.goto(share.link);
        if (share.passphrase !== null) await unlock(page, share.passphrase);
        await expect(fileList(page)).toBeVisible();
        if (share.message !== '') await expect(page.getByText(share.message)).toBeVisible();
        for (const [path, digest] of Object.entries(share.files)) {
          expect(await savedDigest(page, path), `${share.link.slice(0, 26)} ${path}`).toBe(digest);
        }
        await context.close();
      }
    } finally {
      await server.stop();
    }
  });
}

test('packages of earlier versions open by code and passphrase', async ({ page }) => {
  const packages = join(golden, 'packages');
  const server = await startServer({});
  try {
    for (const format of readdirSync(packages)) {
      const expected = JSON.parse(await readFile(join(packages, format, 'expected.json'), 'utf8')) as {
        readonly code: string;
        readonly passphrase: string;
        readonly files: Readonly<Record<string, string>>;
      };
      await page.goto(server.origin);
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open package', exact: true }).click();
      await (await choosing).setFiles(join(packages, format, 'by-code.zip'));
      await page.getByLabel('Link or code', { exact: true }).fill(expected.code);
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await unlock(page, expected.passphrase);
      await expect(fileList(page)).toBeVisible();
      for (const [path, digest] of Object.entries(expected.files)) {
        expect(await savedDigest(page, path), path).toBe(digest);
      }
    }
  } finally {
    await server.stop();
  }
});
