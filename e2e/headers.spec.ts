/**
 * The headers that hold the page together. That no journey violates them, and none asks another host for anything,
 * is watched in every test (watch.ts).
 */
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { openShare, saveBy, send } from './steps.ts';

/** A policy's directives, sorted inside, so that spelling alone is compared. */
function directives(policy: string | undefined): Record<string, string[]> {
  const parts = (policy ?? '').split(';').map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(parts.flatMap(([name, ...values]) => (name ? [[name, values.sort()]] : [])));
}

test('the page: a strict CSP, Trusted Types, nothing sniffed, framed or referred', async ({ sender }) => {
  for (const path of ['/', '/s/AAAAAAAAAAAAAAAAAAAAAA', '/shares', '/nothing-here']) {
    const answer = await sender.goto(path);
    const headers = answer?.headers() ?? {};
    const policy = directives(headers['content-security-policy']);
    expect(policy['default-src'], path).toEqual(["'none'"]);
    expect(policy['script-src'], path).toEqual(["'self'"]);
    expect(policy['style-src'], path).toEqual(["'self'"]);
    expect(policy['connect-src'], path).toEqual(["'self'"]);
    expect(policy['require-trusted-types-for'], path).toEqual(["'script'"]);
    expect(policy['base-uri'], path).toEqual(["'none'"]);
    expect(policy['form-action'], path).toEqual(["'none'"]);
    expect(policy['frame-ancestors'], path).toEqual(["'none'"]);
    expect(headers['content-security-policy'], path).not.toMatch(/unsafe|\*|https?:/);
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
    expect(headers['permissions-policy'], path).toMatch(/(^|, )camera=\(self\)(,|$)/);
    expect(headers['permissions-policy'], path).toMatch(/(^|, )microphone=\(\)(,|$)/);
  }
});

test('of what a sender and a recipient load, only the worker of passphrases may compile WebAssembly', async ({
  sender,
  recipient,
  watchOf,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'plain.txt', Buffer.from('plain')));
  await sender.getByLabel('Passphrase', { exact: true }).fill('to load its worker');
  await sender.getByRole('button', { name: 'Apply', exact: true }).click();
  const ofWorker = (url: string) => /\/assets\/passphrase-worker-[\w-]+\.js$/.test(new URL(url).pathname);
  await expect
    .poll(() => watchOf(sender).requests.filter((request) => ofWorker(request.url())).length)
    .toBe(1);
  await recipient.goto(link);
  await recipient.getByRole('main').waitFor();

  const assets = [...watchOf(sender).requests, ...watchOf(recipient).requests].filter((request) =>
    new URL(request.url()).pathname.startsWith('/assets/'),
  );
  expect(assets.length).toBeGreaterThan(2);
  for (const request of assets) {
    const headers = (await (await request.response())?.allHeaders()) ?? {};
    const scripts = directives(headers['content-security-policy'])['script-src'];
    const wanted = ofWorker(request.url()) ? ["'self'", "'wasm-unsafe-eval'"] : ["'self'"];
    expect(scripts, request.url()).toEqual(wanted);
    expect(headers['cache-control'], request.url()).toContain('immutable');
    expect(headers['x-content-type-options'], request.url()).toBe('nosniff');
  }
});

test('objects are answered as bytes to save, never as something to show', async ({
  sender,
  recipient,
  watchOf,
  folder,
}) => {
  const html = Buffer.from('<script>document.title = "run"</script>');
  await openShare(recipient, await send(sender, await writeBytes(folder, 'page.html', html)));
  expect((await saveBy(recipient, 'Save page.html')).bytes.equals(html)).toBe(true);
  const objects = watchOf(recipient).requests.filter((request) => request.url().includes('/objects/'));
  expect(objects.length).toBeGreaterThan(0);
  for (const request of objects) {
    const headers = (await (await request.response())?.allHeaders()) ?? {};
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toContain('attachment');
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
  expect(await recipient.title()).not.toBe('run');
});

test('answers of the API are never cached, and say so', async ({ sender }) => {
  const answer = await sender.request.get('/api/config');
  expect(answer.ok()).toBe(true);
  expect(answer.headers()['cache-control']).toContain('no-store');
  expect((await sender.request.get('/healthz')).ok()).toBe(true);
});
