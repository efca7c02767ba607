/** The page as an app: it can be installed, and is kept by the browser where somebody wants that, and only then. */
import { expect, test } from './evil/fixtures.ts';
import type { EvilServer } from './evil/server.ts';
import { writeBytes } from './files.ts';
import { away, keepPage, keptAnswers, startInstalled } from './installed.ts';
import { savePackage } from './package-steps.ts';
import { button, contactLink, createKey } from './people-steps.ts';
import { fileList, saveBy, send, shareLink } from './steps.ts';
import { words } from './words.ts';

/** What the honest server gives, in no compressed form, with the headers that a page has. */
async function plainly(evil: EvilServer, path: string) {
  const answer = await fetch(evil.real.origin + path, { headers: { 'accept-encoding': 'identity' } });
  const names = ['content-type', 'content-security-policy', 'cache-control'] as const;
  const headers = Object.fromEntries(names.map((name) => [name, answer.headers.get(name) ?? '']));
  return { headers, body: await answer.text() };
}

test('a browser finds nothing that keeps it from being installed', async ({ newPlainProfile, server }) => {
  // Not in Playwright's profiles: a private window installs nothing.
  const page = await newPlainProfile();
  await page.goto(server.origin);
  const ask = (method: string) => page.browser.wire.send(method, {}, page.sessionId);
  const { errors, data, url } = await ask('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${server.origin}/manifest.webmanifest`);
  expect(JSON.parse(data as string)).toMatchObject({
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    share_target: { action: '/share-target', method: 'POST', enctype: 'multipart/form-data' },
  });
  expect((await ask('Page.getInstallabilityErrors'))['installabilityErrors']).toEqual([]);
});

test('the manifest and its pictures are what they are called', async ({ sender }) => {
  const manifest = await sender.request.get('/manifest.webmanifest');
  expect(manifest.headers()).toMatchObject({
    'content-type': 'application/manifest+json',
    'cache-control': 'no-cache',
  });
  const { icons } = (await manifest.json()) as { icons: { src: string; sizes: string; type: string }[] };
  const pictures = [...icons, { src: '/apple-touch-icon.png', sizes: '180x180', type: 'image/png' }];
  for (const { src, sizes, type } of pictures) {
    const answer = await sender.request.get(src);
    expect([src, answer.status(), answer.headers()['content-type']]).toEqual([src, 200, type]);
    if (type !== 'image/png') continue;
    const bytes = await answer.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(sizes);
  }
});

test('kept for offline use, it opens without the server, says so, and opens a package; it keeps nothing else', async ({
  sender,
  recipient,
  evil,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'offline.txt', Buffer.from('offline')));
  const path = await savePackage(sender, folder);
  await createKey(sender, 'Ada', folder);
  const contact = await contactLink(sender, 'Ada');
  await recipient.goto('/');
  expect(await keptAnswers(recipient)).toEqual([]);
  await keepPage(recipient);
  await recipient.goto(link);
  await expect(fileList(recipient)).toBeVisible();
  await saveBy(recipient, 'Save offline.txt');

  evil.tamper = away;
  const note = recipient.getByRole('complementary', { name: 'The server', exact: true });
  await recipient.goto('/package');
  await expect(note.getByText(words['server-unreachable'])).toBeVisible();
  const choosing = recipient.waitForEvent('filechooser');
  await button(recipient, 'Open package').click();
  await (await choosing).setFiles(path);
  await recipient.getByLabel('Link or code', { exact: true }).fill(link);
  await recipient.keyboard.press('Enter');
  await expect(fileList(recipient)).toBeVisible();
  expect((await saveBy(recipient, 'Save offline.txt')).bytes.toString()).toBe('offline');
  await note.getByRole('link', { name: 'Open an older file', exact: true }).click();
  await expect(recipient.getByRole('heading', { level: 1 })).toContainText('older systems');
  await recipient.reload();
  await expect(recipient.getByRole('heading', { level: 1 })).toContainText('older systems');
  await recipient.goto(link);
  await expect(recipient.getByRole('main').getByRole('alert')).toContainText(words['server-unreachable']);
  expect(new URL(recipient.url()).hash).toBe('');
  await recipient.goto(contact);
  await expect(recipient.getByRole('main').getByRole('alert')).toContainText(words['server-unreachable']);
  expect(new URL(recipient.url()).hash).toBe('');
  await recipient.goto(link);
  await expect(recipient.getByRole('main').getByRole('alert')).toContainText(words['server-unreachable']);

  for (const answer of await keptAnswers(recipient))
    expect(answer).toMatch(/^shell- \/(appearance\.js|assets\/[\w.-]+)?$/);

  await expect(note).toBeVisible();
  evil.reset();
  await recipient.evaluate(() => dispatchEvent(new Event('online')));
  await expect(note).toHaveCount(0);
  await button(recipient, 'Try again').click();
  await expect(fileList(recipient)).toBeVisible();
});

test('the server comes first: a newer page is shown at once, the kept one only where no answer comes', async ({
  recipient,
  evil,
}) => {
  await keepPage(recipient);
  evil.tamper = async ({ path }) => {
    if (path !== '/shares') return null;
    const { headers, body } = await plainly(evil, path);
    return { status: 200, headers, body: body.replace('<html', '<html data-version="newer"') };
  };
  const isNewer = () => recipient.evaluate(() => document.documentElement.dataset['version'] === 'newer');
  await recipient.goto('/shares');
  expect(await isNewer()).toBe(true);
  // A twentieth of its patience: whether it has any is what this is about.
  const [worker] = recipient.context().serviceWorkers();
  await worker?.evaluate(() => {
    const wait = setTimeout.bind(globalThis);
    Reflect.set(globalThis, 'setTimeout', (body: () => void, time: number) => wait(body, time / 20));
  });
  // Of a server that says nothing at all, and of a proxy whose server is away.
  const silent = new Promise<null>(() => {});
  for (const answer of [() => silent, () => ({ status: 502, body: 'away' })]) {
    evil.tamper = answer;
    await recipient.goto('/shares');
    expect(await isNewer()).toBe(false);
    await expect(recipient.getByRole('link', { name: 'Send', exact: true })).toBeVisible();
  }
});

test('what the server gives otherwise than it was built is not kept', async ({ recipient, evil }) => {
  evil.tamper = async ({ path }) => {
    if (!/^\/assets\/.*\.css$/.test(path)) return null;
    const { headers, body } = await plainly(evil, path);
    return { status: 200, headers, body: `${body} ` };
  };
  await recipient.goto('/settings');
  await button(recipient, 'Keep for offline use').click();
  await expect(recipient.getByRole('alert')).toContainText(words['server-unreachable']);
  expect(await keptAnswers(recipient)).not.toContain('shell- /');
  // What is not whole is not called kept, and can be asked for again.
  await recipient.reload();
  await expect(button(recipient, 'Keep for offline use')).toBeVisible();
  await expect(recipient.getByText(/^Kept\./)).toHaveCount(0);
  // It stays wanted, and is kept at the next visit that gets all of it.
  evil.reset();
  await recipient.goto('/settings');
  await expect.poll(() => keptAnswers(recipient)).toContain('shell- /');
  await recipient.reload();
  await expect(recipient.getByText(/^Kept\./)).toBeVisible();
});

test('installed, it keeps itself; removed in Settings, it stays removed until somebody wants it back', async ({
  recipient,
}) => {
  await startInstalled(recipient);
  await recipient.goto('/settings');
  await button(recipient, 'Remove service worker').click();
  await expect(recipient.getByText(/^Removed\. Reload/)).toBeVisible();
  expect(await keptAnswers(recipient)).toEqual([]);
  for (const path of ['/', '/settings']) {
    await recipient.goto(path);
    await recipient.waitForLoadState('networkidle');
    expect(await recipient.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
  }
  await keepPage(recipient);
  expect(await keptAnswers(recipient)).toContain('shell- /');
});

test('without a wish nothing is kept: the service worker of a download answers pages by the server', async ({
  sender,
  folder,
}) => {
  await send(sender, await writeBytes(folder, 'plain.txt', Buffer.from('plain')));
  await expect(shareLink(sender)).toBeVisible();
  expect(await sender.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
  expect(await keptAnswers(sender)).toEqual([]);
});
