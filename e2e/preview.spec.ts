/**
 * Previews of an opened share: images upright and as pixels alone, text as text, nothing before all of it is verified, nothing
 * that runs, and one download with all that is saved.
 */
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { bytesOf, makeFile, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { avif, type Corners, cornersOf, drawImage, emptyPng, movingGif, turned } from './images.ts';
import { button, contactLink, createKey, deliver, inboxArticle, openRequest } from './people-steps.ts';
import { sendLarge } from './plain-steps.ts';
import {
  choose,
  fileList,
  holdObjects,
  linkOf,
  objectAddress,
  openShare,
  pick,
  saveButton,
  saveBy,
  send,
  untilReady,
} from './steps.ts';
import { words } from './words.ts';

const previewButton = (page: Page, path: string) => button(page, `Preview ${path}`);
const panelOf = (page: Page, path: string) =>
  page.getByRole('region', { name: `Preview of ${path}`, exact: true });
const textOf = (page: Page) => page.getByRole('group', { name: 'Text', exact: true });
const VERIFIED = 'Verified: every byte of it is as it was sealed.';

/** What each value of EXIF's orientation makes of red, green / blue, white. */
const upright: readonly Corners[] = [
  ['red', 'green', 'blue', 'white'],
  ['green', 'red', 'white', 'blue'],
  ['white', 'blue', 'green', 'red'],
  ['blue', 'white', 'red', 'green'],
  ['red', 'blue', 'green', 'white'],
  ['blue', 'red', 'white', 'green'],
  ['white', 'green', 'blue', 'red'],
  ['green', 'white', 'red', 'blue'],
];

test('images are upright in all eight orientations, one after the other', async ({
  sender,
  recipient,
  folder,
}) => {
  await sender.goto('/');
  const jpeg = await drawImage(sender, 'image/jpeg');
  const files = await Promise.all(
    upright.map((_, i) => writeBytes(folder, `${i + 1}.jpg`, turned(jpeg, i + 1))),
  );
  await openShare(recipient, await send(sender, files));
  await previewButton(recipient, '1.jpg').click();
  for (const [i, corners] of upright.entries()) {
    const name = `${i + 1}.jpg`;
    if (i > 0) await button(recipient, 'Next file').click();
    await expect(panelOf(recipient, name).getByText(VERIFIED, { exact: true })).toBeVisible();
    const size = i < 4 ? [64, 32] : [32, 64];
    await expect(
      recipient.getByText(`JPEG image, ${size.join(' × ')} pixels`, { exact: true }),
    ).toBeVisible();
    await expect.poll(() => cornersOf(recipient, name), name).toEqual({ corners, size });
    // One at a time.
    await expect(recipient.getByRole('img')).toHaveCount(1);
  }
});

test('PNG, WebP, GIF, AVIF: drawn scaled to the screen, the first frame of what moves', async ({
  sender,
  recipient,
  folder,
}) => {
  await sender.goto('/');
  const files = [
    await writeBytes(folder, 'a.png', await drawImage(sender, 'image/png', [3_000, 1_500])),
    await writeBytes(folder, 'b.webp', await drawImage(sender, 'image/webp')),
    await writeBytes(folder, 'c.gif', movingGif()),
    await makeFile(folder, 'd.bin', 100),
    await writeBytes(folder, 'e.avif', avif()),
  ];
  await openShare(recipient, await send(sender, files));
  await expect(previewButton(recipient, 'd.bin')).toBeHidden();
  await previewButton(recipient, 'a.png').click();
  await expect(recipient.getByText('PNG image, 3,000 × 1,500 pixels', { exact: true })).toBeVisible();
  const side = await recipient.evaluate(() => Math.max(screen.width, screen.height) * devicePixelRatio);
  const [corners] = upright;
  await expect.poll(() => cornersOf(recipient, 'a.png')).toEqual({ corners, size: [side, side / 2] });
  await previewButton(recipient, 'b.webp').click();
  await expect(recipient.getByText('WebP image, 64 × 32 pixels', { exact: true })).toBeVisible();
  await expect.poll(() => cornersOf(recipient, 'b.webp')).toEqual({ corners, size: [64, 32] });
  await previewButton(recipient, 'e.avif').click();
  await expect(recipient.getByText('AVIF image, 64 × 32 pixels', { exact: true })).toBeVisible();
  await expect.poll(() => cornersOf(recipient, 'e.avif')).toEqual({ corners, size: [64, 32] });
  await previewButton(recipient, 'c.gif').click();
  await expect(recipient.getByText('It moves. Only its first picture is shown.')).toBeVisible();
  await previewButton(recipient, 'c.gif').click();
  await expect(recipient.getByRole('img')).toHaveCount(0);
});

test('text is text: scripts turned around, hidden signs and addresses are shown as they are', async ({
  sender,
  recipient,
  folder,
}) => {
  const text = 'safe\u202etxt.exe\u202c\r\nhttps://example.org <b>bold</b>\u200b\nمرحبا';
  const files = [
    await writeBytes(folder, 'a.txt', Buffer.from(text)),
    await writeBytes(folder, 'b.csv', Buffer.from(`\ufeff${text}`, 'utf16le')),
    await writeBytes(folder, 'c.log', Buffer.from([0x47, 0x72, 0xfc, 0xdf])),
    await writeBytes(folder, 'd.md', Buffer.alloc(0)),
  ];
  await openShare(recipient, await send(sender, files));
  const shown = 'safe[U+202E]txt.exe[U+202C]\nhttps://example.org <b>bold</b>[U+200B]\nمرحبا';
  for (const name of ['a.txt', 'b.csv']) {
    await previewButton(recipient, name).click();
    await expect(panelOf(recipient, name).getByText(VERIFIED, { exact: true })).toBeVisible();
    expect(await textOf(recipient).textContent()).toBe(shown);
    expect(await textOf(recipient).locator('*:not(span)').count()).toBe(0);
    await expect(recipient.getByRole('link', { name: /example/ })).toHaveCount(0);
  }
  await previewButton(recipient, 'c.log').click();
  await expect(recipient.getByText('This cannot be shown here.', { exact: true })).toBeVisible();
  await expect(recipient.getByText(VERIFIED, { exact: true })).toBeHidden();
  await previewButton(recipient, 'd.md').click();
  await expect(recipient.getByText('There is nothing in it.', { exact: true })).toBeVisible();
  await saveBy(recipient, 'Save c.log');
});

const RUN = "fetch('/ran');new Image().src='/ran';document.title='ran';alert(1);location='/ran'";
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script><image href="/ran"/></svg>`;
const html = `<!doctype html><script>${RUN}</script><meta http-equiv=refresh content="0;url=/ran"><img src=/ran onerror="${RUN}">`;

test('hostile files run nothing, whatever they are called', async ({
  sender,
  recipient,
  folder,
  watchOf,
}) => {
  await sender.goto('/');
  const jpeg = await drawImage(sender, 'image/jpeg');
  const polyglot = Buffer.concat([turned(jpeg, 1, `-->${html}`), Buffer.from(html)]);
  const cases: [string, Buffer | string, string | RegExp][] = [
    ['a.png', svg, svg],
    ['b.jpg', html, html],
    ['c.svg', svg, svg],
    ['d.html', html, html],
    ['e.xml', `<?xml version="1.0"?><?xml-stylesheet href="/ran"?><a/>`, /xml-stylesheet/],
    ['f.js', RUN, RUN],
    ['g.txt', `%PDF-1.4\n<script>${RUN}</script>`, /^%PDF/],
    ['h.png', emptyPng(60_000, 60_000), 'This image has too many pixels to be shown here.'],
    ['i.png', emptyPng(60, 60), 'This image cannot be drawn.'],
    ['j.gif', `GIF89a/*\u0001\u0001*/=1;${RUN}//<script>${RUN}</script>`, 'This image cannot be drawn.'],
    ['k.html', polyglot, 'JPEG image, 64 × 32 pixels'],
    ['l.txt', bytesOf('noise', 5_000), 'This cannot be shown here.'],
  ];
  const files = await Promise.all(
    cases.map(([name, content]) => writeBytes(folder, name, Buffer.from(content as string))),
  );
  await openShare(recipient, await send(sender, files));
  const ran: string[] = [];
  recipient.on('dialog', (dialog) => {
    ran.push('dialog');
    void dialog.dismiss();
  });
  recipient.on('popup', () => ran.push('popup'));
  recipient.on('framenavigated', (frame) => ran.push(`document ${frame.url()}`));
  recipient.on('frameattached', () => ran.push('frame'));
  const { requests } = watchOf(recipient);
  const before = requests.length;
  for (const [name, , shown] of cases) {
    await previewButton(recipient, name).click();
    await expect(panelOf(recipient, name).getByText(shown, { exact: true })).toBeVisible();
  }
  expect(ran).toEqual([]);
  const asked = requests.slice(before).map((request) => new URL(request.url()).pathname);
  const own = /^\/assets\/[\w.-]+\.(?:js|css)$|^\/api\/shares\/[\w-]{22}\/body$/;
  expect(asked.filter((path) => !own.test(path) && !objectAddress.test(path))).toEqual([]);
  expect(await recipient.title()).not.toContain('ran');
  const elements = 'script, iframe, object, embed, svg image, img, link[rel=icon] ~ link[href*=ran]';
  const inPanel = await panelOf(recipient, 'l.txt').evaluate(
    (panel, found) => panel.querySelectorAll(found).length,
    elements,
  );
  expect(inPanel).toBe(0);
});

test('of a large text the beginning is fetched, verified and shown', async ({
  server,
  newPlainProfile,
  recipient,
  folder,
  watchOf,
}) => {
  // One line: laid out as one it would keep the page still for a minute.
  const line = Buffer.alloc(34_000_000, 'many words in one line ');
  const file = await writeBytes(folder, 'large.log', line);
  const link = await sendLarge(await newPlainProfile(), { origin: server.origin, file, timeout: 120_000 });
  await openShare(recipient, link);
  const { requests } = watchOf(recipient);
  await previewButton(recipient, 'large.log').click();
  const part = 'Only the beginning is shown, 1 MB of 34 MB. Save it to have all of it.';
  await expect(recipient.getByText(part, { exact: true })).toBeVisible();
  const verified = 'Verified: every byte shown here is as it was sealed. The rest was not fetched.';
  await expect(recipient.getByText(verified, { exact: true })).toBeVisible();
  expect((await textOf(recipient).textContent())?.length).toBe(1_048_576);
  // One part of eight mebibytes.
  const fetched = requests.map((request) => request.url()).filter((url) => /\/[0-9a-f]{32}\/body/.test(url));
  expect(fetched).toHaveLength(1);
});

test('a preview is the first download, and all that follows is the same one', async ({
  sender,
  recipient,
  newProfile,
  folder,
}) => {
  const files = [
    await writeBytes(folder, 'a.txt', Buffer.from('one')),
    await writeBytes(folder, 'b.txt', Buffer.from('two')),
  ];
  await pick(sender, files);
  const link = await linkOf(sender);
  await choose(sender, { limit: '1' });
  await untilReady(sender);
  // Whoever came before the limit was reached, and had pressed nothing.
  const other = await newProfile();
  await openShare(other, link);
  await openShare(recipient, link);
  await previewButton(recipient, 'a.txt').click();
  await expect(textOf(recipient)).toHaveText('one');
  await previewButton(recipient, 'b.txt').click();
  await expect(textOf(recipient)).toHaveText('two');
  expect((await saveBy(recipient, 'Save a.txt')).bytes.toString()).toBe('one');
  await recipient.reload();
  await previewButton(recipient, 'b.txt').click();
  await expect(textOf(recipient)).toHaveText('two');
  expect((await saveBy(recipient, 'Save b.txt')).bytes.toString()).toBe('two');

  await previewButton(other, 'a.txt').click();
  await expect(other.getByRole('alert')).toContainText(words.limit);
  await expect(textOf(other)).toBeHidden();
  const late = await newProfile();
  await late.goto(link);
  await expect(late.getByRole('alert')).toContainText(words.limit);
});

test('of a file whose last part is damaged nothing is shown', async ({ sender, recipient, folder }) => {
  const link = await send(
    sender,
    await writeBytes(folder, 'a.txt', Buffer.alloc(9_000_000, 'secret words\n')),
  );
  await openShare(recipient, link);
  let isDamaged = true;
  await recipient.context().route(objectAddress, async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    const isFirst = (await route.request().headerValue('range'))?.startsWith('bytes=0-') ?? true;
    if (isDamaged && !isFirst) body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
    await route.fulfill({ response: answer, body });
  });
  await previewButton(recipient, 'a.txt').click();
  await expect(panelOf(recipient, 'a.txt').getByRole('alert')).toContainText(words.damaged);
  await expect(textOf(recipient)).toHaveCount(0);
  await expect(recipient.getByText(/secret words|Verified/)).toHaveCount(0);
  // And it was the damage.
  isDamaged = false;
  await previewButton(recipient, 'a.txt').click();
  await previewButton(recipient, 'a.txt').click();
  await expect(textOf(recipient)).toContainText('secret words');
});

test('by keyboard: opened, cancelled, walked through and closed, with the focus where it was', async ({
  sender,
  recipient,
  folder,
}) => {
  const files = [
    await writeBytes(folder, 'a.txt', Buffer.from('one')),
    await makeFile(folder, 'b.bin', 100),
    await writeBytes(folder, 'c.txt', Buffer.from('two')),
  ];
  await openShare(recipient, await send(sender, files));
  const letThrough = await holdObjects(recipient);
  const opener = previewButton(recipient, 'a.txt');
  await opener.focus();
  await recipient.keyboard.press('Enter');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(recipient.getByRole('progressbar', { name: 'Preview progress', exact: true })).toBeVisible();
  await button(recipient, 'Cancel preview').focus();
  await recipient.keyboard.press('Enter');
  await expect(panelOf(recipient, 'a.txt')).toBeHidden();
  await expect(opener).toBeFocused();
  letThrough();
  await recipient.keyboard.press('Enter');
  await expect(textOf(recipient)).toHaveText('one');
  await recipient.keyboard.press('Escape');
  await expect(panelOf(recipient, 'a.txt')).toBeHidden();
  await recipient.keyboard.press('Enter');
  await expect(textOf(recipient)).toHaveText('one');
  await button(recipient, 'Next file').focus();
  await recipient.keyboard.press('Enter');
  await expect(textOf(recipient)).toHaveText('two');
  await expect(button(recipient, 'Next file')).toBeFocused();
  // There is none, and nothing happens.
  await recipient.keyboard.press('Enter');
  await expect(textOf(recipient)).toHaveText('two');
  await textOf(recipient).focus();
  await recipient.keyboard.press('Escape');
  await expect(previewButton(recipient, 'c.txt')).toBeFocused();
  await expect(recipient.getByRole('region', { name: /^Preview of/ })).toHaveCount(0);
});

test('a delivery in the inbox is previewed as any share', async ({ sender, recipient, folder }) => {
  await createKey(recipient, 'Rosa', folder);
  await openRequest(sender, await contactLink(recipient, 'Rosa'), 'Rosa');
  await deliver(sender, await writeBytes(folder, 'letter.txt', Buffer.from('for Rosa')));
  await recipient.goto('/shares');
  await button(inboxArticle(recipient, 'letter.txt'), 'Open').click();
  await previewButton(recipient, 'letter.txt').click();
  await expect(textOf(recipient)).toHaveText('for Rosa');
});

test('Open: previews of a text, an image, and what is neither @a11y', async ({
  sender,
  recipient,
  folder,
}) => {
  await sender.goto('/');
  const long = `${'a line without a place to break '.replaceAll(' ', '_').repeat(20)}\n`;
  const files = [
    await writeBytes(folder, 'a.txt', Buffer.from(long.repeat(50))),
    await writeBytes(folder, 'b.png', await drawImage(sender, 'image/png', [2_000, 3_000])),
    await writeBytes(folder, 'c.txt', bytesOf('noise', 100)),
  ];
  await openShare(recipient, await send(sender, files));
  await previewButton(recipient, 'a.txt').click();
  await expect(textOf(recipient)).toBeVisible();
  await expectAccessible(recipient, 'preview of a text');
  await previewButton(recipient, 'b.png').click();
  await expect(recipient.getByRole('img', { name: 'b.png', exact: true })).toBeVisible();
  await expectAccessible(recipient, 'preview of an image');
  await previewButton(recipient, 'c.txt').click();
  await expect(recipient.getByText('This cannot be shown here.', { exact: true })).toBeVisible();
  await expectAccessible(recipient, 'no preview');
  await expect(saveButton(recipient, 'c.txt')).toBeVisible();
  await expect(fileList(recipient)).toBeVisible();
});
