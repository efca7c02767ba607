/**
 * Files of older systems, made by scripts/make-older.mjs with none of Sealdrop's code: opened in the browser without a network,
 * saved, and shared anew.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeOlder } from '../scripts/make-older.mjs';
import { sha256 } from './files.ts';
import { expect, test } from './fixtures.ts';
import { gotoOlder, openByCommand, openOlder, privateFiles } from './older-steps.ts';
import { linkOf, openShare, savedDigest, untilReady } from './steps.ts';
import { readZip } from './zip.ts';

test('every kind opens without a network, is saved as it was, and is shared with one press', async ({
  sender,
  recipient,
  folder,
  watchOf,
}) => {
  const older = join(folder, 'older');
  const made = makeOlder(older, [0, 1_500_000]);
  // One file key at a time can be given.
  const expected = made.filter(({ kind }) => !/^upload-(?:192|128)$/.test(kind));
  await gotoOlder(sender);
  const { requests } = watchOf(sender);
  const worker = requests.find((request) => /\/older-worker-[\w-]+\.js$/.test(request.url()));
  const policy = (await (await worker?.response())?.allHeaders())?.['content-security-policy'];
  expect(policy).toContain("connect-src 'none'");
  const before = requests.length;
  await sender.context().setOffline(true);
  await openOlder(sender, older, { keys: older, input: 'Older folder' });

  const list = sender.getByRole('list', { name: 'Files', exact: true });
  await expect(list.getByRole('listitem')).toHaveCount(expected.length);
  for (const { kind, name, sha256: digest } of expected) {
    const item = list.getByRole('listitem').filter({ hasText: name });
    await expect(item, kind).toContainText(digest);
    if (kind === 'share') await expect(item).toContainText('Not authenticated.');
  }
  // ZIPs that no honest program makes, what the other two file keys have sealed, and the generation before.
  await expect(sender.getByRole('alert').filter({ hasText: 'would unpack to far more' })).toHaveCount(3);
  await expect(sender.getByRole('alert').filter({ hasText: 'names a place outside' })).toHaveCount(4);
  await expect(sender.getByRole('alert').filter({ hasText: 'is not as it was sealed' })).toHaveCount(4);
  await expect(sender.getByRole('alert').filter({ hasText: 'does not read' })).toHaveCount(2);

  const [one] = expected.filter(({ size }) => size > 0);
  if (!one) throw new Error('nothing was made');
  const compare = sender.getByLabel('SHA-256 from the sender', { exact: true });
  await compare.fill(one.sha256.toUpperCase());
  await expect(sender.getByText(/the file that the sender means/)).toContainText(one.name);
  await compare.fill('0'.repeat(64));
  await expect(sender.getByText(/None of these files has it/)).toBeVisible();

  const saving = sender.waitForEvent('download');
  await sender.getByRole('button', { name: `Save older/${one.name}`, exact: true }).click();
  expect(sha256(await readFile(await (await saving).path()))).toBe(one.sha256);
  const packing = sender.waitForEvent('download');
  await sender.getByRole('button', { name: 'Save all', exact: true }).click();
  const packed = readZip(await readFile(await (await packing).path()));
  expect([...packed.values()].map(sha256).sort()).toEqual(expected.map((file) => file.sha256).sort());
  expect(requests.slice(before).filter((request) => !request.url().startsWith('blob:'))).toEqual([]);

  await sender.context().setOffline(false);
  await sender.getByRole('button', { name: 'Share it safely', exact: true }).click();
  const link = await linkOf(sender);
  await untilReady(sender);
  await openShare(recipient, link);
  expect(await savedDigest(recipient, `older/${one.name}`)).toBe(one.sha256);
});

test('a wrong key and a tag that does not match are said, and nothing is offered', async ({
  sender,
  folder,
}) => {
  const made = makeOlder(folder, [100]);
  const pathOf = (kind: string) => join(folder, made.find((one) => one.kind === kind)?.path ?? '');
  await gotoOlder(sender);
  await openOlder(sender, pathOf('package-lead'), { keys: folder, key: 'other' });
  await expect(sender.getByRole('alert')).toContainText('was sealed for another key');
  await expect(sender.getByRole('button', { name: 'Share it safely', exact: true })).toHaveCount(0);

  await sender.getByRole('button', { name: 'Open something else', exact: true }).click();
  await openOlder(sender, pathOf('upload-192'), { keys: folder });
  await expect(sender.getByRole('alert')).toContainText('is not as it was sealed');
  await expect(sender.getByRole('list', { name: 'Files', exact: true })).toHaveCount(0);

  await sender.getByRole('button', { name: 'Open something else', exact: true }).click();
  await openOlder(sender, join(folder, 'keys/keys.json'), { keys: folder });
  await expect(sender.getByRole('alert')).toContainText('Nothing here is from one of the three');
  await openOlder(sender, pathOf('package-zip'), { keys: folder, key: 'locked' });
  await expect(sender.getByRole('alert')).toContainText('This key cannot be used');
});

test('300 MB of each system open in the browser and by the command, and are shared anew @large', async ({
  newDiskProfile,
  folder,
}) => {
  test.setTimeout(600_000);
  const page = await newDiskProfile();
  const made = makeOlder(folder, [314_572_800]);
  const companions = (path: string) =>
    path.endsWith('.zip') || path.startsWith('upload')
      ? [path]
      : [path, path.replace(/\.enc$/, '.key.enc'), path.replace(/[^/]*$/, 'ephemeral_public_key.pem')];
  await gotoOlder(page);
  for (const { path, name, sha256: digest } of made) {
    await openOlder(
      page,
      companions(path).map((one) => join(folder, one)),
      { keys: folder },
    );
    await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(digest, {
      timeout: 180_000,
    });
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: `Save ${name}`, exact: true }).click();
    const hash = createHash('sha256');
    await pipeline(createReadStream(await (await saving).path()), hash);
    expect(hash.digest('hex')).toBe(digest);
    expect(await privateFiles(page)).toBe(1);
    await page.getByRole('button', { name: 'Open something else', exact: true }).click();
    await expect.poll(() => privateFiles(page)).toBe(0);
    const { output, memory } = await openByCommand(folder, path);
    expect(output.slice(0, 64)).toBe(digest);
    // Of which a Node.js that does nothing takes 50.
    expect(memory, 'MiB').toBeLessThan(200);
  }
  await openOlder(page, join(folder, made[0]?.path ?? ''), { keys: folder });
  await page.getByRole('button', { name: 'Share it safely', exact: true }).click({ timeout: 180_000 });
  const link = await linkOf(page);
  await untilReady(page, 180_000);
  const other = await newDiskProfile();
  await openShare(other, link);
  await expect(other.getByText(made[0]?.name ?? '')).toBeVisible();
});
