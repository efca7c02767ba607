/** What other apps share into the installed one: posted by the system as a form, which is made by another page here. */
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './evil/fixtures.ts';
import { writeBytes } from './files.ts';
import { bringVersion, keepPage, startInstalled, versions } from './installed.ts';
import { button, contactLink, createKey } from './people-steps.ts';
import { fileList, linkOf, openShare, saveBy, send, untilReady } from './steps.ts';

interface Form {
  readonly files?: readonly string[];
  readonly title?: string;
  readonly text?: string;
  readonly url?: string;
}

/** Posts the form that manifest.webmanifest describes, from a page of nobody. */
async function share(page: Page, origin: string, { files = [], ...texts }: Form): Promise<void> {
  await page.goto('about:blank');
  const fields = ['title', 'text', 'url'].map((name) => `<input name="${name}">`).join('');
  await page.setContent(
    `<form method="post" enctype="multipart/form-data" action="${origin}/share-target">${fields}
    <input type="file" name="files" multiple><button>Share</button></form>`,
  );
  for (const [name, value] of Object.entries(texts)) await page.fill(`input[name=${name}]`, value);
  await page.setInputFiles('input[type=file]', [...files]);
  await page.click('button');
}

const asked = (page: Page) => page.getByRole('complementary', { name: 'Shared into Sealdrop', exact: true });

const sealAndSend = (page: Page) => button(asked(page), 'Seal and send').click();

test('into the installed app: after a word files are sealed, and the server sees nothing else of them', async ({
  sender,
  recipient,
  server,
  evil,
  folder,
}) => {
  await startInstalled(sender);
  const fragments = await watchFragments(sender);
  const paths: string[] = [];
  evil.tamper = ({ method, path }) => {
    paths.push(`${method} ${path}`);
    return null;
  };
  const files = [
    await writeBytes(folder, 'one.txt', Buffer.from('words that nobody else may read')),
    await writeBytes(folder, 'two.txt', Buffer.from('nor these')),
  ];
  await share(sender, server.origin, { files, title: 'Two files', text: 'and a line' });
  await sealAndSend(sender);
  const link = await linkOf(sender);
  await untilReady(sender);
  expect(new URL(sender.url()).hash).toBe('');
  const [shownAs] = fragments;
  expect(shownAs).toMatch(/^#shared-[0-9a-f-]{36}$/);
  expect(paths.filter((path) => path.includes('share-target'))).toEqual([]);
  for (const { body } of evil.seen) expect(body.includes('nobody else')).toBe(false);
  await openShare(recipient, link);
  await expect(fileList(recipient).getByRole('listitem')).toHaveCount(3);
  expect((await saveBy(recipient, 'Save two.txt')).bytes.toString()).toBe('nor these');
  expect((await saveBy(recipient, 'Save Shared text.txt')).bytes.toString()).toBe('and a line\n');
  // Taken once: nothing of it is there any more.
  await sender.goto('about:blank');
  await sender.goto(`/${shownAs}`);
  await expect(asked(sender).getByText(/not here any more/)).toBeVisible();
});

test('whatever the window, a person is asked first: another page may have posted it', async ({
  sender,
  server,
  evil,
  folder,
}) => {
  await keepPage(sender);
  const files = [await writeBytes(folder, 'planted.txt', Buffer.from('planted'))];
  evil.reset();
  await share(sender, server.origin, { files });
  await expect(asked(sender).getByRole('alert')).toContainText('Seal and send this?');
  await expect(asked(sender).getByText('planted.txt', { exact: true })).toBeVisible();
  await button(asked(sender), 'Discard').click();
  await expect(asked(sender)).toHaveCount(0);
  expect(evil.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  // The window of an app that another site has installed looks like this site's own to the page in it.
  await startInstalled(sender);
  evil.reset();
  await share(sender, server.origin, { files });
  await expect(asked(sender).getByRole('alert')).toContainText('Seal and send this?');
  expect(evil.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  await sealAndSend(sender);
  await linkOf(sender);
  await untilReady(sender);
});

/** Keeps the fragments that documents of this page have from now on, which the page takes out of its address. */
async function watchFragments(page: Page): Promise<string[]> {
  const seen: string[] = [];
  await page.exposeBinding('keepFragment', (_source, fragment: string) => seen.push(fragment));
  await page.addInitScript(() => {
    const tell: unknown = Reflect.get(window, 'keepFragment');
    if (location.hash !== '' && typeof tell === 'function') tell(location.hash);
  });
  return seen;
}

/** Shares in a page that is not there any more when it should ask for it. Answers the fragment that it was opened with. */
async function shareAndLeave(page: Page, origin: string, form: Form): Promise<string> {
  const fragments = await watchFragments(page);
  await page.addInitScript(() => {
    const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
    if (serviceWorker) Object.defineProperty(serviceWorker, 'controller', { value: null });
  });
  await share(page, origin, form);
  await expect(asked(page).getByText(/not here any more/)).toBeVisible();
  await page.close();
  return fragments[0] ?? '';
}

test('what nobody asked for is not taken for what comes after it', async ({ sender, server, folder }) => {
  await startInstalled(sender);
  const planted = await writeBytes(folder, 'planted.txt', Buffer.from('planted'));
  const own = await writeBytes(folder, 'own.txt', Buffer.from('own'));
  const left = await shareAndLeave(await sender.context().newPage(), server.origin, { files: [planted] });
  await share(sender, server.origin, { files: [own] });
  await expect(asked(sender).getByText('own.txt', { exact: true })).toBeVisible();
  // Nor by an address that anybody could give out.
  await sender.goto('about:blank');
  await sender.goto('/#shared-');
  await expect(asked(sender).getByText(/not here any more/)).toBeVisible();
  // It is there all the while, for whoever knows its id.
  await sender.goto('about:blank');
  await sender.goto(`/${left}`);
  await expect(asked(sender).getByText('planted.txt', { exact: true })).toBeVisible();
});

test('another version of the service worker waits until what was shared is taken', async ({
  sender,
  server,
  evil,
  folder,
}) => {
  test.setTimeout(90_000);
  await keepPage(sender);
  const files = [await writeBytes(folder, 'meanwhile.txt', Buffer.from('meanwhile'))];
  const left = await shareAndLeave(await sender.context().newPage(), server.origin, { files });
  await bringVersion(sender, evil, 'while something waits');
  await expect.poll(() => versions(sender)).toEqual({ waiting: true, active: true });
  await sender.goto(`/${left}`);
  await expect(asked(sender).getByText('meanwhile.txt', { exact: true })).toBeVisible();
  await expect.poll(() => versions(sender)).toEqual({ waiting: false, active: true });
});

test('a form in a frame of another page is nothing for the service worker', async ({
  sender,
  evil,
  watchOf,
}) => {
  await keepPage(sender);
  const posted: string[] = [];
  evil.tamper = async ({ method, path }) => {
    if (path === '/share-target') posted.push(method);
    // A page of the same site, so that the frame is in the same service worker's reach.
    if (path !== '/frame') return null;
    const body =
      '<form method="post" target="frame" action="/share-target"><button>Share</button></form>\n<iframe name="frame"></iframe>';
    return { status: 200, headers: { 'content-type': 'text/html' }, body };
  };
  await sender.goto('/frame');
  await sender.click('button');
  await expect.poll(() => posted).toEqual(['POST']);
  // Nor does the page that answers it let itself be framed, which the browser says a moment later.
  const { wrongs } = watchOf(sender);
  await expect.poll(() => wrongs).toEqual([expect.stringContaining("frame-ancestors 'none'")]);
  wrongs.length = 0;
});

test('shared links of this site are opened, other texts become a file', async ({
  sender,
  recipient,
  server,
  folder,
}) => {
  await createKey(recipient, 'Ada', folder);
  const contact = await contactLink(recipient, 'Ada');
  const link = await send(recipient, await writeBytes(folder, 'linked.txt', Buffer.from('linked')));
  await startInstalled(sender);
  await share(sender, server.origin, { title: 'For you', text: `Look at this: ${link} Bye` });
  await expect(fileList(sender)).toContainText('linked.txt');
  expect(new URL(sender.url()).hash).toBe('');
  await share(sender, server.origin, { url: contact });
  await expect(sender.getByRole('heading', { name: 'Send files to Ada', exact: true })).toBeVisible();
  const foreign = link.replace(server.origin, 'https://example.org');
  await share(sender, server.origin, { title: 'A page', url: foreign });
  await sealAndSend(sender);
  const made = await linkOf(sender);
  await untilReady(sender);
  await openShare(recipient, made);
  const { bytes } = await saveBy(recipient, 'Save Shared text.txt');
  expect(bytes.toString()).toBe(`A page\n${foreign}\n`);
});

test('without its service worker the server takes nothing, keeps nothing, and the page says so', async ({
  sender,
  server,
  folder,
}) => {
  const files = [await writeBytes(folder, 'lost.txt', Buffer.from('plain words on their way'))];
  await share(sender, server.origin, { files, text: 'plain words too' });
  await expect(asked(sender).getByRole('alert')).toContainText(/was not taken/);
  await expect(asked(sender).getByRole('alert')).toContainText(/went to the server/);
  await button(asked(sender), 'Close').click();
  await expect(asked(sender)).toHaveCount(0);
  const { stdout, stderr } = server.output();
  expect(stdout + stderr).not.toContain('plain words');
  for (const name of await readdir(server.dataDir, { recursive: true })) {
    const bytes = await readFile(join(server.dataDir, name)).catch(() => null);
    expect(bytes?.includes('plain words') ?? false, name).toBe(false);
  }
});

test('the server ends the connection of whoever goes on posting to it', async ({ evil }) => {
  const { hostname, port } = new URL(evil.real.origin);
  const socket = connect(Number(port), hostname);
  const closed = new Promise<void>((done) => socket.once('close', () => done()));
  let answer = '';
  socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
  // It cuts what it does not want.
  socket.on('error', () => {});
  socket.write(
    `POST /share-target HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000000\r\n\r\n`,
  );
  const sending = setInterval(() => socket.writable && socket.write('plain words '.repeat(1_000)), 20);
  await closed;
  clearInterval(sending);
  expect(answer).toMatch(/^HTTP\/1\.1 303 /);
  expect(answer).toMatch(/\r\nlocation: \/#share-not-taken\r\n/i);
});
