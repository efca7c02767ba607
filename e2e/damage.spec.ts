/**
 * A store that changes, cuts, extends or swaps what it holds, and a file that changes under the upload: never a
 * wrong byte saved. The unit tests go through every kind of tampering; here the words and the downloads count.
 */
import { copyFile, open, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeFile, sha256, sha256OfFile, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { fileList, linkOf, openShare, partsOf, pick, saveButton, send, transfer } from './steps.ts';
import { words } from './words.ts';

/** The files that hold a share's objects, largest first: those whose path names the share's id in hex. */
async function objectsOf(dataDir: string, link: string): Promise<{ body: string; manifest: string }> {
  const id = Buffer.from(partsOf(link).id, 'base64url').toString('hex');
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const ours = paths.filter((path) => path.includes(id));
  const manifest = ours.find((path) => path.includes('manifest'));
  const sized = await Promise.all(
    ours.filter((path) => path !== manifest).map(async (path) => ({ path, size: (await stat(path)).size })),
  );
  const body = sized.sort((a, b) => b.size - a.size)[0]?.path;
  if (body === undefined || manifest === undefined)
    throw new Error(`no objects of ${id} in ${paths.join(' ')}`);
  return { body, manifest };
}

async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

async function extend(file: string): Promise<void> {
  const handle = await open(file, 'a');
  await handle.write(Buffer.alloc(100));
  await handle.close();
}

/** Presses Save and expects the words, and that nothing was saved. */
async function expectDamagedAtSave(page: Page, name: string): Promise<void> {
  let downloads = 0;
  page.on('download', () => downloads++);
  await saveButton(page, name).click();
  await expect(page.getByRole('alert')).toContainText(words.damaged, { timeout: 30_000 });
  await expect(page.getByText('Saved and verified', { exact: true })).toBeHidden();
  expect(downloads).toBe(0);
}

const bodyDamages: [string, (file: string) => Promise<void>][] = [
  ['one bit flipped at the beginning', (file) => flip(file, 100)],
  ['one bit flipped at the end', async (file) => flip(file, (await stat(file)).size - 1)],
];

for (const [what, damage] of bodyDamages) {
  test(`a stored body with ${what} is "damaged", and nothing is saved`, async ({
    server,
    sender,
    recipient,
    folder,
  }) => {
    const link = await send(sender, await makeFile(folder, 'body.bin', 500_000));
    await damage((await objectsOf(server.dataDir, link)).body);
    await openShare(recipient, link);
    await expectDamagedAtSave(recipient, 'body.bin');
  });
}

for (const [what, left] of [
  ['cut by one byte', -1],
  ['cut to nothing', 0],
] as const) {
  test(`a stored body ${what} is "damaged", and nothing is saved`, async ({
    server,
    sender,
    recipient,
    folder,
  }) => {
    const link = await send(sender, await makeFile(folder, 'cut.bin', 500_000));
    const { body } = await objectsOf(server.dataDir, link);
    await truncate(body, left < 0 ? (await stat(body)).size + left : left);
    await openShare(recipient, link);
    await expectDamagedAtSave(recipient, 'cut.bin');
  });
}

test('a store that answers with fewer bytes than were asked for is "damaged"', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await makeFile(folder, 'short.bin', 500_000));
  await openShare(recipient, link);
  await recipient.context().route(/\/objects\//, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.body()).subarray(0, -1);
    const headers = { ...answer.headers(), 'content-length': `${body.length}` };
    await route.fulfill({ status: answer.status(), headers, body });
  });
  await expectDamagedAtSave(recipient, 'short.bin');
});

const manifestDamages: [string, (file: string) => Promise<void>][] = [
  ['one bit flipped', (file) => flip(file, 200)],
  ['one byte cut off', async (file) => truncate(file, (await stat(file)).size - 1)],
  ['bytes appended', extend],
];

for (const [what, damage] of manifestDamages) {
  test(`a stored manifest with ${what} is "damaged"`, async ({ server, sender, recipient, folder }) => {
    const link = await send(sender, await makeFile(folder, 'list.bin', 1_000));
    await damage((await objectsOf(server.dataDir, link)).manifest);
    await recipient.goto(link);
    await expect(recipient.getByRole('alert')).toContainText(words.damaged);
    await expect(fileList(recipient)).toBeHidden();
  });
}

test('bodies and manifests swapped between two shares are "damaged"', async ({
  server,
  sender,
  recipient,
  newProfile,
  folder,
}) => {
  const first = await send(sender, await makeFile(folder, 'first.bin', 5_000));
  const other = await send(await newProfile(), await makeFile(folder, 'other.bin', 5_000));
  const ours = await objectsOf(server.dataDir, first);
  const theirs = await objectsOf(server.dataDir, other);
  await copyFile(theirs.body, ours.body);
  await openShare(recipient, first);
  await expectDamagedAtSave(recipient, 'first.bin');

  await copyFile(theirs.manifest, ours.manifest);
  const late = await newProfile();
  await late.goto(first);
  await expect(late.getByRole('alert')).toContainText(words.damaged);
});

test('a store that answers with another range is "damaged"', async ({ sender, recipient, folder }) => {
  const link = await send(sender, await makeFile(folder, 'ranged.bin', 20_000_000));
  await openShare(recipient, link);
  let bodies = 0;
  await recipient.context().route(/\/objects\//, async (route) => {
    bodies++;
    const answer = await route.fetch();
    const bytes = await answer.body();
    // The first bytes again, whichever were asked for.
    await route.fulfill({ response: answer, body: Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]) });
  });
  await expectDamagedAtSave(recipient, 'ranged.bin');
  expect(bodies).toBeGreaterThan(0);
});

test('a file overwritten while it uploads: words, or a share that is wholly one version', async ({
  sender,
  recipient,
  folder,
}) => {
  const size = 60_000_000;
  const file = await makeFile(folder, 'moving.bin', size);
  const before = await sha256OfFile(file);
  let overwritten = false;
  await sender.context().route(/\/objects\//, async (route) => {
    if (!overwritten) {
      overwritten = true;
      await writeBytes(folder, 'moving.bin', Buffer.alloc(size, 7));
    }
    await route.continue();
  });
  await pick(sender, file);
  const link = await linkOf(sender);
  const failed = sender.getByRole('alert').filter({ hasText: words['file-changed'] });
  await expect(failed.or(transfer(sender).getByText('Ready')).first()).toBeVisible({ timeout: 45_000 });
  if (await failed.isVisible()) {
    await recipient.goto(link);
    await expect(
      recipient.getByRole('alert').or(recipient.getByText(words['not-complete'])).first(),
    ).toBeVisible();
    await expect(fileList(recipient)).toBeHidden();
    return;
  }
  await openShare(recipient, link);
  const coming = recipient.waitForEvent('download');
  await saveButton(recipient, 'moving.bin').click();
  const digest = sha256(await readFile(await (await coming).path()));
  expect([before, sha256(Buffer.alloc(size, 7))]).toContain(digest);
});
