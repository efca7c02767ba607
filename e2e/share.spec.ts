/** The main job: files go up, and a second profile with nothing but the link saves exactly those bytes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  jpeg,
  makeFile,
  makeFolder,
  pdf,
  sha256,
  sha256OfFile,
  sha256OfPieces,
  writeBytes,
} from './files.ts';
import { expect, test } from './fixtures.ts';
import { pickedFiles, savedToPicked, stubSavePicker } from './opfs-picker.ts';
import { sendLarge } from './plain-steps.ts';
import {
  fileList,
  holdObjects,
  linkOf,
  openShare,
  pick,
  saveBy,
  savedDigest,
  send,
  untilReady,
} from './steps.ts';
import { words } from './words.ts';
import { readZip } from './zip.ts';

const MIB = 1_048_576;
const PIECE = 32 * MIB;

for (const [what, name, bytes] of [
  ['a PDF', 'letter.pdf', pdf('Sealed with care')],
  ['a photograph', 'photograph.jpg', jpeg('sea')],
  ['an empty file', 'empty.txt', Buffer.alloc(0)],
] as const) {
  test(`${what} arrives with the same SHA-256`, async ({ sender, recipient, folder }) => {
    const link = await send(sender, await writeBytes(folder, name, bytes));
    await openShare(recipient, link);
    await expect(fileList(recipient).getByText(name)).toBeVisible();
    const saved = await saveBy(recipient, `Save ${name}`);
    expect(saved.name).toBe(name);
    expect(sha256(saved.bytes)).toBe(sha256(bytes));
  });
}

test('several files keep their own bytes, one by one and all together', async ({
  server: { origin },
  newPlainProfile,
  recipient,
  folder,
}) => {
  const names = ['one.bin', 'two.bin', 'three.bin'];
  // Eight parts: the memory of the first is used again for the last. Little enough for an ordinary download.
  const sizes = [300_000, 30_000_001, 30_000_002];
  const files = await Promise.all(names.map((name, i) => makeFile(folder, name, sizes[i] ?? 0)));
  await openShare(
    recipient,
    await sendLarge(await newPlainProfile(), { origin, file: files, timeout: 120_000 }),
  );
  for (const [i, name] of names.entries()) {
    expect(await savedDigest(recipient, name)).toBe(await sha256OfFile(files[i] ?? ''));
  }
  const zip = readZip((await saveBy(recipient, 'Save all')).bytes);
  expect([...zip.keys()].sort()).toEqual([...names].sort());
  for (const [i, name] of names.entries()) {
    expect(sha256(zip.get(name) ?? Buffer.alloc(0))).toBe(await sha256OfFile(files[i] ?? ''));
  }
});

test('a folder of 200 files with Greek, Japanese and Arabic names', async ({ sender, recipient, folder }) => {
  const paths = await makeFolder(folder, 'travels');
  await openShare(recipient, await send(sender, join(folder, 'travels'), 'Folder to send'));
  await expect(fileList(recipient).getByRole('listitem')).toHaveCount(200);
  for (const path of paths.filter((_, i) => i % 40 === 0)) {
    expect(await savedDigest(recipient, path.normalize('NFC'))).toBe(await sha256OfFile(join(folder, path)));
  }
  const zip = readZip((await saveBy(recipient, 'Save all')).bytes);
  const expected = paths.map((path) => path.normalize('NFC'));
  expect([...zip.keys()].sort()).toEqual(expected.sort());
  for (const path of paths) {
    const bytes = zip.get(path.normalize('NFC')) ?? Buffer.from('not there');
    expect(sha256(bytes), path).toBe(await sha256OfFile(join(folder, path)));
  }
});

for (const [what, size] of [
  ['84 MB', 80 * MIB],
  // In the journey it goes through an inbox.
  ['300 MB @large', 300_000_000],
] as const) {
  test(`above the ordinary download, into a picked file: ${what}`, async ({
    server: { origin },
    newPlainProfile,
    recipient,
    folder,
  }) => {
    const file = await makeFile(folder, 'large.bin', size);
    const link = await sendLarge(await newPlainProfile(), { origin, file, timeout: 150_000 });
    await stubSavePicker(recipient);
    await openShare(recipient, link);
    const digests = await savedToPicked(recipient, 'large.bin', { piece: PIECE, timeout: 120_000 });
    expect(digests).toEqual(await sha256OfPieces(file, PIECE));
    expect(await pickedFiles(recipient)).toEqual([{ name: 'large.bin', size }]);
  });
}

test('1 GiB up and down @large', async ({ server: { origin }, newPlainProfile, newDiskProfile, folder }) => {
  test.setTimeout(15 * 60_000);
  const size = 1_024 * MIB;
  const file = await makeFile(folder, 'huge.bin', size);
  const link = await sendLarge(await newPlainProfile(), { origin, file, timeout: 10 * 60_000 });
  const recipient = await newDiskProfile();
  await stubSavePicker(recipient);
  await openShare(recipient, link);
  const digests = await savedToPicked(recipient, 'huge.bin', { piece: PIECE, timeout: 10 * 60_000 });
  expect(digests).toEqual(await sha256OfPieces(file, PIECE));
  expect(await pickedFiles(recipient)).toEqual([{ name: 'huge.bin', size }]);
});

test('who opens the link early sees the progress, and it goes on by itself', async ({
  sender,
  recipient,
  folder,
}) => {
  const letThrough = await holdObjects(sender);
  const file = await makeFile(folder, 'slow.bin', 9 * MIB);
  await pick(sender, file);
  const link = await linkOf(sender);
  await recipient.goto(link);
  await expect(recipient.getByText(words['not-complete'])).toBeVisible();
  letThrough();
  await untilReady(sender);
  await expect(fileList(recipient)).toBeVisible();
  await expect(recipient.getByText(words['not-complete'])).toBeHidden();
  expect(await savedDigest(recipient, 'slow.bin')).toBe(await sha256OfFile(file));
});

test('files and folders are dropped as the system drops them', async ({ sender, recipient, folder }) => {
  await makeFile(folder, 'album/inside/deep.bin', 70_000);
  const loose = await makeFile(folder, 'loose.bin', 50_000);
  await sender.goto('/');
  await expect(sender.getByLabel('Files to send', { exact: true })).toBeAttached();
  const session = await sender.context().newCDPSession(sender);
  const data = { items: [], files: [join(folder, 'album'), loose], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  const link = await linkOf(sender);
  await untilReady(sender);
  await openShare(recipient, link);
  expect(await savedDigest(recipient, 'loose.bin')).toBe(await sha256OfFile(loose));
  const deep = await sha256OfFile(join(folder, 'album/inside/deep.bin'));
  expect(await savedDigest(recipient, 'album/inside/deep.bin')).toBe(deep);
});

test('a pasted file is sent', async ({ sender, recipient }) => {
  await sender.goto('/');
  await expect(sender.getByLabel('Files to send', { exact: true })).toBeAttached();
  await sender.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['pasted bytes'], 'pasted.txt', { type: 'text/plain' }));
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  const link = await linkOf(sender);
  await untilReady(sender);
  await openShare(recipient, link);
  expect(await savedDigest(recipient, 'pasted.txt')).toBe(sha256(Buffer.from('pasted bytes')));
});

test('names that no system could save are renamed before they are sent, and visibly', async ({
  sender,
  recipient,
  folder,
}) => {
  const reserved = await writeBytes(folder, 'CON.txt', Buffer.from('reserved'));
  const colon = await writeBytes(folder, 'a:b.txt', Buffer.from('colon'));
  await pick(sender, [reserved, colon]);
  const link = await linkOf(sender);
  await untilReady(sender);
  await expect(sender.getByText('CON.txt').first()).toBeVisible();
  await openShare(recipient, link);
  await expect(fileList(recipient).getByRole('listitem')).toHaveCount(2);
  const zip = readZip((await saveBy(recipient, 'Save all')).bytes);
  expect([...zip.values()].map((bytes) => bytes.toString()).sort()).toEqual(['colon', 'reserved']);
  for (const path of zip.keys()) expect(path).not.toMatch(/:|^CON\./i);
  expect(await readFile(reserved, 'utf8')).toBe('reserved');
});
