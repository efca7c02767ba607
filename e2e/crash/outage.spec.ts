/** A bucket's service that dies, forgets its keys or its bucket while the server runs: `npm run test:crash`. docs/testing.md. */
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import type { S3Service } from '../../scripts/s3-server.mjs';
import { createClient } from '../../shared/client.ts';
import { countCases } from '../cases.ts';
import { chance } from './chance.ts';
import { expectAsAcknowledged } from './half-made.ts';
import { type Outage, saveThrough, sendThrough } from './journeys.ts';
import { openLine } from './line.ts';
import { run } from './process.ts';
import { read } from './reader.ts';
import { Sender } from './sender.ts';
import { controlOf, expect, test } from './services.ts';
import { type Site, s3Site } from './site.ts';

const held = countCases('outages of a store');
const UPLOADS = 10;
/** The answer of /readyz is kept for a few seconds. */
const READY = { timeout: 30_000 };

test.beforeEach(() => test.setTimeout(600_000));

function outageOf(service: S3Service): Outage {
  const control = controlOf(service);
  return { begin: () => control('kill'), end: () => control('up') };
}

/** Runs a command of Ceph's own against the service. */
async function admin({ folder }: S3Service, ...parameters: readonly string[]): Promise<void> {
  if (folder === null) throw new Error('S3_ENDPOINT names a service whose keys this test cannot take away');
  await run('radosgw-admin', '-c', `${folder}/ceph.conf`, ...parameters);
}

async function newSenders(
  { server }: Site,
  fetch: Sender['options']['fetch'],
  sizes: readonly number[],
): Promise<Sender[]> {
  const { origin } = server;
  return await Promise.all(
    sizes.map((size, i) => Sender.prepare({ origin, name: `${size} ${i}.bin`, size, fetch })),
  );
}

/** Green once the store is there, red while it is not. */
async function expectReady({ server }: Site, ok: boolean): Promise<void> {
  const ask = async () => {
    const answer = await fetch(`${server.origin}/readyz`);
    return { status: answer.status, ...(await answer.json()) };
  };
  const status = ok ? 200 : 503;
  await expect.poll(ask, READY).toEqual({ status, ok, database: true, store: ok });
}

/** What the API says where it has to ask the store. */
async function expectUnreachable({ server }: Site, { id, token }: Sender): Promise<void> {
  const client = createClient(server.origin, (url, init) => fetch(url, init));
  const unreachable = { code: 'store-unreachable', cause: 503 };
  await expect(client.owner(id, token)).rejects.toMatchObject(unreachable);
}

async function expectAll(site: Site, senders: readonly Sender[]): Promise<void> {
  for (const sender of senders) {
    await expectAsAcknowledged(site, sender);
    expect(sender.sentAgain).toEqual([]);
    expect(await read(site.server.origin, sender)).toMatchObject({ digest: sender.digest() });
  }
}

for (const transfer of ['direct', 'proxy'] as const) {
  const way = transfer === 'direct' ? 'by itself' : 'through the server';

  test(`@crash uploads ${way} wait for a store that was killed`, async ({ service }) => {
    const outage = outageOf(service);
    const random = chance();
    console.log(`CRASH_SEED=${random.seed}`);
    const site = await s3Site(service, transfer);
    try {
      const line = openLine(site.server.origin);
      const sizes = Array.from({ length: UPLOADS }, () => random.whole(0, 40_000_000));
      const senders = await newSenders(site, line.fetch, sizes);
      const all = Promise.all(senders.map((sender) => sender.run()));
      all.catch(() => undefined);
      await line.after(random.whole(30, 60));
      await outage.begin();
      await expectReady(site, false);
      const waiting = senders.find(({ phase }) => phase === 'sending');
      if (!waiting) throw new Error('every upload was through before the store was killed');
      await expectUnreachable(site, waiting);
      await line.hold();
      await outage.end();
      await expectReady(site, true);
      for (const sender of senders) await expectAsAcknowledged(site, sender);
      line.release();
      await all;
      await expectAll(site, senders);
      for (const _ of senders) held();
    } finally {
      await site.remove();
    }
  });

  test(`@crash a page that sends and saves ${way} waits for a store that was killed`, async ({
    service,
    newProfile,
    folder,
  }) => {
    const outage = outageOf(service);
    const site = await s3Site(service, transfer);
    try {
      const sent = await sendThrough(await newProfile(site), folder, outage);
      held();
      await saveThrough(await newProfile(site), sent, outage);
      held();
    } finally {
      await site.remove();
    }
  });

  test(`@crash uploads ${way} wait while the credentials are refused`, async ({ service }) => {
    const environment = {
      ...service.environment,
      AWS_ACCESS_KEY_ID: `second${transfer}`,
      AWS_SECRET_ACCESS_KEY: 'secondsecret',
    };
    const key = ['--uid', transfer, '--access-key', environment.AWS_ACCESS_KEY_ID] as const;
    const secret = ['--secret', environment.AWS_SECRET_ACCESS_KEY] as const;
    await admin(service, 'user', 'create', '--display-name', 'second', ...key, ...secret);
    const site = await s3Site({ environment }, transfer);
    try {
      const line = openLine(site.server.origin);
      const senders = await newSenders(site, line.fetch, [30_000_000, 20_000_000, 10_000]);
      const all = Promise.all(senders.map((sender) => sender.run()));
      all.catch(() => undefined);
      // Three are created, and the parts of two are on their way.
      await line.after(8);
      await line.hold();
      await admin(service, 'key', 'rm', '--key-type', 's3', ...key);
      await expectReady(site, false);
      const late = await Sender.prepare({
        origin: site.server.origin,
        name: 'late.bin',
        size: 10_000,
        fetch: line.fetch,
      });
      const client = createClient(site.server.origin, (url, init) => fetch(url, init));
      const refused = client.create(await late.newShare());
      await expect(refused).rejects.toMatchObject({ code: 'store-unreachable', cause: 503 });
      line.release();
      const lateRun = late.run();
      lateRun.catch(() => undefined);
      await line.after(30);
      await admin(service, 'key', 'create', '--key-type', 's3', ...key, ...secret);
      await expectReady(site, true);
      await Promise.all([all, lateRun]);
      await expectAll(site, [...senders, late]);
      for (let i = 0; i <= senders.length; i++) held();
    } finally {
      await site.remove();
    }
  });

  test(`@crash an upload ${way} waits for a bucket that was removed`, async ({ service }) => {
    const site = await s3Site(service, transfer);
    const { bucket } = site;
    if (!bucket) throw new Error('this site has no bucket');
    try {
      await expectReady(site, true);
      await admin(service, 'bucket', 'rm', '--bucket', bucket.name, '--purge-objects');
      await expectReady(site, false);
      const line = openLine(site.server.origin);
      const [sender] = await newSenders(site, line.fetch, [20_000_000]);
      if (!sender) throw new Error('no sender');
      const all = sender.run();
      all.catch(() => undefined);
      await line.after(5);
      expect(sender.phase).toBe('creating');
      const client = createClient(site.server.origin, (url, init) => fetch(url, init));
      const refused = client.create(await sender.newShare());
      await expect(refused).rejects.toMatchObject({ code: 'store-unreachable', cause: 503 });
      await bucket.client.send(new CreateBucketCommand({ Bucket: bucket.name }));
      await expectReady(site, true);
      await all;
      await expectAll(site, [sender]);
      held();
    } finally {
      await site.remove();
    }
  });
}
