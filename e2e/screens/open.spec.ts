/** Open in each of its states. */
import type { Page } from '@playwright/test';
import { random } from '../../shared/bytes.ts';
import { sealHeader } from '../../shared/crypto/seal-header.ts';
import { test as evilTest } from '../evil/fixtures.ts';
import { hosting } from '../evil/hosting.ts';
import { acquainted } from '../evil/people-steps.ts';
import { addressOf, makeShare } from '../evil/shares.ts';
import { arrive } from '../evil/steps.ts';
import { makeFile, makeFolder, writeBytes } from '../files.ts';
import { expect, test } from '../fixtures.ts';
import { knownKeyPair } from '../known-keys.ts';
import { forgeLink } from '../link-text.ts';
import { button } from '../people-steps.ts';
import {
  choose,
  fileList,
  holdObjects,
  linkOf,
  objectAddress,
  openShare,
  partsOf,
  pick,
  saveButton,
  send,
  stopReady,
  unlock,
  untilReady,
} from '../steps.ts';
import { words } from '../words.ts';
import { shoot } from './screen.ts';

const names = ['Contract.pdf', 'Photographs/Garden.jpg', 'Photographs/House by the lake.jpg', 'Notes.txt'];

const makeFiles = (folder: string) =>
  Promise.all(names.map((name, i) => makeFile(folder, name, 300_000 * (i + 1))));

/** What the pattern names waits until the answer is called. */
async function hold(page: Page, pattern: RegExp): Promise<() => void> {
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.context().route(pattern, async (route) => {
    await gate;
    await route.continue();
  });
  return letThrough;
}

test('on its way up, and opened @screens', async ({ sender, recipient, folder }) => {
  test.setTimeout(180_000);
  const letUp = await holdObjects(sender);
  const paths = await makeFiles(folder);
  await pick(sender, paths);
  const link = await linkOf(sender);
  await choose(sender, {
    message: 'The contract, as we said on the telephone, and two pictures of the house.',
  });
  await recipient.goto(link);
  await expect(recipient.getByText(words['not-complete'])).toBeVisible();
  await shoot(recipient, 'open-uploading');
  letUp();
  await untilReady(sender);
  const letLook = await hold(recipient, /\/api\/shares\//);
  await recipient.goto('about:blank');
  await recipient.goto(link);
  // Not before it has taken the secret out of its address, for which it loads once more.
  await recipient.waitForURL(({ hash }) => hash === '');
  await expect(recipient.getByRole('heading', { name: /Looking/ })).toBeVisible();
  await shoot(recipient, 'open-loading');
  letLook();
  await expect(fileList(recipient)).toBeVisible();
  await shoot(recipient, 'open-list', { forced: true });

  const letDown = await hold(recipient, objectAddress);
  await button(recipient, 'Save all').click();
  await expect(recipient.getByRole('progressbar', { name: 'Download progress', exact: true })).toBeVisible();
  await shoot(recipient, 'open-saving');
  letDown();
  await expect(recipient.getByText('Saved and verified', { exact: true })).toBeVisible();
  await shoot(recipient, 'open-saved', { forced: true });
  await button(recipient, 'Report this share').click();
  await shoot(recipient, 'open-report');
  await openShare(sender, link);
  await shoot(sender, 'open-own');
});

test('one file; a folder of many @screens', async ({ sender, recipient, folder }) => {
  test.setTimeout(120_000);
  await openShare(recipient, await send(sender, await makeFile(folder, 'Contract.pdf', 700_000)));
  await shoot(recipient, 'open-one-file');
  await makeFolder(folder, 'Album');
  await openShare(recipient, await send(sender, `${folder}/Album`, 'Folder to send'));
  await shoot(recipient, 'open-folder');
});

test('with a passphrase @screens', async ({ sender, recipient, folder }) => {
  await pick(sender, await makeFile(folder, 'Contract.pdf', 700_000));
  const link = await linkOf(sender);
  await choose(sender, { passphrase: 'open' });
  await untilReady(sender);
  await recipient.goto(link);
  await expect(button(recipient, 'Unlock')).toBeVisible();
  await shoot(recipient, 'open-locked');
  await unlock(recipient, 'wrong');
  await expect(recipient.getByText(words['wrong-passphrase'])).toBeVisible();
  await shoot(recipient, 'open-wrong-passphrase');
});

test('what does not open @screens', async ({ server, sender, recipient, folder }) => {
  test.setTimeout(120_000);
  const link = await send(sender, await writeBytes(folder, 'Contract.pdf', Buffer.alloc(50_000, 7)));
  await openShare(recipient, link);
  const id = Buffer.from(partsOf(link).id, 'base64url').toString('hex');
  const bodies = (await server.objects.names()).filter(
    (name) => name.includes(id) && !name.includes('manifest'),
  );
  for (const name of bodies) {
    const bytes = await server.objects.read(name);
    const last = bytes.length - 1;
    if (last >= 0) bytes[last] = (bytes[last] ?? 0) ^ 1;
    await server.objects.write(name, bytes);
  }
  await saveButton(recipient, 'Contract.pdf').click();
  await expect(recipient.getByRole('alert')).toContainText(words.damaged, { timeout: 30_000 });
  await shoot(recipient, 'open-damaged');
  await recipient.goto(link.replace(/#.*/, `%23${partsOf(link).fragment}`));
  await expect(fileList(recipient)).toBeVisible();
  await shoot(recipient, 'open-leaked');
  await recipient.goto(link.slice(0, -12));
  await expect(recipient.getByRole('alert')).toBeVisible();
  await shoot(recipient, 'open-link-cut');
  await stopReady(sender);
  await expect(sender.getByRole('heading', { name: /stopped and deleted/ })).toBeVisible();
  await recipient.goto('about:blank');
  await recipient.goto(link);
  await expect(recipient.getByRole('alert')).toContainText(words.revoked);
  await shoot(recipient, 'open-ended');
  await recipient.goto(forgeLink(server.origin, random(16), random(32)));
  await expect(recipient.getByRole('alert')).toContainText(words['not-found']);
  await shoot(recipient, 'open-not-found');
});

evilTest('by another than expected @screens', async ({ evil, recipient, folder }) => {
  const { ada, bob } = await acquainted(evil, recipient, folder);
  const mallory = await knownKeyPair('Mallory');
  const files = [{ path: 'Contract.pdf', bytes: random(1_000) }];
  const share = await makeShare({ files, by: ada.identity, people: [bob.recipient] });
  const { header } = await sealHeader({ ...share.issue, identity: mallory.identity, secret: random(32) });
  evil.tamper = hosting({ ...share, header });
  await arrive(recipient, addressOf(evil.origin, share));
  await expect(recipient.getByRole('alert')).toContainText(words['sender-changed']);
  await shoot(recipient, 'open-other-sender', { forced: true });
});
