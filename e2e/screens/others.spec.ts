/** Files that were not sent by this site, addresses that are no page, and pages that cannot go on. */
import { join } from 'node:path';
import { makeOlder } from '../../scripts/make-older.mjs';
import { writeBytes } from '../files.ts';
import { expect, test } from '../fixtures.ts';
import { gotoOlder, openOlder } from '../older-steps.ts';
import { choosePackage, savePackage } from '../package-steps.ts';
import { fileList, send } from '../steps.ts';
import { shoot } from './screen.ts';

test('files of older systems @screens', async ({ sender, folder }) => {
  const made = makeOlder(folder, [100]);
  await gotoOlder(sender);
  await shoot(sender, 'older');
  const paths = made.filter(({ path }) => /\.(?:zip|enc)$/.test(path)).map(({ path }) => join(folder, path));
  await openOlder(sender, paths, { keys: folder });
  await expect(fileList(sender)).toBeVisible();
  await shoot(sender, 'older-opened');
});

test('packages @screens', async ({ sender, recipient, folder }) => {
  const link = await send(sender, await writeBytes(folder, 'Contract.pdf', Buffer.from('packed')));
  const path = await savePackage(sender, folder);
  await recipient.goto('/package');
  await shoot(recipient, 'package');
  await choosePackage(recipient, path);
  const code = recipient.getByLabel('Link or code', { exact: true });
  await expect(code).toBeVisible();
  await shoot(recipient, 'package-code');
  await code.fill(link);
  await recipient.keyboard.press('Enter');
  await expect(fileList(recipient)).toBeVisible();
  await shoot(recipient, 'package-opened');
});

test('no page, and no worker @screens', async ({ sender }) => {
  await sender.goto('/nowhere');
  await expect(sender.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot(sender, 'not-found');
  await sender.context().route(/\/assets\/worker-/, (route) => route.fulfill({ status: 404 }));
  await sender.goto('/shares');
  await expect(sender.getByRole('alert')).toBeVisible();
  await shoot(sender, 'trouble');
});

test('without HTTPS @screens', async ({ sender }) => {
  await sender.context().addInitScript(() => {
    Object.defineProperty(globalThis, 'isSecureContext', { get: () => false });
  });
  await sender.goto('/');
  await expect(sender.getByRole('alert')).toContainText('HTTPS');
  await shoot(sender, 'insecure-origin');
});
