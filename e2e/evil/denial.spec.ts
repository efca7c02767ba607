/**
 * Answers made to exhaust: endless, huge, deep, full of lies about their lengths. Each ends in words, and the page holds
 * little more than it did before. Memory is that of the browser's renderer processes, not what a page says of itself.
 */
import { gzipSync } from 'node:zlib';
import { concat, random, sha256, toBase64Url } from '../../shared/bytes.ts';
import { floeDecryptAll, floeEncryptAll } from '../../shared/crypto/floe.ts';
import { encodeHeader } from '../../shared/crypto/header.ts';
import { contextLabel } from '../../shared/crypto/key-schedule.ts';
import { SHARE_FLOE } from '../../shared/crypto/manifest.ts';
import { sealHeader } from '../../shared/crypto/seal-header.ts';
import { countCases } from '../cases.ts';
import { fileList } from '../steps.ts';
import { expect, test } from './fixtures.ts';
import { hosting, ready } from './hosting.ts';
import { growthDuring } from './memory.ts';
import type { Answer, Tamper } from './server.ts';
import { linkTo, type MadeShare, makeShare, recored } from './shares.ts';
import { arrive, type Cause, expectWords, refusalAt, refusalOfSaving } from './steps.ts';

const held = countCases('answers made to exhaust');

const MIB = 1_048_576;
/** What a page may grow by. Twice the largest thing that it may hold, a header or manifest, several times over. */
const CEILING = 256 * MIB;
/** What may be under way in buffers when a reader has had enough. */
const STREAMED_MAX = 48 * MIB;

async function* forEver(first: string, piece: Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(first);
  for (;;) yield piece;
}

const JSON_TYPE = { 'content-type': 'application/json' };
let bombed: Buffer | null = null;
/** 300 MiB of spaces in some hundred kilobytes. */
const bomb = (): Buffer => (bombed ??= gzipSync(Buffer.alloc(300 * MIB, 0x20), { level: 1 }));
const spaces = Buffer.alloc(MIB, 0x20);

/** Heads of CBOR: major type and a length of 8 bytes. */
const head = (major: number, length: bigint): Uint8Array => {
  const bytes = Buffer.alloc(9);
  bytes[0] = (major << 5) | 27;
  bytes.writeBigUInt64BE(length, 1);
  return bytes;
};
const header = (core: Uint8Array): Uint8Array<ArrayBuffer> =>
  encodeHeader(concat(core), random(700), random(32));
const repeated = (byte: number, count: number) => new Uint8Array(count).fill(byte);

/** A header whose core holds `count` stanzas of `stanza`. */
const stanzas = (of: Uint8Array, count: number): Answer => {
  const list = Buffer.alloc(5);
  list[0] = 0x9a;
  list.writeUInt32BE(count, 1);
  const all = Buffer.concat(Array.from({ length: count }, () => of));
  return ready(header(Buffer.concat([Buffer.of(0xa1, 0x67), Buffer.from('stanzas'), list, all])));
};

const answers: [string, Cause, Answer | (() => Answer)][] = [
  [
    'a header without end',
    'unexpected',
    () => ({
      status: 200,
      headers: JSON_TYPE,
      body: forEver('{"state":"ready","header":"', Buffer.alloc(MIB, 0x41)),
    }),
  ],
  ['endless space', 'unexpected', () => ({ status: 200, headers: JSON_TYPE, body: forEver('', spaces) })],
  [
    'endless brackets',
    'unexpected',
    () => ({ status: 200, headers: JSON_TYPE, body: forEver('', Buffer.alloc(MIB, 0x5b)) }),
  ],
  [
    'an endless error',
    'unexpected',
    () => ({ status: 404, headers: JSON_TYPE, body: forEver('{"error":', spaces) }),
  ],
  [
    '4 GB announced, and then endless',
    'unexpected',
    () => ({
      status: 200,
      headers: { ...JSON_TYPE, 'content-length': '4294967296' },
      body: forEver('{', spaces),
    }),
  ],
  [
    'a gzip bomb',
    'unexpected',
    () => ({
      status: 200,
      headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
      body: bomb(),
    }),
  ],
  [
    'four million brackets',
    'unexpected',
    { status: 200, headers: JSON_TYPE, body: '['.repeat(2 * MIB - 10) + ']'.repeat(2 * MIB - 10) },
  ],
  [
    'a million empty objects',
    'unexpected',
    { status: 200, headers: JSON_TYPE, body: `[${'{},'.repeat(1_300_000)}0]` },
  ],
  [
    'a million keys',
    'unexpected',
    {
      status: 200,
      headers: JSON_TYPE,
      body: `{${Array.from({ length: 400_000 }, (_, i) => `"${i}":0,`).join('')}"state":"ready"}`,
    },
  ],
  ['a header above its limit', 'unexpected', () => ready(new Uint8Array(MIB + 1))],
  ['a header of 2^53 bytes, by its word', 'damaged', () => ready(concat(head(2, 2n ** 53n - 1n)))],
  ['a header of 2^64 - 1 items, by its word', 'damaged', () => ready(concat(head(4, 2n ** 64n - 1n)))],
  ['a map of 2^32 keys, by its word', 'damaged', () => ready(header(head(5, 2n ** 32n)))],
  [
    'a core of four billion bytes, by its word',
    'damaged',
    () => ready(concat(Uint8Array.of(0x83), head(2, 2n ** 32n), random(100))),
  ],
  ['half a million arrays in each other', 'damaged', () => ready(header(repeated(0x81, MIB / 2)))],
  ['an endless array', 'damaged', () => ready(header(concat(Uint8Array.of(0x9f), repeated(0x00, MIB / 2))))],
  ['half a million stanzas', 'damaged', () => stanzas(Buffer.of(0x81, 0x05), 500_000)],
  ['a million empty maps', 'damaged', () => stanzas(Buffer.of(0xa0), 1_000_000)],
  ['a million empty texts', 'damaged', () => stanzas(Buffer.of(0x60), 1_000_000)],
];

test('of the API, to whoever opens a link', async ({ evil, recipient, browser }) => {
  test.setTimeout(120_000);
  const share = await makeShare({ files: [{ path: 'small.bin', bytes: random(1_000) }] });
  const link = await linkTo(evil.origin, share);
  await recipient.goto(link);
  await recipient.getByRole('alert').waitFor();
  const host = hosting(share);
  const path = `/api/shares/${toBase64Url(share.id)}`;
  for (const [what, cause, answer] of answers) {
    const shown = typeof answer === 'function' ? answer() : answer;
    const tamper: Tamper = (exchange) => (exchange.path === path ? shown : host(exchange));
    evil.tamper = tamper;
    evil.streamed = 0;
    await test.step(what, async () => {
      const growth = await growthDuring(browser, async () => {
        expectWords(await refusalAt(recipient, link), cause);
      });
      expect(growth).toBeLessThan(CEILING);
      expect(evil.streamed).toBeLessThan(STREAMED_MAX);
    });
    held();
  }
  evil.tamper = host;
  await arrive(recipient, link);
  await expect(fileList(recipient)).toContainText('small.bin');
});

test('of the store', async ({ evil, recipient, browser }) => {
  test.setTimeout(120_000);
  const share = await makeShare({ files: [{ path: 'small.bin', bytes: random(1_000) }] });
  const link = await linkTo(evil.origin, share);
  const host = hosting(share);
  const endless = (status: number, headers: Record<string, string> = {}): Answer => ({
    status,
    headers: { 'content-type': 'application/octet-stream', ...headers },
    body: forEver('', random(MIB)),
  });
  const through =
    (end: string, answer: () => Answer): Tamper =>
    (exchange) =>
      exchange.path.startsWith('/objects/') && exchange.path.endsWith(end) ? answer() : host(exchange);
  await recipient.goto(link);
  await recipient.getByRole('alert').waitFor();
  const within = async (what: string, work: () => Promise<void>) => {
    evil.streamed = 0;
    await test.step(what, async () => {
      const growth = await growthDuring(browser, work);
      expect(growth).toBeLessThan(CEILING);
      expect(evil.streamed).toBeLessThan(STREAMED_MAX);
    });
    held();
  };

  for (const [what, answer] of [
    ['an endless manifest', () => endless(200)],
    ['a manifest of 4 GB by its word, and endless', () => endless(200, { 'content-length': '4294967296' })],
    [
      'a manifest out of a gzip bomb',
      () => ({
        status: 200,
        headers: { 'content-encoding': 'gzip' },
        body: bomb(),
      }),
    ],
  ] as const) {
    evil.tamper = through('/manifest', answer);
    await within(what, async () => expectWords(await refusalAt(recipient, link), 'damaged'));
  }
  // The header is the sender's, but what it says of the manifest's size is not what it is.
  evil.tamper = hosting({ ...share, header: recored(share, () => ({ manifestSize: 16 * MIB })) });
  await within('a manifest that should be 16 MiB', async () =>
    expectWords(await refusalAt(recipient, link), 'damaged'),
  );

  evil.tamper = host;
  await arrive(recipient, link);
  await expect(fileList(recipient)).toContainText('small.bin');
  const size = share.body.length;
  const range = { 'content-range': `bytes 0-${size - 1}/${size}` };
  for (const [what, cause, answer] of [
    ['an endless range', 'damaged', () => endless(206, range)],
    [
      'a range of 4 GB by its word, and endless',
      'damaged',
      () => endless(206, { ...range, 'content-length': '4294967296' }),
    ],
    ['the whole of an endless object', 'unexpected', () => endless(200)],
  ] as const) {
    evil.tamper = through('/body', answer);
    await within(what, async () => expectWords(await refusalOfSaving(recipient, 'Save small.bin'), cause));
  }
});

/** The share with a manifest whose "x" holds as many empty maps as there is room for in all of a manifest. */
async function crowded(share: MadeShare): Promise<MadeShare> {
  const { context } = share.issue;
  const options = {
    key: share.keys.manifestKey,
    aad: contextLabel('manifestAad', context),
    parameters: SHARE_FLOE,
  };
  const plain = Buffer.from(await floeDecryptAll(options, share.manifest));
  const cbor = plain.subarray(4, 4 + plain.readUInt32BE());
  // The map of ten keys begins with "v", 1, "x", {}.
  expect(cbor.subarray(0, 6).toString('hex')).toBe('aa6176016178');
  const total = 63 * 262_144;
  const count = total - 4 - cbor.length - 7;
  const list = Buffer.from('a161619a00000000', 'hex');
  list.writeUInt32BE(count, 4);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(total - 4);
  const whole = [length, cbor.subarray(0, 6), list, Buffer.alloc(count, 0xa0), cbor.subarray(7)];
  const manifest = await floeEncryptAll(options, concat(...whole));
  const issue = { ...share.issue, manifest: { hash: await sha256(manifest), size: manifest.length } };
  return { ...share, manifest, header: (await sealHeader(issue)).header };
}

test('of a hostile sender, whose manifest is full of empty maps', async ({ evil, recipient, browser }) => {
  const share = await crowded(await makeShare({ files: [] }));
  const link = await linkTo(evil.origin, share);
  await recipient.goto(link);
  await recipient.getByRole('alert').waitFor();
  evil.tamper = hosting(share);
  const growth = await growthDuring(browser, async () => {
    expectWords(await refusalAt(recipient, link), 'damaged');
  });
  expect(growth).toBeLessThan(CEILING);
  held();
});
