/** Large files where the browser has no picker: a file of its own, and a stream through the service worker. */
import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { makeFile, sha256OfFile } from './files.ts';
import { expect, test } from './fixtures.ts';
import { hidePrivateFiles, hideSavePicker } from './opfs-picker.ts';
import { button, createKey, keyPairArticle } from './people-steps.ts';
import { sendLarge } from './plain-steps.ts';
import { fileList, objectAddress, openShare, partsOf, saveButton } from './steps.ts';
import { words } from './words.ts';

const SIZE = 80 * 1_048_576;

/** A private window of Firefox has none. Call it before the page is opened. */
async function hideServiceWorker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
  });
}

const saved = (page: Page) => page.getByText('Saved and verified', { exact: true });

test('80 MiB by every way that a browser without a picker has, whole or not at all', async ({
  server,
  newPlainProfile,
  newProfile,
  folder,
}) => {
  const file = await makeFile(folder, 'large.bin', SIZE);
  const digest = await sha256OfFile(file);
  const { origin } = server;
  const link = await sendLarge(await newPlainProfile(), { origin, file, timeout: 150_000 });

  const [withFiles, streaming, bare] = [await newProfile(), await newProfile(), await newProfile()];
  for (const page of [withFiles, streaming, bare]) await hideSavePicker(page);
  for (const page of [streaming, bare]) await hidePrivateFiles(page);
  await hideServiceWorker(bare);
  const ways = [
    ['a file of the browser', withFiles, /all is checked in this browser first/],
    ['a stream', streaming, /goes straight among your downloads/],
    ['memory', bare, /held in memory until it is checked/],
  ] as const;
  for (const [way, page, says] of ways) {
    await test.step(way, async () => {
      await openShare(page, link);
      await expect(page.getByText(says)).toBeVisible();
      const coming = page.waitForEvent('download', { timeout: 150_000 });
      await saveButton(page, 'large.bin').click();
      const download = await coming;
      expect(download.suggestedFilename()).toBe('large.bin');
      expect(await sha256OfFile(await download.path())).toBe(digest);
      await expect(saved(page)).toBeVisible();
    });
  }
  // Each by its own way.
  expect(await withFiles.evaluate(() => navigator.serviceWorker.getRegistrations())).toHaveLength(0);
  expect(await streaming.evaluate(() => navigator.serviceWorker.getRegistrations())).toHaveLength(1);

  // The last byte of the store's object: nine parts are whole, and the tenth is not.
  const id = Buffer.from(partsOf(link).id, 'base64url').toString('hex');
  const names = (await server.objects.names()).filter((one) => one.includes(id) && one.includes('body'));
  const name = names.toSorted().at(-1) ?? '';
  const bytes = await server.objects.read(name);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await server.objects.write(name, bytes);
  let finished = 0;
  // The first has the file still, as it was checked.
  const another = await newProfile();
  await hideSavePicker(another);
  another.on('download', () => finished++);
  await openShare(another, link);
  await saveButton(another, 'large.bin').click();
  await expect(another.getByRole('alert')).toContainText(words.damaged, { timeout: 150_000 });
  expect(finished).toBe(0);
  await expect(saved(another)).toHaveCount(0);

  await streaming.reload();
  const coming = streaming.waitForEvent('download', { timeout: 150_000 });
  await saveButton(streaming, 'large.bin').click();
  const broken = await coming;
  expect(await broken.failure()).not.toBeNull();
  await expect(streaming.getByRole('alert')).toContainText(words.damaged);
  await expect(saved(streaming)).toHaveCount(0);
});

test('in the middle of a stream leaving is asked about; one that the browser gives up is said to be no file', async ({
  server: { origin },
  newPlainProfile,
  newProfile,
  folder,
}) => {
  const file = await makeFile(folder, 'large.bin', SIZE);
  const link = await sendLarge(await newPlainProfile(), { origin, file, timeout: 150_000 });
  const page = await newProfile();
  await hideSavePicker(page);
  await hidePrivateFiles(page);
  let parts = 0;
  await page.context().route(objectAddress, async (route) => {
    // Those behind wait until their page is gone.
    if (!/body/.test(route.request().url()) || ++parts <= 4) await route.continue();
  });
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await openShare(page, link);
  const coming = page.waitForEvent('download', { timeout: 150_000 });
  await saveButton(page, 'large.bin').click();
  const download = await coming;
  await expect.poll(() => parts).toBeGreaterThan(4);
  // The download's own navigation leaves no page.
  expect(asked).toEqual([]);
  // So it does not ask for a second.
  await setTimeout(1_500);
  await page.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(['beforeunload']);

  await download.cancel();
  await expect(page.getByRole('alert')).toContainText(words['download-stopped']);
  await expect(saved(page)).toHaveCount(0);
  await page.reload();
  await expect(fileList(page)).toBeVisible();
  expect(asked).toEqual(['beforeunload']);
});

test('no script but the one service worker is registered, and it brings no other into it', async ({
  recipient,
  watchOf,
}) => {
  await recipient.goto('/');
  const refused = await recipient.evaluate(async () => {
    const urls = ['/service-worker.js', '/assets/index.js', 'data:text/javascript,1', '/objects/x'];
    const results = urls.map((url) =>
      navigator.serviceWorker.register(url).then(
        () => 'registered',
        (error: unknown) => (error instanceof Error ? error.name : 'refused'),
      ),
    );
    return await Promise.all(results);
  });
  // As a plain text not even its own address passes Trusted Types.
  expect(refused).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError']);
  // Each try was seen by the policy; nothing else was.
  const { wrongs } = watchOf(recipient);
  await expect.poll(() => wrongs.length).toBe(2 * refused.length);
  expect(wrongs.filter((wrong) => !/TrustedScriptURL|trusted-types-sink/.test(wrong))).toEqual([]);
  wrongs.length = 0;
  const script = await recipient.request.get('/service-worker.js');
  expect(script.headers()['cache-control']).toBe('no-cache');
  // What it answers, and what it keeps where somebody wants that, is service-worker.spec.ts and installed.spec.ts.
  expect(await script.text()).not.toMatch(/importScripts|import\(|\beval\b|\bFunction\b/);
  expect((await recipient.request.get('/downloads/none')).status()).toBe(404);
});

test('a service worker is removed in Settings, with what it kept, and keys stay', async ({
  sender: page,
  folder,
}) => {
  await createKey(page, 'Ada', folder);
  const section = page.getByRole('region', { name: 'Service worker', exact: true });
  await expect(section).toHaveCount(0);

  // A page without the policy of the others lets one be registered as no page of the product does.
  await page.route('**/planting', (route) => route.fulfill({ contentType: 'text/html', body: 'planting' }));
  await page.goto('/planting');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/service-worker.js');
    const { active } = await navigator.serviceWorker.ready;
    // What it knows nothing of it removes as it begins.
    while (active && active.state !== 'activated') {
      await new Promise((done) => active.addEventListener('statechange', done, { once: true }));
    }
    const kept = await caches.open('old pages');
    await kept.put('/settings', new Response('an old page'));
  });
  const left = () =>
    page.evaluate(async () => ({
      registered: (await navigator.serviceWorker.getRegistrations()).length,
      controls: navigator.serviceWorker.controller !== null,
      kept: await caches.keys(),
    }));
  await page.goto('/settings');
  expect(await left()).toEqual({ registered: 1, controls: true, kept: ['old pages'] });

  await expect(section.getByText(/export a backup of each key pair/)).toBeVisible();
  await button(section, 'Remove service worker').click();
  await expect(section.getByText(/^Removed\. Reload/)).toBeVisible();
  await expect(button(section, 'Remove service worker')).toHaveCount(0);
  await page.reload();
  await expect(keyPairArticle(page, 'Ada')).toBeVisible();
  await expect(section).toHaveCount(0);
  expect(await left()).toEqual({ registered: 0, controls: false, kept: [] });
});
