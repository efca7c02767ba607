/** KILL in the middle of ten uploads, on the disk. docs/testing.md. */
import { expect, test } from '@playwright/test';
import { countCases } from '../cases.ts';
import { chance } from './chance.ts';
import { killDuringUploads, UPLOADS } from './rounds.ts';
import { diskSite } from './site.ts';

const held = countCases('uploads that outlived their server');

test('ten uploads go on from their acknowledged parts after the server was killed', async () => {
  const random = chance();
  console.log(`CRASH_SEED=${random.seed}`);
  const site = await diskSite();
  try {
    const { kills, cutOff } = await killDuringUploads(site, random, { kills: 2, parts: 3 });
    expect(kills).toBe(2);
    expect(cutOff).toBeGreaterThan(0);
    console.log(`${kills} kills cut off ${cutOff} requests`);
    for (let i = 0; i < UPLOADS; i++) held();
  } finally {
    await site.remove();
  }
});
