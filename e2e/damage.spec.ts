/**
 * A store that changes, cuts, extends or swaps what it holds, and a file that changes under the upload: never a
 * wrong byte saved. The unit tests go through every kind of tampering; here the words and the downloads count.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { makeFile, sha256, sha256OfFile, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import type { Server } from './server.ts';
import {
  fileList,
  linkOf,
  objectAddress,
  openShare,
  partsOf,
  pick,
  saveButton,
  send,
  transfer,
} from './steps.ts';
import { words } from './words.ts';

/** A stored object that can be exchanged for another. */
interface Stored {
  readonly bytes: Buffer;
  replace(bytes: Uint8Array): Promise<void>;
}

/** A share's objects: those that bear its id in hex. A small body is one of them, beside a smaller index on disk. */
async function objectsOf({ objects }: Server, link: string): Promise<{ body: Stored; manifest: Stored }> {
  const id = Buffer.from(partsOf(link).id, 'base64url').toString('hex');
  const names = (await objects.names()).filter((name) => name.includes(id));
  const stored = await Promise.all(
    names.map(async (name) => ({
      name,
      bytes: await objects.read(name),
      replace: (bytes: Uint8Array) => objects.write(name, bytes),
    })),
  );
  const manifest = stored.find(({ name }) => name.includes('manifest'));
  const others = stored.filter(({ name }) => !name.includes('manifest'));
  const body = others.sort((a, b) => b.bytes.length - a.bytes.length)[0];
  if (!body || !manifest) throw new Error(`no objects of ${id} in ${names.join(' ')}`);
  return { body, manifest };
}

/** One bit flipped at `at`, counted from the end where it is negative. */
function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  const index = at < 0 ? bytes.length + at : at;
  changed[index] = (changed[index] ?? 0) ^ 1;
  return changed;
}

/** Presses Save and expects the words, and that nothing was saved. */
async function expectDamagedAtSave(page: Page, name: string): Promise<void> {
  let downloads = 0;
  page.on('download', () => downloads++);
  await saveButton(page, name).click();
  await expect(page.getByRole('alert')).toContainText(words.damaged);
  await expect(page.getByText('Saved and verified', { exact: true })).toBeHidden();
  expect(downloads).toBe(0);
}

const bodyDamages: [string, (bytes: Buffer) => Buffer][] = [
  ['one bit flipped at the beginning', (bytes) => flipped(bytes, 100)],
  ['one bit flipped at the end', (bytes) => flipped(bytes, -1)],
  ['one byte cut off', (bytes) => bytes.subarray(0, -1)],
  ['all bytes cut off', () => Buffer.alloc(0)],
];

for (const [what, damage] of bodyDamages) {
  test(`a stored body with ${what} is "damaged", and nothing is saved`, async ({
    server,
    sender,
    recipient,
    folder,
  }) => {
    const link = await send(sender, await makeFile(folder, 'body.bin', 500_000));
    const { body } = await objectsOf(server, link);
    await body.replace(damage(body.bytes));
    await openShare(recipient, link);
    await expectDamagedAtSave(recipient, 'body.bin');
  });
}

test('a store that answers with fewer bytes than were asked for is "damaged"', async ({
  sender,
  recipient,
  folder,
}) => {
  const link = await send(sender, await makeFile(folder, 'short.bin', 500_000));
  await openShare(recipient, link);
  await recipient.context().route(objectAddress, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.body()).subarray(0, -1);
    const headers = { ...answer.headers(), 'content-length': `${body.length}` };
    await route.fulfill({ status: answer.status(), headers, body });
  });
  await expectDamagedAtSave(recipient, 'short.bin');
});

const manifestDamages: [string, (bytes: Buffer) => Buffer][] = [
  ['one bit flipped', (bytes) => flipped(bytes, 200)],
  ['one byte cut off', (bytes) => bytes.subarray(0, -1)],
  ['bytes appended', (bytes) => Buffer.concat([bytes, Buffer.alloc(100)])],
];

for (const [what, damage] of manifestDamages) {
  test(`a stored manifest with ${what} is "damaged"`, async ({ server, sender, recipient, folder }) => {
    const link = await send(sender, await makeFile(folder, 'list.bin', 1_000));
    const { manifest } = await objectsOf(server, link);
    await manifest.replace(damage(manifest.bytes));
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
  const ours = await objectsOf(server, first);
  const theirs = await objectsOf(server, other);
  await ours.body.replace(theirs.body.bytes);
  await openShare(recipient, first);
  await expectDamagedAtSave(recipient, 'first.bin');

  await ours.manifest.replace(theirs.manifest.bytes);
  const late = await newProfile();
  await late.goto(first);
  await expect(late.getByRole('alert')).toContainText(words.damaged);
});

test('a store that answers with another range is "damaged"', async ({ sender, recipient, folder }) => {
  const link = await send(sender, await makeFile(folder, 'ranged.bin', 9_000_000));
  await openShare(recipient, link);
  let bodies = 0;
  await recipient.context().route(objectAddress, async (route) => {
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
  await sender.context().route(objectAddress, async (route) => {
    if (!overwritten) {
      overwritten = true;
      await writeBytes(folder, 'moving.bin', Buffer.alloc(size, 7));
    }
    await route.continue();
  });
  await pick(sender, file);
  const link = await linkOf(sender);
  const failed = sender.getByRole('alert').filter({ hasText: words['file-changed'] });
  await expect(failed.or(transfer(sender).getByText('Ready')).first()).toBeVisible({ timeout: 120_000 });
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
