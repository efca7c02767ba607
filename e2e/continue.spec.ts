/** Saves that a crash, a reload or a closed tab broke off: they go on from what was checked, and give the same bytes. */
import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import type { PlainPage } from './cdp.ts';
import { makeFile, sha256, sha256OfFile, sha256OfPieces } from './files.ts';
import { expect, test } from './fixtures.ts';
import { hideSavePicker, pickedDigests, pickedFiles, stubSavePicker } from './opfs-picker.ts';
import { button } from './people-steps.ts';
import { sendLarge } from './plain-steps.ts';
import { objectAddress, openShare, saveButton } from './steps.ts';
import { words } from './words.ts';
import { readZip } from './zip.ts';

const MIB = 1_048_576;
const SIZE = 80 * MIB;
/** Of what is stored. */
const PART = 8 * MIB;
const PIECE = 32 * MIB;

const saved = (page: Page) => page.getByText('Saved and verified', { exact: true });
const unfinished = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

/** What a profile fetches of bodies, and a gate: what begins at `limit` or after it waits until its page is gone. */
async function watchParts(context: BrowserContext) {
  const seen = { bytes: 0, limit: Number.POSITIVE_INFINITY };
  await context.route(objectAddress, async (route) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(route.request().headers()['range'] ?? '') ?? [];
    if (from !== undefined && to !== undefined) {
      if (Number(from) >= seen.limit) return;
      seen.bytes += Number(to) - Number(from) + 1;
    }
    await route.continue().catch(() => undefined);
  });
  return seen;
}

/** Waits until a save stands where the gate holds it: `checked` of all bytes, of which a last copying is a tenth. */
async function untilHeld(page: Page, checked: number): Promise<void> {
  const bar = page.getByRole('progressbar', { name: 'Download progress', exact: true });
  const look = async () => Number(await bar.getAttribute('value'));
  await expect.poll(look, { timeout: 120_000, intervals: [100] }).toBeGreaterThan(0.89 * checked);
}

/** Its process dies: nothing that a page does at its end happens. */
async function crash(page: Page): Promise<void> {
  const dead = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  void session.send('Page.crash').catch(() => undefined);
  await dead;
  await page.close();
}

/** Names and sizes of the files in which saves stand that are not finished. */
async function stagedFiles(page: Page): Promise<{ name: string; size: number }[]> {
  return (await privateFiles(page)).filter(({ size }) => size < SIZE);
}

/** The same with those that downloads of the browser's own were given. */
function privateFiles(page: Page): Promise<{ name: string; size: number }[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('downloads', { create: true });
    const files: { name: string; size: number }[] = [];
    for await (const [name, handle] of folder.entries()) {
      if (handle instanceof FileSystemFileHandle) files.push({ name, size: (await handle.getFile()).size });
    }
    return files;
  });
}

/** How to set the bytes that a site may store in all; null for the browser's own. */
async function quotaOf(page: Page, origin: string): Promise<(bytes: number | null) => Promise<unknown>> {
  const session = await page.context().newCDPSession(page);
  return (bytes) =>
    session.send('Storage.overrideQuotaForOrigin', {
      origin,
      ...(bytes === null ? {} : { quotaSize: bytes }),
    });
}

/** Changes one byte of the only such file. */
async function flipStaged(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('downloads');
    for await (const handle of folder.values()) {
      if (!(handle instanceof FileSystemFileHandle)) continue;
      const [byte = 0] = new Uint8Array(await (await handle.getFile()).slice(1_000, 1_001).arrayBuffer());
      const writable = await handle.createWritable({ keepExistingData: true });
      await writable.write({ type: 'write', position: 1_000, data: new Uint8Array([byte ^ 1]) });
      await writable.close();
    }
  });
}

/** The time is over that a download of the browser's own may take. */
async function letTimePass(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const answerOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const database = await answerOf(indexedDB.open('sealdrop-downloads'));
    const store = database.transaction('downloads', 'readwrite').objectStore('downloads');
    for (const key of await answerOf(store.getAllKeys())) {
      const record: object = await answerOf(store.get(key));
      await answerOf(store.put({ ...record, until: 0 }, key));
    }
    database.close();
  });
}

/** What the sender is told of downloads. */
async function countedDownloads(sender: PlainPage, origin: string): Promise<string> {
  await sender.goto(`${origin}/shares`);
  return await sender.waitFor(
    () => /\d+ of 100 downloads/.exec(document.querySelector('article')?.textContent ?? '')?.[0] ?? null,
    { timeout: 45_000, parameters: [] },
  );
}

test('80 MiB go on after a crash, a closed tab and a reload, with a picker and without', async ({
  server: { origin },
  newPlainProfile,
  newDiskProfile,
  folder,
}) => {
  const file = await makeFile(folder, 'large.bin', SIZE);
  const small = await makeFile(folder, 'small.bin', 1_000);
  const digest = await sha256OfFile(file);
  const sender = await newPlainProfile();
  const link = await sendLarge(sender, { origin, file: [file, small], timeout: 150_000 });
  const [first, withoutPicker] = [await newDiskProfile(), await newDiskProfile()];
  const parts = await watchParts(first.context());
  /** Another page of the first profile, with the link opened. */
  const newPage = async (): Promise<Page> => {
    const page = await first.context().newPage();
    await stubSavePicker(page);
    await openShare(page, link);
    return page;
  };

  await test.step('what is cancelled by hand leaves nothing', async () => {
    await stubSavePicker(first);
    await openShare(first, link);
    parts.limit = 3 * PART;
    await saveButton(first, 'large.bin').click();
    await untilHeld(first, 0.29);
    await button(first, 'Cancel').click();
    await expect(button(first, 'Cancel')).toHaveCount(0);
    await expect.poll(() => privateFiles(first)).toEqual([]);
    expect(await pickedFiles(first)).toEqual([]);
  });

  const page = await test.step('a crash, then another tab', async () => {
    parts.limit = 5 * PART;
    await saveButton(first, 'large.bin').click();
    await untilHeld(first, 0.49);
    await crash(first);
    const next = await newPage();
    // Nothing stands under the name but what the picker made.
    expect(await pickedFiles(next)).toEqual([{ name: 'large.bin', size: 0 }]);
    await expect(unfinished(next, 'large.bin')).toContainText('are in this browser already');
    parts.limit = 6 * PART;
    parts.bytes = 0;
    await button(unfinished(next, 'large.bin'), 'Continue saving').click();
    await untilHeld(next, 0.59);
    // Of five parts that had come the record held four.
    expect(parts.bytes).toBe(2 * PART);
    return next;
  });

  await test.step('one tab at a time; the next goes on when that one is closed', async () => {
    const next = await newPage();
    await button(unfinished(next, 'large.bin'), 'Continue saving').click();
    await expect(next.getByRole('alert')).toContainText(words['saving-in-other-tab']);
    await page.close();
    parts.limit = Number.POSITIVE_INFINITY;
    const setQuota = await quotaOf(next, origin);
    await setQuota(6 * PART);
    await button(unfinished(next, 'large.bin'), 'Continue saving').click();
    await expect(next.getByRole('alert')).toContainText(words['no-space']);
    await setQuota(null);
    parts.bytes = 0;
    // What was picked for it went with the failure; it is picked again.
    await expect.poll(() => pickedFiles(next)).toEqual([]);
    await button(unfinished(next, 'large.bin'), 'Continue saving').click();
    await expect(saved(next)).toBeVisible();
    // Of eleven, the last a small one, at least five were there.
    expect(parts.bytes).toBeLessThan(6 * PART);
    expect(await pickedFiles(next)).toEqual([{ name: 'large.bin', size: SIZE }]);
    expect(await pickedDigests(next, 'large.bin', PIECE)).toEqual(await sha256OfPieces(file, PIECE));
    await expect.poll(() => privateFiles(next)).toEqual([]);
    await expect(unfinished(next, 'large.bin')).toHaveCount(0);
  });
  expect(await countedDownloads(sender, origin)).toBe('1 of 100 downloads');

  const fetched = await watchParts(withoutPicker.context());
  /** Begins, waits for five parts, loads the page anew, goes on. Answers the download and the bytes fetched again. */
  const reloaded = async (press: string, name: string, meanwhile: () => Promise<void>) => {
    fetched.limit = 5 * PART;
    await button(withoutPicker, press).click();
    await untilHeld(withoutPicker, 0.49);
    await withoutPicker.reload();
    await expect(unfinished(withoutPicker, name)).toBeVisible();
    await meanwhile();
    fetched.limit = Number.POSITIVE_INFINITY;
    fetched.bytes = 0;
    const coming = withoutPicker.waitForEvent('download', { timeout: 150_000 });
    await button(unfinished(withoutPicker, name), 'Continue saving').click();
    const download = await coming;
    await expect(saved(withoutPicker)).toBeVisible();
    expect(download.suggestedFilename()).toBe(name);
    return { path: await download.path(), again: fetched.bytes };
  };

  await test.step('all as one ZIP', async () => {
    await hideSavePicker(withoutPicker);
    await openShare(withoutPicker, link);
    const { path, again } = await reloaded('Save all', 'Files from Sealdrop.zip', async () => {});
    const zip = readZip(await readFile(path));
    expect([...zip].map(([name, bytes]) => [name, sha256(bytes)])).toEqual([
      ['large.bin', digest],
      ['small.bin', await sha256OfFile(small)],
    ]);
    expect(again).toBeLessThan(7 * PART);
  });

  await test.step('a file that is not as it was checked is fetched anew', async () => {
    const change = () => flipStaged(withoutPicker);
    const { path, again } = await reloaded('Save large.bin', 'large.bin', change);
    expect(await sha256OfFile(path)).toBe(digest);
    expect(again).toBeGreaterThan(9 * PART);
  });
  expect(await countedDownloads(sender, origin)).toBe('2 of 100 downloads');

  await test.step('what a download was given stays as long as it may take, whatever becomes of the tab', async () => {
    const whole = async () => (await privateFiles(withoutPicker)).filter(({ size }) => size === SIZE).length;
    // The tab that gave it is as good as closed.
    await withoutPicker.reload();
    await expect(saveButton(withoutPicker, 'large.bin')).toBeVisible();
    await expect(unfinished(withoutPicker, 'large.bin')).toHaveCount(0);
    expect(await whole()).toBe(1);
    fetched.bytes = 0;
    const coming = withoutPicker.waitForEvent('download');
    await saveButton(withoutPicker, 'large.bin').click();
    expect(await sha256OfFile(await (await coming).path())).toBe(digest);
    expect(fetched.bytes).toBe(0);
    await letTimePass(withoutPicker);
    await withoutPicker.reload();
    await expect(saveButton(withoutPicker, 'large.bin')).toBeVisible();
    await expect.poll(() => privateFiles(withoutPicker)).toEqual([]);
  });
  expect(await countedDownloads(sender, origin)).toBe('2 of 100 downloads');

  await test.step('what is discarded, and what is left of a share that has ended, is removed', async () => {
    const begin = async () => {
      fetched.limit = 3 * PART;
      await button(withoutPicker, 'Save large.bin').click();
      await untilHeld(withoutPicker, 0.29);
      await withoutPicker.reload();
      await expect(unfinished(withoutPicker, 'large.bin')).toBeVisible();
    };
    await begin();
    await button(unfinished(withoutPicker, 'large.bin'), 'Discard').click();
    await expect(unfinished(withoutPicker, 'large.bin')).toHaveCount(0);
    await expect.poll(() => stagedFiles(withoutPicker)).toHaveLength(0);
    await begin();
    expect(await stagedFiles(withoutPicker)).toHaveLength(1);
    await revoke(sender);
    await withoutPicker.reload();
    await expect(withoutPicker.getByRole('alert')).toContainText(words.revoked);
    await expect.poll(() => stagedFiles(withoutPicker)).toHaveLength(0);
  });
});

test('1 GiB goes on after its tab was killed at half @large', async ({
  server: { origin },
  newPlainProfile,
  newDiskProfile,
  folder,
}) => {
  test.setTimeout(15 * 60_000);
  const size = 1_024 * MIB;
  const file = await makeFile(folder, 'huge.bin', size);
  const sender = await newPlainProfile();
  const link = await sendLarge(sender, { origin, file, timeout: 10 * 60_000 });
  const context = (await newDiskProfile()).context();
  const parts = await watchParts(context);
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await stubSavePicker(page);
    await openShare(page, link);
    return page;
  };
  const first = await open();
  await saveButton(first, 'huge.bin').click();
  await untilHeld(first, 0.5);
  await crash(first);
  parts.bytes = 0;
  const page = await open();
  expect(await pickedFiles(page)).toEqual([{ name: 'huge.bin', size: 0 }]);
  await button(unfinished(page, 'huge.bin'), 'Continue saving').click();
  await expect(saved(page)).toBeVisible({ timeout: 10 * 60_000 });
  expect(parts.bytes).toBeLessThan(0.6 * size);
  expect(await pickedFiles(page)).toEqual([{ name: 'huge.bin', size }]);
  expect(await pickedDigests(page, 'huge.bin', PIECE)).toEqual(await sha256OfPieces(file, PIECE));
  await expect.poll(() => privateFiles(page)).toEqual([]);
  expect(await countedDownloads(sender, origin)).toBe('1 of 100 downloads');
});

/** On the page that lists what was sent. */
async function revoke(sender: PlainPage): Promise<void> {
  for (const name of ['Revoke', 'Revoke for everybody']) {
    // The question is drawn in its own time.
    const pressed = (wanted: string) => {
      const found = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent === wanted,
      );
      found?.click();
      return found !== undefined;
    };
    await sender.waitFor(pressed, { timeout: 45_000, parameters: [name] });
  }
  const isRevoked = () => document.querySelector('article')?.textContent?.includes('Ended: revoked') ?? false;
  await sender.waitFor(isRevoked, { timeout: 45_000, parameters: [] });
}
