/**
 * Hostile files and names: opened, listed and saved, they run nothing, go nowhere and come out byte for byte. Each
 * content would ask for /ran on this origin, set a title or open a dialog if anything of it were ever interpreted.
 */
import type { Page } from '@playwright/test';
import { random, sha256, utf8 } from '../../shared/bytes.ts';
import { createClient } from '../../shared/client.ts';
import { sealHeader } from '../../shared/crypto/seal-header.ts';
import { ownerCommitOf } from '../../shared/crypto/share-id.ts';
import { countCases } from '../cases.ts';
import { writeBytes } from '../files.ts';
import { fileList, openShare, saveBy, send } from '../steps.ts';
import { readZip } from '../zip.ts';
import { expect, test } from './fixtures.ts';
import { hosting } from './hosting.ts';
import type { EvilServer } from './server.ts';
import { linkTo, makeShare, reissued } from './shares.ts';
import { expectWords, refusalAt } from './steps.ts';

const held = countCases('hostile contents and names');

const RUN = "fetch('/ran');new Image().src='/ran';document.title='ran';alert(1);location='/ran'";

const contents: [string, string][] = [
  [
    'page.html',
    `<!doctype html><script>${RUN}</script><meta http-equiv=refresh content="0;url=/ran"><img src=/ran>`,
  ],
  ['page.xhtml', `<html xmlns="http://www.w3.org/1999/xhtml"><script>${RUN}</script></html>`],
  [
    'picture.svg',
    `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script><image href="/ran"/></svg>`,
  ],
  [
    'data.xml',
    `<?xml version="1.0"?><?xml-stylesheet href="/ran" type="text/xsl"?><!DOCTYPE a [<!ENTITY x SYSTEM "/ran">]><a>&x;</a>`,
  ],
  [
    'paper.pdf',
    `%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.launchURL\\('/ran'\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`,
  ],
  ['both.pdf', `%PDF-1.4\n<script>${RUN}</script>\n%%EOF`],
  ['both.gif', `GIF89a/*\u0001\u0001*/=1;${RUN}//<script>${RUN}</script>`],
  ['both.jpg', `\u00ff\u00d8\u00ff\u00e0<html><script>${RUN}</script>`],
  ['archive.mhtml', `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<script>${RUN}</script>`],
  ['code.js', RUN],
  ['sw.mjs', `self.addEventListener('fetch', () => {}); ${RUN}`],
  ['sheet.css', `@import url(/ran); body { background: url(/ran) }`],
  ['place.url', '[InternetShortcut]\nURL=file:///ran'],
  ['start.desktop', '[Desktop Entry]\nExec=sh -c ran'],
  ['no-type', `\ufeff<script>${RUN}</script>`],
];

/** Watches for anything that came of a content; the answer is called at the end. */
function nothingRuns(evil: EvilServer, page: Page): () => Promise<void> {
  const ran: string[] = [];
  page.on('dialog', (dialog) => {
    ran.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => ran.push('popup'));
  page.context().on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/ran')) ran.push(request.url());
  });
  const address = page.url();
  const before = evil.tamper;
  evil.tamper = (exchange) => {
    if (exchange.path.startsWith('/ran')) ran.push(exchange.path);
    return before(exchange);
  };
  return async () => {
    expect(await page.title()).not.toContain('ran');
    expect(page.url()).toBe(address);
    const [scripts, embedded] = await page.evaluate(() => [
      Array.from(document.scripts, ({ src }) => new URL(src, location.href).pathname),
      document.querySelectorAll('iframe, object, embed').length,
    ]);
    // Those of index.html.
    expect(scripts).toEqual([
      expect.stringMatching(/^\/assets\/appearance-[\w-]+\.js$/),
      expect.stringMatching(/^\/assets\/before-[\w-]+\.js$/),
    ]);
    expect(embedded).toBe(0);
    expect(ran).toEqual([]);
    // And this would have been seen.
    await page.evaluate(() => fetch('/ran'));
    expect(ran).not.toEqual([]);
  };
}

test('hostile contents are saved byte for byte, one by one and in an archive', async ({
  evil,
  sender,
  recipient,
  folder,
}) => {
  const bytes = new Map(contents.map(([name, content]) => [name, Buffer.from(content)]));
  const files = await Promise.all([...bytes].map(([name, content]) => writeBytes(folder, name, content)));
  await openShare(recipient, await send(sender, files));
  const check = nothingRuns(evil, recipient);
  for (const [name, content] of bytes) {
    const saved = await saveBy(recipient, `Save ${name}`);
    expect(saved.name).toBe(name);
    expect(saved.bytes.equals(content)).toBe(true);
    held();
  }
  const zip = readZip((await saveBy(recipient, 'Save all')).bytes);
  expect([...zip.keys()].sort()).toEqual([...bytes.keys()].sort());
  for (const [name, content] of bytes) expect(zip.get(name)?.equals(content)).toBe(true);
  await check();
});

test('the type that a sender claims changes nothing', async ({ evil, recipient }) => {
  const types = [
    'text/html',
    'image/svg+xml',
    'application/javascript',
    'text/html;charset=x"><script>',
    '\u202e',
  ];
  const page = utf8(`<script>${RUN}</script>`);
  const files = types.map((type, i) => ({ path: `${i}.txt`, bytes: page, type }));
  const share = await makeShare({ files });
  evil.tamper = hosting(share);
  await openShare(recipient, await linkTo(evil.origin, share));
  const check = nothingRuns(evil, recipient);
  for (const { path } of files) {
    expect((await saveBy(recipient, `Save ${path}`)).bytes.equals(page)).toBe(true);
    held();
  }
  await check();
});

test('hostile contents, previewed, are letters or nothing', async ({ evil, recipient }) => {
  const files = contents.map(([path, content]) => ({
    path,
    bytes: new Uint8Array(Buffer.from(content)),
    // So that all of them are offered.
    type: 'text/html',
  }));
  const share = await makeShare({ files });
  evil.tamper = hosting(share);
  await openShare(recipient, await linkTo(evil.origin, share));
  const check = nothingRuns(evil, recipient);
  for (const [path, content] of contents) {
    await recipient.getByRole('button', { name: `Preview ${path}`, exact: true }).click();
    const panel = recipient.getByRole('region', { name: `Preview of ${path}`, exact: true });
    const text = panel.getByRole('group', { name: 'Text', exact: true });
    const none = panel.getByRole('note');
    await expect(text.or(none)).toBeVisible();
    if (await text.isVisible()) {
      const shown = content.replace('\ufeff', '').replaceAll('\r\n', '\n');
      expect(await text.textContent()).toBe(shown);
      expect(await text.locator('*:not(span)').count()).toBe(0);
    }
    held();
  }
  await check();
});

/** Names that every reader takes, and that mean something to a page, a shell, a script or a disk. */
const names = [
  '&lt;img src=x onerror=ran()&gt;.html',
  "' onmouseover='ran()' x='.txt",
  '{{constructor.constructor(ran)()}}.txt',
  '${ran()}.txt',
  '%3Cscript%3Eran()%3C%2Fscript%3E.html',
  '%2e%2e%2f%2e%2e%2fran.txt',
  '$(ran).sh',
  '`ran`.sh',
  '-rf',
  '~',
  '.bashrc',
  '...ran',
  '__proto__',
  'constructor/toString',
  'two\u2028lines.txt',
  'تقرير 2024.pdf',
  'Z\u0351\u036b\u0343a\u0310lgo.txt',
  `${'n'.repeat(250)}.txt`,
  'deep/'.repeat(40).concat('file.txt'),
];

test('hostile names stand there as text, and save under a name without folders', async ({
  evil,
  recipient,
}) => {
  test.setTimeout(180_000);
  const files = names.map((path, i) => ({ path, bytes: utf8(`content ${i}`) }));
  const note = `<img src=/ran onerror=ran()><script>${RUN}</script>\u202e txt.exe`;
  const share = await makeShare({ files, note });
  evil.tamper = hosting(share);
  await openShare(recipient, await linkTo(evil.origin, share));
  const check = nothingRuns(evil, recipient);
  await expect(recipient.getByText(note, { exact: true })).toBeVisible();
  const listed = await fileList(recipient)
    .getByRole('listitem')
    .evaluateAll((items) => items.map((item) => item.querySelector('bdi')?.textContent));
  expect(listed).toEqual(names);
  for (const [i, name] of names.entries()) {
    const coming = recipient.waitForEvent('download');
    await fileList(recipient)
      .getByRole('button', { name: /^Save / })
      .nth(i)
      .click();
    const download = await coming;
    expect(download.suggestedFilename(), name).not.toMatch(/[/\\]|^\.\.?$/);
    await expect(recipient.getByText('Saved and verified', { exact: true })).toBeVisible();
    held();
  }
  const zip = readZip((await saveBy(recipient, 'Save all')).bytes);
  expect([...zip.keys()]).toEqual(names);
  await check();
});

/** Lists that no honest sender makes: a reader refuses the whole share. */
const refusedLists: string[][] = [
  ['../up.txt'],
  ['a/../../up.txt'],
  ['/etc/passwd'],
  ['a//b'],
  ['./a'],
  ['a/.'],
  ['a/'],
  [''],
  ['C:/Windows/ran.dll'],
  ['a\\..\\b'],
  ['a:stream'],
  ['CON'],
  ['folder/nul.txt'],
  ['COM\u00b9.log'],
  ['ends.'],
  ['ends '],
  ['photo\u202egpj.exe'],
  ['\u2066isolated\u2069'],
  ['mark\u200f'],
  ['zero\u0000.txt'],
  ['line\nbreak'],
  ['x\ufeff'],
  ['<script>ran()</script>'],
  ['"quoted"'],
  ['n'.repeat(1_025)],
  ['twice', 'twice'],
  ['folder', 'folder/file'],
];

test('names that lead out, deceive or collide are refused with the whole share', async ({
  evil,
  recipient,
}) => {
  const files = ['0', '1'].map((path) => ({ path, bytes: random(10) }));
  const share = await makeShare({ files });
  const link = await linkTo(evil.origin, share);
  for (const [i, paths] of refusedLists.entries()) {
    evil.tamper = hosting(
      await reissued(share, i + 1, (manifest) => ({
        ...manifest,
        files: [...paths, 'other'].slice(0, 2).map((path) => ({ path, size: 10, type: '', modified: null })),
      })),
    );
    await test.step(JSON.stringify(paths), async () =>
      expectWords(await refusalAt(recipient, link), 'damaged'),
    );
    held();
  }
});

test('deceiving names of dropped files are changed in plain sight', async ({ sender, recipient, folder }) => {
  const file = await writeBytes(folder, 'photo\u202egpj.exe', Buffer.from('MZ'));
  const link = await send(sender, file);
  await expect(sender.getByText('photo[U+202E]gpj.exe').first()).toBeVisible();
  await openShare(recipient, link);
  const shown = await fileList(recipient).innerText();
  expect(shown).toMatch(/\.exe/);
  expect(shown).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  held();
});

test('an object’s own address, opened, is a download of bytes, whatever a sender stored there', async ({
  evil,
  recipient,
}) => {
  const html = `<!doctype html><script>${RUN}</script>`;
  const share = await makeShare({ files: [] });
  const body = utf8(html.padEnd(share.body.length));
  const manifest = utf8(html.padEnd(5_000));
  const reference = { hash: await sha256(manifest), size: manifest.length };
  const { header, accessHash } = await sealHeader({ ...share.issue, manifest: reference });
  const client = createClient(evil.origin, fetch);
  const { token, r } = share.issue;
  const ownerCommit = await ownerCommitOf(share.identity.fingerprint, r);
  await client.create({
    ownerCommit,
    token,
    bodySize: body.length,
    manifestSize: manifest.length,
    lifetime: 3_600,
    limit: null,
  });
  const digest = await sha256(body);
  const put = async (url: string, bytes: Uint8Array<ArrayBuffer>) =>
    (await fetch(new URL(url, evil.origin), { method: 'PUT', body: bytes })).headers.get('etag') ?? '';
  const part = { number: 1, size: body.length, sha256: digest };
  const [to] = (await client.presignParts(share.id, token, [part])).parts;
  const etag = await put(to?.url ?? '', body);
  await client.complete(share.id, token, [{ number: 1, sha256: digest, etag }]);
  await put((await client.presignManifest(share.id, token, reference)).url, manifest);
  await client.putHeader(share.id, token, { header, accessHash, replaces: null });

  await recipient.goto('/');
  const check = nothingRuns(evil, recipient);
  for (const { url } of [
    await client.manifestUrl(share.id, share.keys.access),
    await client.bodyUrl(share.id, share.keys.access, random(16)),
  ]) {
    const coming = recipient.waitForEvent('download');
    await recipient.evaluate((address) => {
      location.href = address;
    }, url);
    await coming;
    const answer = await recipient.request.get(url);
    expect(answer.headers()).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(await answer.text()).toContain('<script>');
    held();
  }
  await check();
  // And behind the link there is nothing but damage.
  await recipient.goto(await linkTo(evil.origin, share));
  await expect(recipient.getByRole('alert')).toBeVisible();
  expectWords(await recipient.getByRole('alert').innerText(), 'damaged');
});
