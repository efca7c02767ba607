/** The one service worker: what it answers and what it leaves alone, and how one version takes the place of another. */
import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { PlainPage } from './cdp.ts';
import { expect, test } from './evil/fixtures.ts';
import type { EvilServer } from './evil/server.ts';
import { makeFile, sha256OfFile, writeBytes } from './files.ts';
import { bringVersion, keepPage, keptAnswers, versions } from './installed.ts';
import { hidePrivateFiles, hideSavePicker } from './opfs-picker.ts';
import { sendLarge } from './plain-steps.ts';
import type { Server } from './server.ts';
import { fileList, openShare, partsOf, saveButton, saveBy, send } from './steps.ts';
import { words } from './words.ts';

test('it answers pages and their files, and leaves API, objects and everything else alone', async ({
  sender: page,
  folder,
}) => {
  await keepPage(page);
  const answers: [path: string, byWorker: boolean][] = [];
  page.on('response', (response) => {
    answers.push([new URL(response.url()).pathname, response.fromServiceWorker()]);
  });
  const link = await send(page, await writeBytes(folder, 'plain.txt', Buffer.from('plain')));
  await page.goto('/shares');
  await openShare(page, link);
  await saveBy(page, 'Save plain.txt');
  await page.goto('/healthz');
  const byWorker = (wanted: RegExp) => answers.filter(([path]) => wanted.test(path)).map(([, is]) => is);
  for (const [kind, wanted, is] of [
    ['pages', /^\/(s\/.*|shares)?$/, true],
    ['their files', /^\/assets\//, true],
    ['the API', /^\/(api\/|healthz)/, false],
    ['objects', /^\/objects\//, false],
  ] as const) {
    const found = byWorker(wanted);
    expect(found.length, kind).toBeGreaterThan(0);
    expect(new Set(found), kind).toEqual(new Set([is]));
  }
  const kept = await keptAnswers(page);
  expect(kept).toContain('shell- /');
  for (const answer of kept) expect(answer).toMatch(/^shell- \/(appearance\.js|assets\/[\w.-]+)?$/);
  const [worker] = page.context().serviceWorkers();
  const remembered = await worker?.evaluate(() => performance.getEntries().map(({ name }) => name));
  const { id, fragment } = partsOf(link);
  expect(remembered?.join()).toContain(id);
  expect(remembered?.join()).not.toContain(fragment);
});

test('the address of a download that nothing feeds any more says so, and is no file', async ({
  sender: page,
}) => {
  await keepPage(page);
  await page.reload();
  const answer = await page.goto('/downloads/AAAAAAAAAAAAAAAAAAAAAA');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This download is over.');
  await expect(page.getByText(/Open the link again, and save once more/)).toBeVisible();
});

/** Keeps whether another version has taken over since. */
async function watchTakeOver(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Object.assign(window, { takenOver: 0 });
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      Reflect.set(window, 'takenOver', Number(Reflect.get(window, 'takenOver')) + 1);
    });
  });
  return () => page.evaluate(() => Number(Reflect.get(window, 'takenOver')));
}

test('another version takes over at once, removes what it does not know, and keeps its own', async ({
  sender: page,
  evil,
}) => {
  await keepPage(page);
  await page.reload();
  await page.evaluate(async () => {
    const planted = await caches.open('shell-0123456789abcdef');
    await planted.put(
      '/',
      new Response('an old page with a weakness', { headers: { 'content-type': 'text/html' } }),
    );
    await (await caches.open('others')).put('/settings', new Response('planted'));
  });
  const takenOver = await watchTakeOver(page);
  await bringVersion(page, evil, 'second');
  await expect.poll(takenOver).toBe(1);
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  await expect.poll(() => keptAnswers(page)).toContain('shell- /');
  expect(await page.evaluate(async () => (await caches.match('/'))?.text())).not.toContain('weakness');
});

/** The parts of a body behind the first four wait until `open` is called. */
function holdParts(evil: EvilServer): { readonly open: () => void; readonly parts: () => number } {
  let open = () => {};
  const gate = new Promise<void>((done) => {
    open = done;
  });
  let parts = 0;
  evil.tamper = async ({ method, path }) => {
    if (method === 'GET' && /\/body\b/.test(path) && ++parts > 4) await gate;
    return null;
  };
  return { open, parts: () => parts };
}

const saved = (page: Page) => page.getByText('Saved and verified', { exact: true });

/** A share of 80 MiB, which is streamed where there is no better way. */
async function sentLarge(sender: PlainPage, { origin }: Server, folder: string) {
  const file = await makeFile(folder, 'large.bin', 80 * 1_048_576);
  return { file, link: await sendLarge(sender, { origin, file, timeout: 150_000 }) };
}

/** Leaves a page, which is not open yet, no better way. */
async function streamsAlone(page: Page): Promise<void> {
  await hideSavePicker(page);
  await hidePrivateFiles(page);
}

test('not while a download streams through the one before: that ends whole, and then it takes over', async ({
  newProfile,
  newPlainProfile,
  server,
  evil,
  folder,
}) => {
  const { file, link } = await sentLarge(await newPlainProfile(), server, folder);
  const page = await newProfile();
  await streamsAlone(page);
  await openShare(page, link);

  const { open, parts } = holdParts(evil);
  const coming = page.waitForEvent('download', { timeout: 150_000 });
  await saveButton(page, 'large.bin').click();
  const download = await coming;
  await expect.poll(parts).toBeGreaterThan(4);
  const takenOver = await watchTakeOver(page);
  await bringVersion(page, evil, 'third');
  await expect.poll(() => versions(page)).toEqual({ waiting: true, active: true });
  expect(await takenOver()).toBe(0);
  open();
  expect(await sha256OfFile(await download.path())).toBe(await sha256OfFile(file));
  await expect(saved(page)).toBeVisible();
  await expect.poll(takenOver).toBe(1);
  // It takes the page over while it is still being activated.
  await expect.poll(() => versions(page)).toEqual({ waiting: false, active: true });
});

test('a page that was reloaded past it streams through it all the same, and misses it when it was stopped', async ({
  newProfile,
  newPlainProfile,
  server,
  evil,
  folder,
}) => {
  const { file, link } = await sentLarge(await newPlainProfile(), server, folder);
  const page = await newProfile();
  await streamsAlone(page);
  await keepPage(page);
  await openShare(page, link);
  const cdp = await page.context().newCDPSession(page);
  const loaded = page.waitForEvent('load');
  await cdp.send('Page.reload', { ignoreCache: true });
  await loaded;
  await expect(fileList(page)).toBeVisible();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();

  const start = async () => {
    const { open, parts } = holdParts(evil);
    const coming = page.waitForEvent('download', { timeout: 150_000 });
    await saveButton(page, 'large.bin').click();
    const download = await coming;
    await expect.poll(parts).toBeGreaterThan(4);
    return { open, download };
  };
  const whole = await start();
  // It is asked every 5 s whether it knows of the download; two answers that fail to come are the end.
  await setTimeout(20_000);
  whole.open();
  expect(await sha256OfFile(await whole.download.path())).toBe(await sha256OfFile(file));
  await expect(saved(page)).toBeVisible();

  const cut = await start();
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await expect(page.getByRole('alert')).toContainText(words['download-stopped']);
  expect(await cut.download.failure()).not.toBeNull();
  cut.open();
});

test('held up by what the one before still answers, another version lets downloads begin all the same', async ({
  sender: page,
  evil,
}) => {
  test.setTimeout(90_000);
  await keepPage(page);
  await page.reload();
  let open = () => {};
  const gate = new Promise<void>((done) => {
    open = done;
  });
  let held = 0;
  evil.tamper = async ({ path }) => {
    if (path !== '/assets/never.js') return null;
    held++;
    await gate;
    return { status: 404 };
  };
  await page.evaluate(async () => {
    await new Promise<void>((got) => {
      void navigator.locks.request('sealdrop-stream-download', { mode: 'shared' }, () => {
        got();
        return new Promise((done) => Object.assign(window, { letGo: done }));
      });
    });
  });
  await bringVersion(page, evil, 'held up');
  await expect.poll(() => versions(page)).toEqual({ waiting: true, active: true });
  await page.evaluate(() => void fetch('/assets/never.js'));
  await expect.poll(() => held).toBe(1);
  const begins = await page.evaluate(async () => {
    (Reflect.get(window, 'letGo') as () => void)();
    await navigator.locks.query();
    const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((done) => {
      port2.addEventListener('message', ({ data }) => done(data));
      port2.start();
    });
    waiting?.postMessage({ kind: 'take-over' }, [port1]);
    const takesOver = await answer;
    return [
      takesOver,
      await navigator.locks.request('sealdrop-stream-download', { mode: 'shared' }, () => true),
    ];
  });
  expect(begins).toEqual([true, true]);
  open();
});

test('an upload goes on through it', async ({ sender: page, evil, folder }) => {
  await keepPage(page);
  await page.goto('/');
  let open = () => {};
  const gate = new Promise<void>((done) => {
    open = done;
  });
  let held = 0;
  evil.tamper = async ({ method, path }) => {
    if (method === 'PUT' && path.startsWith('/objects/')) {
      held++;
      await gate;
    }
    return null;
  };
  await page
    .getByLabel('Files to send', { exact: true })
    .setInputFiles(await writeBytes(folder, 'through.txt', Buffer.from('through an update')));
  await expect.poll(() => held).toBeGreaterThan(0);
  const takenOver = await watchTakeOver(page);
  await bringVersion(page, evil, 'fourth');
  await expect.poll(takenOver).toBe(1);
  open();
  await expect(page.getByRole('status', { name: 'Transfer', exact: true })).toContainText('Ready');
  await openShare(page, await page.getByLabel('Share link', { exact: true }).inputValue());
  await expect(fileList(page)).toContainText('through.txt');
});
