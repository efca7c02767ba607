/**
 * Every fault in the middle of twenty uploads and twenty downloads: `npm run test:faults`. What was acknowledged opens, what
 * was not is not to be seen, and nothing is left over. docs/testing.md.
 */
import { chance } from '../crash/chance.ts';
import { expectAsAcknowledged } from '../crash/half-made.ts';
import { read } from '../crash/reader.ts';
import { expect, test } from '../crash/services.ts';
import { admin } from './admin.ts';
import { daysAhead } from './clock.ts';
import {
  apiDies,
  apiOfServicesDies,
  clockJumps,
  databaseIsKilled,
  diskIsFull,
  type Scene,
  storeStops,
  wireIsCut,
} from './scenes.ts';
import { transferThrough } from './transfers.ts';

/** When every share and every upload of these tests is over. */
const LATER = 60;

const injected: string[] = [];
let opened = 0;
let unfinished = 0;

// One process for all, or each would count a part.
test.describe.configure({ mode: 'default' });
test.beforeEach(() => test.setTimeout(600_000));
test.afterAll(() => {
  const faults = injected.map((words) => `  ${words}`).join('\n');
  console.log(`${injected.length} faults injected:\n${faults}`);
  console.log(`${opened} shares opened with the right SHA-256, ${unfinished} unfinished ones not to be seen`);
});

async function run(opening: Promise<Scene>): Promise<void> {
  const random = chance();
  console.log(`CRASH_SEED=${random.seed}`);
  const scene = await opening;
  const { site, faults, given } = scene;
  try {
    const { senders, downloads, refused } = await transferThrough(site, faults, { random, given });
    injected.push(...faults.map(({ words }) => words));
    const ready = senders.filter(({ phase }) => phase === 'ready');
    console.log(
      `${downloads} downloads, ${refused} requests failed, ${ready.length} of ${senders.length} shares ready`,
    );
    if (given.length === 0) expect(ready).toHaveLength(senders.length);
    for (const sender of senders) {
      await expectAsAcknowledged(site, sender);
      if (sender.phase !== 'ready') unfinished++;
    }
    for (const sender of ready) {
      expect(await read(site.server.origin, sender)).toMatchObject({ digest: sender.digest() });
      opened++;
    }
    expect(site.server.log()).not.toContain('"event":"unexpected"');
    await admin(site, 'audit', {});
    await admin(site, 'sweep', daysAhead(LATER));
    await admin(site, 'audit', daysAhead(LATER));
    for (const { prefix } of senders) {
      expect(await site.objects(prefix)).toEqual([]);
      expect(await site.uploads(prefix)).toBe(0);
    }
  } finally {
    await scene.remove();
  }
}

test('@faults the API is killed, over files and SQLite', () => run(apiDies()));

test('@faults the API is killed, over a bucket and PostgreSQL', ({ service, postgres }) =>
  run(apiOfServicesDies(service, postgres)));

test('@faults PostgreSQL is killed', ({ postgres }) => run(databaseIsKilled(postgres)));

for (const transfer of ['direct', 'proxy'] as const) {
  test(`@faults the store is killed and stands still, TRANSFER=${transfer}`, ({ service }) =>
    run(storeStops(service, transfer)));
}

test('@faults the network between API and store is cut', ({ service }) => run(wireIsCut(service)));

test('@faults the disk is full', () => run(diskIsFull()));

test('@faults the clock jumps by a day, ahead and back', () => run(clockJumps()));
