/** A disk without room below the real server: words, nothing lost, and everything again once there is room. docs/testing.md. */
import { createClient } from '../../shared/client.ts';
import { hasCode } from '../../shared/errors.ts';
import { countCases } from '../cases.ts';
import { makeFile, sha256OfFile } from '../files.ts';
import { linkOf, openShare, savedDigest, send, shareLink, transfer, untilReady } from '../steps.ts';
import { words } from '../words.ts';
import { expectAsAcknowledged } from './half-made.ts';
import { expect, test } from './pages.ts';
import { read } from './reader.ts';
import { Sender } from './sender.ts';
import { diskSite, type Site } from './site.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';

const held = countCases('full disks');

async function onDisk(options: string, body: (site: Site, disk: SmallDisk) => Promise<void>): Promise<void> {
  const disk = await smallDisk(options);
  try {
    const site = await diskSite({ dataDir: disk.folder });
    try {
      await body(site, disk);
    } finally {
      await site.remove();
    }
  } finally {
    await disk.remove();
  }
}

async function newSender({ server }: Site, size: number): Promise<Sender> {
  const { origin } = server;
  const fetchThere = (url: string, init: RequestInit) => fetch(new URL(url, origin), init);
  return await Sender.prepare({ origin, name: `${size}.bin`, size, fetch: fetchThere });
}

async function readySender(site: Site, size: number): Promise<Sender> {
  const sender = await newSender(site, size);
  await sender.run();
  return sender;
}

async function expectWhole(site: Site, sender: Sender): Promise<void> {
  expect(await read(site.server.origin, sender)).toMatchObject({ digest: sender.digest() });
}

/** How an attempt went: done, or no room for it. Anything else is an error of its own. */
async function roomFor(work: () => Promise<unknown>): Promise<'done' | 'storage-full'> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (hasCode(error, 'storage-full')) return 'storage-full';
    throw error;
  }
}

test('a page says that the storage is full, and sends the same file once there is room', async ({
  newProfile,
  folder,
}) => {
  await onDisk('size=48m', async (site, disk) => {
    const earlier = await readySender(site, 1_000_000);
    const running = await newSender(site, 9_000_000);
    await running.create();
    await running.sendBody();
    const page = await newProfile(site);
    await send(page, await makeFile(folder, 'small.bin', 100_000));

    // A part of it fits.
    await disk.fill(18_000_000);
    const file = await makeFile(folder, 'large.bin', 14_000_000);
    await page.goto('/');
    const input = page.getByLabel('Files to send', { exact: true });
    await input.setInputFiles(file);
    await expect(page.getByRole('alert')).toContainText(words['storage-full']);
    await expect(transfer(page)).toContainText('Failed');
    await expect(shareLink(page)).toBeHidden();
    await expectAsAcknowledged(site, running);
    await expectWhole(site, earlier);
    held();

    await page.getByRole('button', { name: 'Stop and delete', exact: true }).click();
    await expect(page.getByText(/is stopped and deleted/i)).toBeVisible();
    await disk.clear();
    await input.setInputFiles(file);
    const link = await linkOf(page);
    await untilReady(page);
    const recipient = await newProfile(site);
    await openShare(recipient, link);
    expect(await savedDigest(recipient, 'large.bin')).toBe(await sha256OfFile(file));
    await running.complete();
    await running.publish();
    await expectWhole(site, running);
    held();
  });
});

test('with not one byte left shares open, and end at the latest when there is room', async () => {
  // The sweep that finishes an end comes each minute.
  test.setTimeout(120_000);
  await onDisk('size=32m', async (site, disk) => {
    const kept = await readySender(site, 1_000_000);
    const ending = await readySender(site, 6_000_000);
    const empty = await disk.free();
    await disk.fill(0);
    expect(await disk.free()).toBe(0);
    const late = await newSender(site, 1_000);
    expect(await roomFor(() => late.create())).toBe('storage-full');
    await roomFor(() => ending.revoke());
    await disk.clear();
    await ending.revoke();
    const client = createClient(site.server.origin, (url, init) => fetch(url, init));
    expect(await client.share(ending.id)).toEqual({ state: 'ended', reason: 'revoked' });
    await expect.poll(() => site.objects(ending.prefix), { timeout: 75_000 }).toEqual([]);
    expect(await disk.free()).toBeGreaterThan(empty + 5_000_000);
    await expectWhole(site, kept);
    await late.run();
    await expectWhole(site, late);
    expect(site.server.log()).not.toContain('unexpected');
    held();
  });
});

test('killed with not one byte left, it begins again, and has lost nothing', async () => {
  await onDisk('size=32m', async (site, disk) => {
    const kept = await readySender(site, 1_000_000);
    const running = await newSender(site, 9_000_000);
    await running.create();
    await running.sendBody();
    await disk.fill(0);
    await site.server.kill();
    const started = await site.server.start().then(
      () => true,
      () => false,
    );
    // It may ask for room to count a download, and for nothing else.
    if (started) await roomFor(() => expectWhole(site, kept));
    await disk.clear();
    if (!started) await site.server.start();
    await expectWhole(site, kept);
    await expectAsAcknowledged(site, running);
    await running.complete();
    await running.publish();
    await expectWhole(site, running);
    held();
  });
});

test('without a free name on the disk shares open and end, and names come back', async () => {
  await onDisk('size=32m,nr_inodes=60', async (site) => {
    const kept = await readySender(site, 1_000);
    const senders: Sender[] = [];
    for (;;) {
      const sender = await newSender(site, 1_000);
      if ((await roomFor(() => sender.run())) === 'storage-full') break;
      senders.push(sender);
    }
    expect(senders.length).toBeGreaterThan(3);
    await expectWhole(site, kept);
    for (const sender of senders) await sender.revoke();
    for (const sender of senders) expect(await site.objects(sender.prefix)).toEqual([]);
    await expectWhole(site, await readySender(site, 1_000));
    expect(site.server.log()).not.toContain('unexpected');
    held();
  });
});

test('fifty uploads at once fill the disk, and every share can still be ended', async () => {
  await onDisk('size=32m', async (site, disk) => {
    const kept = await readySender(site, 1_000_000);
    const senders = await Promise.all(Array.from({ length: 50 }, (_, i) => newSender(site, 1_200_000 + i)));
    const answers = await Promise.all(senders.map((sender) => roomFor(() => sender.run())));
    // How many get through is a matter of pace: where all bodies come first, none has room for its list of files.
    expect(answers).toContain('storage-full');
    expect(answers.filter((answer) => answer !== 'done' && answer !== 'storage-full')).toEqual([]);
    // An eighth of the disk, less what the database has written.
    expect(await disk.free()).toBeGreaterThan(3_000_000);
    await expectWhole(site, kept);
    for (const [i, sender] of senders.entries()) {
      if (answers[i] === 'done') await expectWhole(site, sender);
      if (sender.phase !== 'creating') await sender.revoke();
    }
    for (const sender of senders) expect(await site.objects(sender.prefix)).toEqual([]);
    await expectWhole(site, await readySender(site, 1_200_000));
    expect(site.server.log()).not.toContain('unexpected');
    held();
  });
});
