/** Portable packages: saved from a share, opened without any network, by the page, the command line and Python. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cliPerson } from './cli.ts';
import { makeFile, makeFolder, sha256, sha256OfFile, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { choosePackage, savePackage } from './package-steps.ts';
import { addPerson, button, choosePeople, contactLink, createKey } from './people-steps.ts';
import { choose, openShare, saveBy, savedDigest, send, unlock } from './steps.ts';
import { readZip } from './zip.ts';

test('a share is saved as a package and opens by its link without a byte on the network', async ({
  sender,
  recipient,
  folder,
  watchOf,
}) => {
  const paths = await makeFolder(folder, 'papers');
  const link = await send(sender, join(folder, 'papers'), 'Folder to send');
  await openShare(recipient, link);
  const path = await savePackage(recipient, folder);
  expect(path).toMatch(/sealdrop-[0-9A-Za-z]+\.zip$/);
  expect((await readFile(path)).includes('papers')).toBe(false);

  const { requests } = watchOf(recipient);
  await choosePackage(recipient, path);
  const worker = requests.find((request) => /\/package-worker-[\w-]+\.js$/.test(request.url()));
  const policy = (await (await worker?.response())?.allHeaders())?.['content-security-policy'];
  expect(policy).toContain("connect-src 'none'");
  const before = requests.length;
  await expect(recipient.getByRole('heading', { level: 1 })).toContainText('opens by a link or code');
  await recipient.getByLabel('Link or code', { exact: true }).fill(link.slice(0, -1));
  await button(recipient, 'Open').click();
  await expect(recipient.getByText(/This link is incomplete/)).toBeVisible();
  await recipient.getByLabel('Link or code', { exact: true }).fill(link);
  await button(recipient, 'Open').click();
  await expect(recipient.getByRole('heading', { name: 'Files for you', exact: true })).toBeVisible();
  const one = paths[0] ?? '';
  expect(await savedDigest(recipient, one)).toBe(await sha256OfFile(join(folder, one)));
  const all = readZip((await saveBy(recipient, 'Save all')).bytes);
  expect(all.size).toBe(paths.length);
  for (const [name, bytes] of all) expect(sha256(bytes)).toBe(await sha256OfFile(join(folder, name)));
  expect(requests.slice(before).filter((request) => !request.url().startsWith('blob:'))).toEqual([]);
});

test('what was just sent is saved as a package, and opens on the command line and in Python', async ({
  sender,
  folder,
  server,
}) => {
  const file = await makeFile(folder, 'large.bin', 9_500_000);
  const link = await send(sender, file);
  const path = await savePackage(sender, folder);
  await writeFile(join(folder, 'code.txt'), link);
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  await cli.run(['unpack', path, '--code-file', join(folder, 'code.txt'), '--out', join(folder, 'cli-out')]);
  expect(await sha256OfFile(join(folder, 'cli-out/large.bin'))).toBe(await sha256OfFile(file));
  execFileSync('python3', ['scripts/open-package.py', path, join(folder, 'python-out'), '--code', link]);
  expect(await sha256OfFile(join(folder, 'python-out/large.bin'))).toBe(await sha256OfFile(file));
});

test('a package for somebody opens by their key pair, and in no other browser', async ({
  sender,
  recipient,
  folder,
}) => {
  await createKey(recipient, 'Bob', folder);
  await addPerson(sender, 'Bob', await contactLink(recipient, 'Bob'));
  const file = await writeBytes(folder, 'for bob.txt', Buffer.from('for Bob alone'));
  await send(sender, file);
  await choosePeople(sender, { Bob: true });
  await button(sender, 'Apply').click();
  await expect(sender.getByText('Applied', { exact: true })).toBeVisible();
  const path = await savePackage(sender, folder);

  await choosePackage(recipient, path);
  await expect(recipient.getByRole('heading', { name: 'Files for you', exact: true })).toBeVisible();
  expect(await savedDigest(recipient, 'for bob.txt')).toBe(await sha256OfFile(file));
  await choosePackage(sender, path);
  await expect(sender.getByRole('alert')).toContainText(/other keys than those in this browser/);
});

test('a package with a passphrase, and one that was changed', async ({ sender, recipient, folder }) => {
  const file = await writeBytes(folder, 'locked.txt', Buffer.from('locked'));
  const link = await send(sender, file);
  await choose(sender, { passphrase: 'open sesame' });
  await openLocked();
  const path = await savePackage(recipient, folder);

  await choosePackage(recipient, path);
  await recipient.getByLabel('Link or code', { exact: true }).fill(link);
  await button(recipient, 'Open').click();
  await unlock(recipient, 'wrong');
  await expect(recipient.getByText(/That passphrase does not open it/)).toBeVisible();
  await unlock(recipient, 'open sesame');
  expect(await savedDigest(recipient, 'locked.txt')).toBe(await sha256OfFile(file));

  const bytes = await readFile(path);
  bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
  const changed = await writeBytes(folder, 'changed.zip', bytes);
  await recipient.context().setOffline(false);
  await choosePackage(recipient, changed);
  await recipient.getByLabel('Link or code', { exact: true }).fill(link);
  await button(recipient, 'Open').click();
  await unlock(recipient, 'open sesame');
  await button(recipient, 'Save all').click();
  await expect(recipient.getByRole('alert')).toContainText(/is not as it was made/);
  await recipient.context().setOffline(false);
  await choosePackage(recipient, await writeBytes(folder, 'no.zip', Buffer.from('no package at all')));
  await expect(recipient.getByRole('alert')).toContainText(/is no package of Sealdrop/);

  async function openLocked(): Promise<void> {
    await recipient.goto(link);
    await unlock(recipient, 'open sesame');
    await expect(recipient.getByRole('heading', { name: 'Files for you', exact: true })).toBeVisible();
  }
});
