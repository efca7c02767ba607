/** KILL in the middle of ten uploads, on the disk. docs/testing.md. */
import { expect, test } from '@playwright/test';
import { countCases } from '../cases.ts';
import { killAtLeast, UPLOADS } from './rounds.ts';
import { diskSite } from './site.ts';

const held = countCases('uploads that outlived their server');

test('ten uploads go on from their acknowledged parts after the server was killed', async () => {
  const site = await diskSite();
  try {
    const { cutOff } = await killAtLeast(2, site, { kills: 2, parts: 3 });
    expect(cutOff).toBeGreaterThan(0);
    for (let i = 0; i < UPLOADS; i++) held();
  } finally {
    await site.remove();
  }
});
