/**
 * An API that answers anything but what its contract says, at every route that whoever opens a link asks: every time
 * words, never a way out of this origin, and never a hang.
 */
import { random, toBase64Url } from '../../shared/bytes.ts';
import { countCases } from '../cases.ts';
import { fileList } from '../steps.ts';
import { expect, test } from './fixtures.ts';
import { startForeign } from './foreign.ts';
import { expires, hosting } from './hosting.ts';
import { type Answer, json, refusal, type Tamper } from './server.ts';
import { linkTo, makeShare } from './shares.ts';
import { arrive, type Cause, expectWords, refusalAt, refusalOfSaving, reopened } from './steps.ts';

const held = countCases('answers out of contract');

const HTML = { 'content-type': 'text/html' };
const page = '<!doctype html><title>Hotel</title><script>alert(1)</script><h1>Sign in to our network</h1>';

/** Answers that fit no route, and what is said of them. `foreign` is another origin. */
function misfits(foreign: string): [string, Cause, Answer][] {
  return [
    ['a page', 'unexpected', { status: 200, headers: HTML, body: page }],
    ['nothing', 'unexpected', { status: 200 }],
    ['204', 'unexpected', { status: 204 }],
    ['null', 'unexpected', json(null)],
    ['a list', 'unexpected', json([{ state: 'ready' }])],
    ['a text', 'unexpected', json('ready')],
    ['an empty record', 'unexpected', json({})],
    ['a prototype', 'unexpected', { status: 200, body: '{"__proto__":{"state":"ready"},"constructor":1}' }],
    ['half of an answer', 'unexpected', { status: 200, body: '{"state":"rea' }],
    ['bytes that are no text', 'unexpected', { status: 200, body: random(1_000) }],
    ['a page as 404', 'unexpected', { status: 404, headers: HTML, body: page }],
    ['a page as 410', 'unexpected', { status: 410, headers: HTML, body: page }],
    ['a page as 502', 'server-unreachable', { status: 502, headers: HTML, body: page }],
    ['a page as 429', 'rate-limited', { status: 429, headers: HTML, body: page }],
    ['418', 'unexpected', { status: 418 }],
    ['an error that no server can know', 'unexpected', refusal(400, 'wrong-passphrase')],
    ['another', 'unexpected', refusal(400, 'sender-changed')],
    ['another', 'unexpected', refusal(400, 'rolled-back')],
    ['an error of no code', 'unexpected', refusal(400, 'no-such-code')],
    ['an error with more in it', 'unexpected', refusal(400, 'not-found', { message: '<b>call us</b>' })],
    ['an end for no reason that there is', 'unexpected', refusal(410, 'ended', { reason: '<b>call us</b>' })],
    ['an error as 200', 'unexpected', { ...refusal(200, 'not-found') }],
    ['an end', 'ended', refusal(410, 'ended', { reason: 'expired' })],
    ['a share that never was', 'not-found', refusal(404, 'not-found')],
    ['a wrong token', 'unexpected', refusal(401, 'wrong-token')],
    [
      'a redirect to another origin',
      'server-unreachable',
      { status: 302, headers: { location: `${foreign}/api` } },
    ],
    [
      'a redirect that keeps the method',
      'server-unreachable',
      { status: 307, headers: { location: `${foreign}/api` } },
    ],
    [
      'a redirect within the origin',
      'server-unreachable',
      { status: 301, headers: { location: '/api/config' } },
    ],
    ['a redirect to itself', 'server-unreachable', { status: 308, headers: { location: '?' } }],
    [
      'a connection that is cut',
      'server-unreachable',
      { status: 200, headers: { 'content-length': '10' }, body: cut() },
    ],
  ];
}

function cut(): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => ({ next: async () => await Promise.reject(new Error('cut')) }),
  };
}

/** Where the store answers so, the object is what is wrong with it: bytes are never taken for anything else. */
const ofObject: Partial<Record<string, Cause>> = {
  'an end': 'unexpected',
  'a share that never was': 'unexpected',
};

test('at every route of opening', async ({ evil, recipient }) => {
  test.setTimeout(120_000);
  const foreign = await startForeign();
  const share = await makeShare({ files: [{ path: 'small.bin', bytes: random(1_000) }] });
  const link = await linkTo(evil.origin, share);
  const host = hosting(share);
  const at =
    (route: RegExp, answer: Answer): Tamper =>
    (exchange) =>
      route.test(`${exchange.method} ${exchange.path}`) ? answer : host(exchange);
  let downloads = 0;
  recipient.on('download', () => downloads++);
  recipient.on('dialog', () => downloads++);
  await recipient.goto(link);
  await recipient.getByRole('alert').waitFor();

  for (const [what, cause, answer] of misfits(foreign.origin)) {
    await test.step(what, async () => {
      evil.tamper = at(/^GET \/api\/shares\/[\w-]+$/, answer);
      expectWords(await refusalAt(recipient, link), cause);
      evil.tamper = at(/^GET \/api\/shares\/[\w-]+\/manifest$/, answer);
      expectWords(await refusalAt(recipient, link), cause);
      evil.tamper = at(/^GET \/objects\/\w+\/manifest$/, answer);
      const isBytes = answer.status < 300 && cause !== 'server-unreachable';
      expectWords(await refusalAt(recipient, link), isBytes ? 'damaged' : (ofObject[what] ?? cause));
    });
    for (let i = 0; i < 3; i++) held();
  }

  expect(downloads).toBe(0);
  expect(foreign.asked).toEqual([]);
  expect(recipient.url()).toBe(link.split('#')[0]);
  await foreign.stop();
});

for (const { title, tag, every } of [
  { title: 'some', tag: [], every: 4 },
  { title: 'all', tag: ['@crash'], every: 1 },
]) {
  test(`at saving, what may pass is waited for, in words, and all else is refused: ${title}`, {
    tag,
  }, async ({ evil, recipient }) => {
    const foreign = await startForeign();
    const share = await makeShare({ files: [{ path: 'small.bin', bytes: random(1_000) }] });
    const link = await linkTo(evil.origin, share);
    const host = hosting(share);
    let downloads = 0;
    recipient.on('download', () => downloads++);
    await recipient.goto(link);
    await recipient.getByRole('alert').waitFor();
    for (const [what, cause, answer] of misfits(foreign.origin).filter((_, i) => i % every === 0)) {
      evil.tamper = host;
      expect(await reopened(recipient, link)).toBe('opened');
      evil.tamper = (exchange) => (exchange.path.endsWith('/body') ? answer : host(exchange));
      await test.step(what, async () => {
        const text = await refusalOfSaving(recipient, 'Save small.bin');
        if (cause === 'server-unreachable' || cause === 'rate-limited') expect(text).toBe('reconnecting');
        else expectWords(text, cause);
      });
      held();
    }
    expect(downloads).toBe(0);
    expect(foreign.asked).toEqual([]);
    await foreign.stop();
  });
}

test('an answer that never comes, or never ends, is a server that cannot be reached', {
  tag: '@crash',
}, async ({ evil, newProfile }) => {
  test.setTimeout(180_000);
  const share = await makeShare({ files: [{ path: 'small.bin', bytes: random(1_000) }] });
  const host = hosting(share);
  const path = `/api/shares/${toBase64Url(share.id)}`;
  const silent = async function* (start: string) {
    yield Buffer.from(start);
    await new Promise(() => undefined);
  };
  evil.tamper = async (exchange) => {
    if (exchange.path === `${path}/manifest`) return { status: 200, body: silent('{"url":') };
    return host(exchange);
  };
  const half = await newProfile();
  await half.goto(await linkTo(evil.origin, share));
  await expect(half.getByRole('alert')).toBeVisible({ timeout: 90_000 });
  expectWords(await half.getByRole('alert').innerText(), 'server-unreachable');
  held();
  evil.tamper = (exchange) => (exchange.path === path ? new Promise(() => undefined) : null);
  const none = await newProfile();
  await none.goto(await linkTo(evil.origin, share));
  await expect(none.getByRole('alert')).toBeVisible({ timeout: 90_000 });
  expectWords(await none.getByRole('alert').innerText(), 'server-unreachable');
  held();
});

test('addresses of objects that lead elsewhere', async ({ evil, recipient, newProfile, watchOf }) => {
  const foreign = await startForeign();
  const share = await makeShare({ files: [{ path: 'small.bin', bytes: random(1_000) }] });
  const link = await linkTo(evil.origin, share);
  const host = hosting(share);
  const { host: elsewhere } = new URL(foreign.origin);
  await recipient.goto(link);
  await recipient.getByRole('alert').waitFor();
  const urls: [string, Cause][] = [
    [`${foreign.origin}/object`, 'server-unreachable'],
    [`//${elsewhere}/object`, 'unexpected'],
    [`/\\${elsewhere}/object`, 'unexpected'],
    ['javascript:alert(1)', 'unexpected'],
    ['data:application/octet-stream,x', 'unexpected'],
    ['blob:null/x', 'unexpected'],
    [`ftp://${elsewhere}/object`, 'unexpected'],
    [`/${'x'.repeat(5_000)}`, 'unexpected'],
    ['', 'unexpected'],
  ];
  for (const [url, cause] of urls) {
    evil.tamper = (exchange) =>
      exchange.path.endsWith('/manifest') && exchange.path.startsWith('/api/')
        ? json({ url, expires: expires() })
        : host(exchange);
    await test.step(url.slice(0, 40), async () => expectWords(await refusalAt(recipient, link), cause));
    held();
  }
  expect(foreign.asked).toEqual([]);

  // It was the policy alone that kept the page from the well-formed one: without it, the same answer does lead there.
  evil.tamper = async (exchange) => {
    if (exchange.path.endsWith('/manifest') && exchange.path.startsWith('/api/'))
      return json({ url: `${foreign.origin}/object`, expires: expires() });
    const answer = (await host(exchange)) ?? (await exchange.pass());
    const { 'content-security-policy': _policy, ...headers } = answer.headers ?? {};
    return { ...answer, headers };
  };
  const unprotected = await newProfile();
  await unprotected.goto(link);
  await expect(unprotected.getByRole('alert')).toBeVisible();
  // Three times, for what came was no manifest.
  expect(foreign.asked).toEqual(['GET /object', 'GET /object', 'GET /object']);
  watchOf(unprotected).wrongs.length = 0;
  await foreign.stop();
});

test('a share that never gets ready, and one that says so in numbers that cannot be', async ({
  evil,
  recipient,
}) => {
  const share = await makeShare({ files: [] });
  const link = await linkTo(evil.origin, share);
  for (const [received, total, shown] of [
    [0, 0, 'Still uploading, 0 %'],
    [1, 3, 'Still uploading, 33 %'],
    [2 ** 41, 1, 'Still uploading, 100 %'],
  ] as const) {
    evil.tamper = ({ path }) =>
      path.startsWith('/api/shares/') ? json({ state: 'uploading', received, total }) : null;
    await arrive(recipient, link);
    await expect(recipient.getByText(shown, { exact: true })).toBeVisible();
    held();
  }
  await expect(fileList(recipient)).toHaveCount(0);
});
