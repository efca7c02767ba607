/**
 * Files of older systems, made by scripts/make-older.mjs with none of Sealdrop's code: opened in the browser without a network,
 * saved, and shared anew.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeOlder, olderKinds } from '../scripts/make-older.mjs';
import { childrenOf, watchMemory } from './engines/processes.ts';
import { sha256 } from './files.ts';
import { expect, test } from './fixtures.ts';
import { companions, gotoOlder, openByCommand, openOlder, privateFiles } from './older-steps.ts';
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
  const { requests } = watchOf(sender);
  const loaded = () =>
    requests.filter((request) => /\/assets\/(?:aes|older-worker)-/.test(request.url())).length;
  await sender.goto('/');
  await sender.waitForLoadState('networkidle');
  // The worker and its ciphers, which nothing else needs.
  expect(loaded()).toBe(0);
  await gotoOlder(sender);
  await expect.poll(loaded).toBe(2);
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
  // Scripts of the page may be asked for at any time; nothing else is, and nothing of what was opened.
  const asked = requests.slice(before).filter((request) => !/^blob:|\/assets\/[\w.-]+$/.test(request.url()));
  expect(asked.map((request) => request.url())).toEqual([]);

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

/** Around a block of the ciphers and a piece of a package. */
const SIZES = [0, 1, 15, 16, 17, 1_048_575, 1_048_576, 1_048_577];

test('every kind and size gives the same in the browser and by the command, under every kind of key', async ({
  sender,
  folder,
}) => {
  const made = makeOlder(folder, SIZES);
  const inputs = join(folder, 'input');
  await mkdir(inputs);
  for (const { path } of made) {
    const [top = path] = path.split('/');
    await rename(join(folder, top), join(inputs, top)).catch(() => undefined);
  }
  await gotoOlder(sender);
  for (const [upload, key] of [
    ['upload-256', 'pkcs8'],
    ['upload-192', 'sec1'],
    ['upload-128', 'pkcs8'],
  ] as const) {
    const others = made.filter(({ kind }) => kind.startsWith('upload-') && kind !== upload);
    const expected = made.filter((one) => !others.includes(one)).map(({ sha256: digest }) => digest);
    const fileKey = made.find(({ kind }) => kind === upload)?.fileKey;
    await openOlder(sender, inputs, { keys: folder, input: 'Older folder', key, fileKey });
    const digests = sender.getByRole('list', { name: 'Files', exact: true }).getByText(/^[0-9a-f]{64}$/);
    await expect(digests).toHaveCount(expected.length);
    expect((await digests.allTextContents()).sort(), upload).toEqual(expected.sort());
    // What another key has sealed, and nothing else.
    await expect(sender.getByRole('alert')).toHaveCount(others.length);
    await sender.getByRole('button', { name: 'Open something else', exact: true }).click();
    const { output } = await openByCommand(inputs, { keys: folder, key, fileKey });
    const lines = output.trim().split('\n');
    expect(lines.map((line) => line.slice(0, 64)).sort(), `${upload} by the command`).toEqual(expected);
    await rm(join(folder, 'out'), { recursive: true });
  }
});

/** 300 MB, and MiB that are far less than them: of the browser above what it had before, and of the command, where Node.js alone takes 50. */
const LARGE = 314_572_800;
const BROWSER_MAX = 200;
const COMMAND_MAX = 200;

for (const [i, kind] of olderKinds.entries()) {
  test(`300 MB of ${kind} open in the browser and by the command, in little memory @large`, async ({
    newDiskProfile,
    folder,
  }) => {
    test.setTimeout(600_000);
    const [key, other] = i % 2 ? ['sec1', 'pkcs8'] : ['pkcs8', 'sec1'];
    const [made] = makeOlder(folder, [LARGE], [kind]);
    if (!made) throw new Error('nothing was made');
    const { path, name, sha256: digest, fileKey } = made;
    const running = childrenOf(process.pid);
    const page = await newDiskProfile();
    const [browser = 0] = childrenOf(process.pid).filter((pid) => !running.includes(pid));
    await gotoOlder(page);
    const watching = watchMemory(browser);
    const place = join(folder, path);
    if (kind === 'package-folder') await openOlder(page, place, { keys: folder, key, input: 'Older folder' });
    else await openOlder(page, companions(place), { keys: folder, key, fileKey });
    await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(digest, {
      timeout: 180_000,
    });
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: new RegExp(`^Save .*${name}$`) }).click();
    const saved = await (await saving).path();
    const { before, peak } = watching.stop();
    const hash = createHash('sha256');
    await pipeline(createReadStream(saved), hash);
    expect(hash.digest('hex')).toBe(digest);
    expect(await privateFiles(page)).toBe(1);

    const { output, memory } = await openByCommand(place, { keys: folder, key: other, fileKey });
    expect(output.slice(0, 64)).toBe(digest);
    const browserMemory = (peak - before) / 1_048_576;
    console.log(`${kind}: browser ${Math.round(browserMemory)} MiB, command ${Math.round(memory)} MiB`);
    for (const [mib, max] of [
      [browserMemory, BROWSER_MAX],
      [memory, COMMAND_MAX],
    ] as const) {
      expect(mib, 'MiB').toBeGreaterThan(0);
      expect(mib, 'MiB').toBeLessThan(max);
    }
  });
}
