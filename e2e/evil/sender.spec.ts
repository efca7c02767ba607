/**
 * A server that lies to whoever sends: other ids, other addresses for the bytes, refusals and successes that are none.
 * The page says so or goes on trying, nothing leaves for another origin, and nobody is ever shown what is not whole.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { random, toBase64Url } from '../../shared/bytes.ts';
import { countCases } from '../cases.ts';
import { makeFile, writeBytes } from '../files.ts';
import { linkOf, openShare, pick, transfer, untilReady } from '../steps.ts';
import type { Watch } from '../watch.ts';
import { expect, test } from './fixtures.ts';
import { startForeign } from './foreign.ts';
import { expires, ready } from './hosting.ts';
import { type Answer, type EvilServer, type Exchange, json, refusal } from './server.ts';
import { type Cause, expectWords } from './steps.ts';

const held = countCases('lies to senders');

type Lie = (exchange: Exchange) => Answer | Promise<Answer>;

const create = /^POST \/api\/shares$/;
const parts = /^POST \/api\/shares\/[\w-]+\/parts$/;
const complete = /^POST \/api\/shares\/[\w-]+\/complete$/;
const manifest = /^POST \/api\/shares\/[\w-]+\/manifest$/;
const object = /^PUT \/objects\//;
const header = /^PUT \/api\/shares\/[\w-]+\/header$/;

const html: Answer = { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Hotel</h1>' };

/** The real answer for parts, with this changed in each of them. */
const partsWith =
  (change: Record<string, unknown>): Lie =>
  async (exchange) => {
    const { parts: real } = JSON.parse((await exchange.pass()).body.toString()) as { parts: object[] };
    return json({ parts: real.map((part) => ({ ...part, ...change })) });
  };

const lies: [string, RegExp, Lie, Cause | 'reconnecting'][] = [
  [
    'create: another id',
    create,
    () => json({ id: toBase64Url(random(16)), expires: expires() }, 201),
    'unexpected',
  ],
  ['create: somebody else was first', create, () => refusal(409, 'conflict'), 'unexpected'],
  ['create: ended', create, () => refusal(410, 'ended', { reason: 'blocked' }), 'ended'],
  ['create: full', create, () => refusal(507, 'storage-full'), 'storage-full'],
  ['parts: of a script', parts, partsWith({ url: 'javascript:alert(1)' }), 'unexpected'],
  [
    'parts: with a header for tokens',
    parts,
    partsWith({ headers: { authorization: 'Bearer x' } }),
    'unexpected',
  ],
  ['parts: of another number', parts, partsWith({ number: 7 }), 'unexpected'],
  ['parts: ended', parts, () => refusal(410, 'ended', { reason: 'revoked' }), 'ended'],
  ['a part: a full store', object, () => ({ status: 507 }), 'storage-full'],
  ['a part: a broken store', object, () => ({ status: 500 }), 'reconnecting'],
  [
    'complete: every part wrong, for ever',
    complete,
    () => refusal(409, 'parts-mismatch', { numbers: [1] }),
    'unexpected',
  ],
  ['header: somebody else was first', header, () => refusal(409, 'conflict'), 'unexpected'],
];

/** The same code answers these; each costs a page and an upload. */
const moreLies: typeof lies = [
  ['create: no id', create, () => json({ expires: expires() }, 201), 'unexpected'],
  ['create: a page', create, () => html, 'unexpected'],
  ['create: too large', create, () => refusal(413, 'too-large', { limit: 1 }), 'too-large'],
  ['create: a finding of the client', create, () => refusal(400, 'file-changed'), 'unexpected'],
  ['parts: of data', parts, partsWith({ url: 'data:,x' }), 'unexpected'],
  ['parts: of a host in the shape of a path', parts, partsWith({ url: '//127.0.0.2/x' }), 'unexpected'],
  ['parts: with a header that nobody knows', parts, partsWith({ headers: { 'x-evil': '1' } }), 'unexpected'],
  ['parts: none', parts, () => json({ parts: [] }), 'unexpected'],
  [
    'parts: more of them than were asked for',
    parts,
    () =>
      json({ parts: Array.from({ length: 65 }, () => ({ number: 1, url: '/x', headers: {}, expires: 1 })) }),
    'unexpected',
  ],
  ['a part: no receipt', object, () => ({ status: 200 }), 'unexpected'],
  ['complete: a page', complete, () => html, 'unexpected'],
  [
    'complete: a part that there is not',
    complete,
    () => refusal(409, 'parts-mismatch', { numbers: [9_999] }),
    'unexpected',
  ],
  ['complete: ended', complete, () => refusal(410, 'ended', { reason: 'expired' }), 'ended'],
  [
    'manifest: of a script',
    manifest,
    () => json({ url: 'javascript:alert(1)', headers: {}, expires: 1 }),
    'unexpected',
  ],
  ['header: not in this state', header, () => refusal(409, 'wrong-state'), 'unexpected'],
  ['header: a page', header, () => html, 'unexpected'],
];

/** A page of the sender's, with a drop that has begun. */
async function dropped(context: BrowserContext, file: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('Files to send', { exact: true }).setInputFiles(file);
  return page;
}

async function lieTo(
  evil: EvilServer,
  context: BrowserContext,
  file: string,
  told: typeof lies,
): Promise<void> {
  for (const [what, route, lie, outcome] of told) {
    evil.tamper = (exchange) => (route.test(`${exchange.method} ${exchange.path}`) ? lie(exchange) : null);
    await test.step(what, async () => {
      const page = await dropped(context, file);
      if (outcome === 'reconnecting') {
        await expect(transfer(page)).toContainText('Reconnecting');
      } else {
        await expect(page.getByRole('alert')).toBeVisible();
        expectWords(await page.getByRole('alert').innerText(), outcome);
      }
      await expect(page.getByText('Ready', { exact: true })).toHaveCount(0);
      await page.close();
    });
    held();
  }
}

test('during an upload', async ({ evil, sender, folder }) => {
  test.setTimeout(120_000);
  await lieTo(evil, sender.context(), await writeBytes(folder, 'sent.txt', Buffer.from('sent')), lies);
});

test('during an upload, the rest', { tag: '@crash' }, async ({ evil, sender, folder }) => {
  test.setTimeout(240_000);
  await lieTo(evil, sender.context(), await writeBytes(folder, 'sent.txt', Buffer.from('sent')), moreLies);
});

test('addresses at another origin get nothing, and redirects lead nowhere', async ({
  evil,
  profiles,
  sender,
  folder,
}) => {
  const foreign = await startForeign();
  const file = await writeBytes(folder, 'sent.txt', Buffer.from('sent'));
  const there = `${foreign.origin}/take`;
  const redirect =
    (status: number): Lie =>
    () => ({ status, headers: { location: there } });
  const elsewhere: [string, RegExp, Lie][] = [
    ['a part', parts, partsWith({ url: there })],
    ['the manifest', manifest, () => json({ url: there, headers: {}, expires: expires() })],
    ['create, redirected', create, redirect(307)],
    ['a part, redirected', object, redirect(307)],
    ['the header, redirected', header, redirect(308)],
    ['complete, redirected', complete, redirect(302)],
  ];
  for (const [what, route, lie] of elsewhere) {
    evil.tamper = (exchange) => (route.test(`${exchange.method} ${exchange.path}`) ? lie(exchange) : null);
    await test.step(what, async () => {
      const page = await dropped(sender.context(), file);
      await expect(transfer(page)).toContainText('Reconnecting');
      await page.close();
    });
    held();
  }
  expect(foreign.asked).toEqual([]);
  // A part is put by what follows redirects, as far as the content policy: named as a request, but never made.
  const { wrongs } = profiles.watches.get(sender.context()) as Watch;
  const named = wrongs.filter((wrong) => wrong === `request to ${foreign.origin}`);
  expect(named.length).toBeGreaterThan(0);
  wrongs.splice(0, wrongs.length, ...wrongs.filter((wrong) => !named.includes(wrong)));
  await foreign.stop();
});

test('a body said to be complete that nobody keeps opens for nobody', async ({
  evil,
  sender,
  recipient,
  folder,
}) => {
  // The server takes everything, says yes to everything, and keeps other bytes.
  let issued = new Uint8Array();
  let sealed: Uint8Array = new Uint8Array();
  evil.tamper = ({ method, path, body }) => {
    if (method === 'PUT' && path.endsWith('/header')) {
      issued = new Uint8Array(
        Buffer.from((JSON.parse(body.toString()) as { header: string }).header, 'base64url'),
      );
      return json({});
    }
    if (method === 'PUT' && path.startsWith('/objects/')) {
      if (path.includes('/manifest/')) sealed = body;
      return { status: 200, headers: { etag: '"kept"' } };
    }
    if (path.endsWith('/complete')) return json({});
    if (method === 'GET' && /^\/api\/shares\/[\w-]+$/.test(path) && issued.length > 0) return ready(issued);
    if (method === 'GET' && path.endsWith('/manifest'))
      return json({ url: '/objects/x/m', expires: expires() });
    if (path.endsWith('/body')) return json({ url: '/objects/x/b', expires: expires() });
    if (path === '/objects/x/m') return { status: 200, body: sealed };
    if (path === '/objects/x/b') return { status: 206, body: random(4_128) };
    return null;
  };
  await pick(sender, await writeBytes(folder, 'lost.txt', Buffer.from('lost')));
  const link = await linkOf(sender);
  await untilReady(sender);
  let downloads = 0;
  recipient.on('download', () => downloads++);
  await openShare(recipient, link);
  await recipient.getByRole('button', { name: 'Save lost.txt', exact: true }).click();
  await expect(recipient.getByRole('alert')).toBeVisible();
  expectWords(await recipient.getByRole('alert').innerText(), 'damaged');
  expect(downloads).toBe(0);
  held();
});

test('parts that are asked for again are the same bytes, and never from a changed file', async ({
  evil,
  sender,
  folder,
}) => {
  const SEGMENT = 262_144;
  const file = await makeFile(folder, 'again.bin', 600_000);
  const bodies: Buffer[] = [];
  evil.tamper = ({ method, path, body }) => {
    if (method === 'PUT' && path.includes('/body')) bodies.push(body);
    return path.endsWith('/complete') ? refusal(409, 'parts-mismatch', { numbers: [1] }) : null;
  };
  const page = await dropped(sender.context(), file);
  await expect(page.getByRole('alert')).toBeVisible();
  expectWords(await page.getByRole('alert').innerText(), 'unexpected');
  expect(bodies).toHaveLength(3);
  // Every IV that the server has ever seen stands before one ciphertext.
  const ivs = bodies.flatMap((body) =>
    [0, 1, 2].map((i) => body.subarray(i * SEGMENT + 4, i * SEGMENT + 16).toString('hex')),
  );
  expect(new Set(ivs).size).toBe(3);
  for (const again of bodies.slice(1)) expect(again.equals(bodies[0] as Buffer)).toBe(true);
  held();

  bodies.length = 0;
  evil.tamper = async ({ method, path, body }) => {
    if (method === 'PUT' && path.includes('/body')) bodies.push(body);
    if (!path.endsWith('/complete')) return null;
    await writeBytes(folder, 'again.bin', Buffer.alloc(600_000, 7));
    return refusal(409, 'parts-mismatch', { numbers: [1] });
  };
  const changed = await dropped(sender.context(), file);
  await expect(changed.getByRole('alert')).toBeVisible();
  const words = await changed.getByRole('alert').innerText();
  expect(words).toMatch(/changed while it was being uploaded|cannot be read/);
  expect(bodies).toHaveLength(1);
  held();
});

test('what a server sees of sizes falls into buckets', async ({ evil, sender, folder }) => {
  /** Padmé, in other words than the core's: at most as many significant bits as the exponent's length. */
  const padme = (size: number): number => {
    const exponent = size.toString(2).length - 1;
    const step = 2 ** (exponent - exponent.toString(2).length);
    return Math.ceil(size / step) * step;
  };
  const announced: { bodySize: number; manifestSize: number }[] = [];
  evil.tamper = ({ method, path, body }) => {
    if (method === 'POST' && path === '/api/shares') announced.push(JSON.parse(body.toString()));
    return null;
  };
  const stored = (padded: number) => padded + 32 * Math.ceil(padded / 262_112);
  const sizes = [0, 4_096, 5_000, 5_100, 300_000];
  for (const size of sizes) {
    const page = await dropped(sender.context(), await makeFile(folder, `${size}.bin`, size));
    await untilReady(page);
    await page.close();
    held();
  }
  expect(announced.map(({ bodySize }) => bodySize)).toEqual(
    sizes.map((size) => stored(Math.max(4_096, padme(size || 1)))),
  );
  // Names and a message of up to 4 KiB change nothing of the manifest's announced size.
  expect(new Set(announced.map(({ manifestSize }) => manifestSize)).size).toBe(1);
});

test('a limit that is a lie refuses before anything is sent, and no limit is none', async ({
  evil,
  sender,
  folder,
}) => {
  const file = await writeBytes(folder, 'ten.txt', Buffer.from('ten bytes.'));
  evil.tamper = ({ path }) =>
    path === '/api/config'
      ? json({ maxShareBytes: 1, maxExpirySeconds: 1, publicOrigin: evil.origin, now: 0 })
      : null;
  const small = await dropped(sender.context(), file);
  await expect(small.getByRole('alert')).toContainText(/more than 1 byte/i);
  expect(evil.seen.filter(({ method }) => method === 'POST')).toEqual([]);
  await small.close();
  held();
  for (const answer of [html, json({}), json({ maxShareBytes: -1 }), refusal(500, 'unexpected')]) {
    evil.tamper = ({ path }) => (path === '/api/config' ? answer : null);
    const page = await dropped(sender.context(), file);
    await untilReady(page);
    await page.close();
    held();
  }
});
