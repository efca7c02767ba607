/** The whole set of kills, on every store: `npm run test:crash`. docs/testing.md. */
import { countCases } from '../cases.ts';
import { saveDespite, saveThrough, sendThrough } from './journeys.ts';
import { killAtLeast, UPLOADS } from './rounds.ts';
import { expect, test } from './services.ts';
import { diskSite, type Site, s3Site } from './site.ts';
import { windowCases } from './windows.ts';

const KILLS = 20;
const ROUND = { kills: 5, parts: 3 };

const held = countCases('kills on every store');
const stores = ['disk', 'direct', 'proxy'] as const;
const titles = { disk: 'the disk', direct: 'a bucket', proxy: 'a bucket behind the server' };

for (const store of stores) {
  const open = async (service: Parameters<typeof s3Site>[0]): Promise<Site> =>
    store === 'disk' ? await diskSite() : await s3Site(service, store);

  test(`@crash at least ${KILLS} kills in the middle of ${UPLOADS} uploads to ${titles[store]}`, async ({
    service,
  }) => {
    test.setTimeout(900_000);
    const site = await open(service);
    try {
      const { kills, cutOff } = await killAtLeast(KILLS, site, ROUND);
      expect(cutOff).toBeGreaterThan(0);
      for (let i = 0; i < kills; i++) held();
    } finally {
      await site.remove();
    }
  });

  if (store === 'disk') continue;

  test(`@crash every window between ${titles[store]} and the database`, async ({ service }) => {
    test.setTimeout(300_000);
    const site = await open(service);
    try {
      for (const [name, body] of Object.entries(windowCases)) {
        await test.step(name, () => body(site));
        held();
      }
    } finally {
      await site.remove();
    }
  });

  test(`@crash a page whose server is killed goes on, with ${titles[store]}`, async ({
    service,
    newProfile,
    folder,
  }) => {
    test.setTimeout(300_000);
    const site = await open(service);
    try {
      const outage = { begin: site.server.kill, end: site.server.start };
      const sent = await sendThrough(await newProfile(site), folder, outage);
      held();
      const save = store === 'direct' ? saveDespite : saveThrough;
      await save(await newProfile(site), sent, outage);
      held();
    } finally {
      await site.remove();
    }
  });
}
