/** KILL in the windows between two stores of truth, one case each: the body of the tests of every store. */
import { expect } from '@playwright/test';
import { random, sha256 } from '../../shared/bytes.ts';
import { createClient } from '../../shared/client.ts';
import { expectAsAcknowledged } from './half-made.ts';
import { read } from './reader.ts';
import { Sender } from './sender.ts';
import type { Site } from './site.ts';
import { stall, type windows } from './stall.ts';

const SIZE = 300_000;

/** Runs `work` until the server stands in the window, kills it there, and begins it again. */
async function killIn(site: Site, window: keyof typeof windows, work: () => Promise<unknown>): Promise<void> {
  const stalled = stall(site.server.dataDir, window);
  const asked = work();
  // Whoever gets an answer was not in the window.
  const answered = asked.then(
    () => Promise.reject(new Error(`answered before ${window}`)),
    (error: unknown) => error,
  );
  await Promise.race([stalled.reached(), answered]);
  await site.server.kill();
  expect(await answered).toMatchObject({ code: 'server-unreachable' });
  stalled.lift();
}

async function newSender(site: Site, limit?: number): Promise<Sender> {
  const { origin } = site.server;
  return await Sender.prepare({
    origin,
    name: 'window.bin',
    size: SIZE,
    fetch: (url, init) => fetch(new URL(url, origin), init),
    ...(limit === undefined ? {} : { limit }),
  });
}

async function readySender(site: Site, limit?: number): Promise<Sender> {
  const sender = await newSender(site, limit);
  await sender.run();
  return sender;
}

/** What anybody may ask, each time once: a question that nobody answers fails at once. */
function clientOf(site: Site) {
  return createClient(site.server.origin, (url, init) => fetch(url, init));
}

async function expectWhole(site: Site, sender: Sender): Promise<void> {
  expect(await read(site.server.origin, sender)).toMatchObject({ digest: sender.digest() });
  expect(await site.objects(sender.prefix)).toHaveLength(2);
}

async function expectGone(site: Site, sender: Sender): Promise<void> {
  const { id, token } = sender;
  expect(await clientOf(site).share(id)).toEqual({ state: 'ended', reason: 'revoked' });
  const ended = { code: 'ended' };
  await expect(clientOf(site).manifestUrl(id, await sender.access(1))).rejects.toMatchObject(ended);
  await expect(clientOf(site).bodyUrl(id, token, null)).rejects.toMatchObject(ended);
  // The sweep at the start does what the killed server had left to do.
  await expect.poll(() => site.objects(sender.prefix)).toEqual([]);
  expect(await site.uploads(sender.prefix)).toBe(0);
  await clientOf(site).revoke(id, token);
}

/** What happens in each window, by the name of the case. */
export const windowCases: Readonly<Record<string, (site: Site) => Promise<void>>> = {
  'create: the store has begun an upload that the database never heard of': async (site) => {
    const sender = await newSender(site);
    await killIn(site, 'begun', async () => await clientOf(site).create(await sender.newShare()));
    expect(await site.uploads(sender.prefix)).toBe(1);
    await site.server.start();
    await expectAsAcknowledged(site, sender);
    await sender.run();
    await expectWhole(site, sender);
    await sender.revoke();
    // The orphan goes with its share.
    await expectGone(site, sender);
  },

  'complete: the store has the object, and the next look at the share notices': async (site) => {
    const sender = await newSender(site);
    await sender.create();
    await sender.sendBody();
    await killIn(site, 'completed', () => clientOf(site).complete(sender.id, sender.token, sender.parts));
    expect(await site.objects(sender.prefix)).toHaveLength(1);
    await site.server.start();
    const { id, token } = sender;
    const total = sender.geometry.objectSize;
    expect(await clientOf(site).share(id)).toEqual({ state: 'uploading', received: total, total });
    expect(await clientOf(site).owner(id, token)).toMatchObject({ complete: true, received: total });
    await expectAsAcknowledged(site, sender);
    await sender.complete();
    await sender.publish();
    await expectWhole(site, sender);
  },

  'complete: the store has the object, and completing again is a success': async (site) => {
    const sender = await newSender(site);
    await sender.create();
    await sender.sendBody();
    await killIn(site, 'completed', () => clientOf(site).complete(sender.id, sender.token, sender.parts));
    expect(await site.objects(sender.prefix)).toHaveLength(1);
    await site.server.start();
    await sender.complete();
    await sender.publish();
    await expectWhole(site, sender);
  },

  'first header: not there, and the same bytes are taken afterwards': async (site) => {
    const sender = await newSender(site);
    await sender.create();
    await sender.sendBody();
    await sender.complete();
    const issue = await sender.issue({ epoch: 1, note: '', replaces: null });
    await sender.putManifest(issue);
    const put = () => clientOf(site).putHeader(sender.id, sender.token, issue);
    await killIn(site, 'beforeHeader', put);
    await site.server.start();
    await expectAsAcknowledged(site, sender);
    await put();
    await expectWhole(site, sender);
  },

  'first header: there, its answer lost, and the same bytes are a success': async (site) => {
    const sender = await newSender(site);
    await sender.create();
    await sender.sendBody();
    await sender.complete();
    const issue = await sender.issue({ epoch: 1, note: '', replaces: null });
    await sender.putManifest(issue);
    const { id, token } = sender;
    const lost = createClient(site.server.origin, async (url, init) => {
      await fetch(url, init);
      await site.server.kill();
      throw new TypeError('the answer was lost');
    });
    await expect(lost.putHeader(id, token, issue)).rejects.toMatchObject({ code: 'server-unreachable' });
    await site.server.start();
    await expectWhole(site, sender);
    await clientOf(site).putHeader(id, token, issue);
    await expectWhole(site, sender);
  },

  'next header: there without an answer, the older manifest still to go': async (site) => {
    const sender = await newSender(site);
    await sender.create();
    await sender.sendBody();
    await sender.complete();
    const first = await sender.issue({ epoch: 1, note: 'old', replaces: null });
    await sender.put(first);
    const next = await sender.issue({ epoch: 2, note: 'new', replaces: await sha256(first.header) });
    await sender.putManifest(next);
    const put = () => clientOf(site).putHeader(sender.id, sender.token, next);
    await killIn(site, 'beforeDeletion', put);
    await site.server.start();
    expect(await read(site.server.origin, sender)).toEqual({
      epoch: 2,
      note: 'new',
      digest: sender.digest(),
    });
    await put();
    await expect.poll(() => site.objects(sender.prefix)).toHaveLength(2);
    expect(await read(site.server.origin, sender)).toMatchObject({ note: 'new' });
  },

  'download: a grant that was being counted does not exist, and counts once afterwards': async (site) => {
    const sender = await readySender(site, 2);
    const { id, token } = sender;
    const grant = random(16);
    const claim = async () => await clientOf(site).bodyUrl(id, await sender.access(1), grant);
    await killIn(site, 'counting', claim);
    await site.server.start();
    expect(await clientOf(site).owner(id, token)).toMatchObject({ downloads: 0 });
    await claim();
    await claim();
    expect(await clientOf(site).owner(id, token)).toMatchObject({ downloads: 1 });
    await expectWhole(site, sender);
    await expect(read(site.server.origin, sender)).rejects.toMatchObject({ code: 'ended' });
  },

  'revoke: before it was decided, the share is whole, and revoking again ends it': async (site) => {
    const sender = await readySender(site);
    await killIn(site, 'beforeEnd', () => clientOf(site).revoke(sender.id, sender.token));
    await site.server.start();
    await expectWhole(site, sender);
    await sender.revoke();
    await expectGone(site, sender);
  },

  'revoke: decided, and what was not deleted is deleted after the start': async (site) => {
    const sender = await readySender(site);
    await killIn(site, 'beforeDeletion', () => clientOf(site).revoke(sender.id, sender.token));
    expect(await site.objects(sender.prefix)).toHaveLength(2);
    await site.server.start();
    await expectGone(site, sender);
  },

  'revoke: with one object deleted, the others follow after the start': async (site) => {
    const sender = await readySender(site);
    await killIn(site, 'afterFirstDeletion', () => clientOf(site).revoke(sender.id, sender.token));
    expect(await site.objects(sender.prefix)).toHaveLength(1);
    await site.server.start();
    await expectGone(site, sender);
  },
};
