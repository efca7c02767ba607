/**
 * The built page in a real browser and in real time, through the same faults: a file is dropped by one person and saved
 * by another, and is equal, or the page says in words why not. Afterwards, on a good network, all is well again.
 */
import type { Page } from '@playwright/test';
import { makeFile, sha256OfFile } from '../files.ts';
import { linkOf, openShare, pick, saveButton, savedDigest, send, transfer } from '../steps.ts';
import { words } from '../words.ts';
import { expect, test } from './page-fixtures.ts';
import { record, seedsFor } from './results.ts';
import { createSchedule } from './schedule.ts';
import { clearCodes, PART_SIZE, partsOf, sizeOf } from './trial.ts';

/** Seeds that `npm test` runs too. */
const ALWAYS = 1;
/** Bytes, of two parts: Playwright slows the upload of large bodies by ten times. */
const SIZE_MAX = 9_000_000;
/** An hour without network is 36 seconds here, and a stalled upload is noticed within a minute. */
const PATIENCE = { timeout: 150_000 };
const NAME = 'through.bin';

/** The code whose words the page shows; null where they are none that a network may lead to. */
async function causeOf(page: Page): Promise<string | null> {
  const text = await page.getByRole('alert').first().innerText();
  const said = clearCodes.filter((code) => words[code as keyof typeof words].test(text));
  return said.length === 1 ? (said[0] ?? null) : null;
}

/** Waits until one of two things is there. */
async function either(page: Page, good: ReturnType<Page['getByText']>): Promise<boolean> {
  await expect(good.or(page.getByRole('alert')).first()).toBeVisible(PATIENCE);
  return await good.isVisible();
}

// A seed says once and for all how it ends.
test.describe.configure({ retries: 0 });

for (const seed of seedsFor('browser')) {
  test(`browser seed ${seed}`, {
    tag: seed <= ALWAYS ? [] : ['@network'],
  }, async ({ network, sender, recipient, newProfile, folder }) => {
    test.setTimeout(600_000);
    const size = Math.min(Math.max(sizeOf(seed), 1), SIZE_MAX);
    const file = await makeFile(folder, NAME, size);
    const expected = await sha256OfFile(file);
    const wrongs: string[] = [];
    let outcome = 'complete';
    const failed = async (step: string, page: Page) => {
      const cause = await causeOf(page);
      if (cause === null) wrongs.push(`${step}: ${await page.getByRole('alert').first().innerText()}`);
      outcome = `${step}: ${cause}`;
    };

    const toll = network.begin(createSchedule(seed, { parts: partsOf(size), partSize: PART_SIZE }));
    let link: string | null = null;
    await pick(sender, file);
    if (await either(sender, transfer(sender).getByText('Ready'))) link = await linkOf(sender);
    else await failed('send', sender);

    if (link !== null) {
      await recipient.goto(link);
      const listed = saveButton(recipient, NAME);
      if (await either(recipient, listed)) {
        let download: string | null = null;
        recipient.on('download', async (coming) => {
          download = await sha256OfFile(await coming.path());
        });
        await listed.click();
        if (await either(recipient, recipient.getByText('Saved and verified', { exact: true }))) {
          await expect.poll(() => download).not.toBeNull();
          if (download !== expected) wrongs.push(`another file was saved: ${download}`);
        } else {
          await failed('save', recipient);
          if (download !== null) wrongs.push('a file was saved in spite of its failure');
        }
      } else {
        await failed('open', recipient);
      }
    }

    network.begin(null);
    const fresh = link === null ? await send(await newProfile(), file) : link;
    const again = await newProfile();
    await openShare(again, fresh);
    expect(await savedDigest(again, NAME)).toBe(expected);
    if (toll.broken.length > 0) wrongs.push(`the proxy failed: ${toll.broken.map(String).join(', ')}`);
    await record({ where: 'browser', seed, injected: toll.injected, outcome, wrongs }, `${size} bytes`);
    expect(wrongs).toEqual([]);
  });
}
