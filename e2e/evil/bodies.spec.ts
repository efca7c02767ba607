/**
 * A store that reorders, drops, repeats, appends, splices, cuts and re-seals segments and parts of a body: never a byte
 * saved but the sender's, whichever files of the share are saved.
 */
import type { Page } from '@playwright/test';
import { concat, random } from '../../shared/bytes.ts';
import { startFloeDecryption } from '../../shared/crypto/floe.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { SHARE_FLOE } from '../../shared/crypto/manifest.ts';
import { countCases } from '../cases.ts';
import { fileList, saveBy } from '../steps.ts';
import { readZip } from '../zip.ts';
import { expect, test } from './fixtures.ts';
import { hosting, ranged } from './hosting.ts';
import { resealed, segmentPlainSize } from './reseal.ts';
import type { Answer, EvilServer, Exchange } from './server.ts';
import { linkTo, type MadeShare, makeShare } from './shares.ts';
import { type Cause, expectWords, refusalOfSaving } from './steps.ts';

const held = countCases('bodies');

type Bytes = Uint8Array<ArrayBuffer>;

const SEGMENT = 262_144;
const PART = 32 * SEGMENT;

/** What a body becomes. */
type Change = (body: Bytes, other: Bytes) => Bytes;

const piece = (body: Bytes, index: number, size = SEGMENT) => body.slice(index * size, (index + 1) * size);

function flipped(body: Bytes, at: number): Bytes {
  const copy = body.slice();
  copy[at] = (copy[at] as number) ^ 1;
  return copy;
}

/** Bodies of three segments, the last one short. */
const segments: [string, Change][] = [
  ['two segments swapped', (body) => concat(piece(body, 1), piece(body, 0), piece(body, 2))],
  [
    'a segment repeated in place of the next',
    (body) => concat(piece(body, 0), piece(body, 0), piece(body, 2)),
  ],
  ['a segment dropped', (body) => concat(piece(body, 0), piece(body, 2))],
  ['the last segment dropped', (body) => body.slice(0, 2 * SEGMENT)],
  ['a segment appended', (body) => concat(body, piece(body, 0))],
  ['the last segment appended once more', (body) => concat(body, piece(body, 2))],
  ['a segment of another share', (body, other) => concat(piece(body, 0), piece(other, 1), piece(body, 2))],
  [
    'the last segment of another share',
    (body, other) => concat(piece(body, 0), piece(body, 1), piece(other, 2)),
  ],
  ['zeros', (body) => new Uint8Array(body.length)],
  ...[0, 4, 16, SEGMENT - 1, SEGMENT, 2 * SEGMENT + 10].map((at): [string, Change] => [
    `a bit flipped at ${at}`,
    (body) => flipped(body, at),
  ]),
  ...[0, 1, 4, 16, 32, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT + 31, 2 * SEGMENT + 32].map(
    (left): [string, Change] => [`cut to ${left} bytes`, (body) => body.slice(0, left)],
  ),
  ['cut by a byte', (body) => body.slice(0, -1)],
  ['a byte more', (body) => concat(body, new Uint8Array(1))],
];

/** Bodies of three parts, the last one short. */
const parts: [string, Change][] = [
  ['two parts swapped', (body) => concat(piece(body, 1, PART), piece(body, 0, PART), piece(body, 2, PART))],
  ['a part repeated', (body) => concat(piece(body, 0, PART), piece(body, 0, PART), piece(body, 2, PART))],
  ['a part dropped', (body) => concat(piece(body, 0, PART), piece(body, 2, PART))],
  ['the last part dropped', (body) => body.slice(0, 2 * PART)],
  [
    'a part of another share',
    (body, other) => concat(piece(body, 0, PART), piece(other, 1, PART), piece(body, 2, PART)),
  ],
  ['cut within the second part', (body) => body.slice(0, PART + 5)],
  [
    'a segment moved from one part to another',
    (body) => {
      const copy = body.slice();
      copy.copyWithin(PART, 0, SEGMENT);
      return copy;
    },
  ],
];

/** What is done to the answer alone, though the object is whole. */
const answers: [string, Cause, (answer: Answer & { body: Uint8Array }, size: number) => Answer][] = [
  [
    'one byte more than was asked for',
    'damaged',
    (answer) => ({ ...answer, body: concat(answer.body, new Uint8Array(1)) }),
  ],
  ['one byte less', 'damaged', (answer) => ({ ...answer, body: answer.body.slice(0, -1) })],
  ['nothing', 'damaged', (answer) => ({ ...answer, body: new Uint8Array(0) })],
  ['the whole object as 200', 'unexpected', (answer) => ({ ...answer, status: 200 })],
  [
    'another size of the object',
    'damaged',
    (answer, size) => ({
      ...answer,
      headers: { ...answer.headers, 'content-range': `bytes 0-${size - 1}/${size + 1}` },
    }),
  ],
  [
    'the range turned by a byte',
    'damaged',
    (answer) => ({
      ...answer,
      body: concat(answer.body.subarray(1), answer.body.subarray(0, 1)),
    }),
  ],
];

/** Answers the body of `share` through `change`. */
function altering(share: MadeShare, change: (answer: Answer & { body: Uint8Array }) => Answer) {
  const host = hosting(share);
  return (exchange: Exchange) => {
    if (!exchange.path.endsWith('/body') || exchange.method !== 'GET') return host(exchange);
    const answer = ranged(share.body, exchange);
    return change({ ...answer, body: answer.body as Uint8Array });
  };
}

async function refusesAll(
  evil: EvilServer,
  page: Page,
  changes: readonly [string, Change][],
  size: number,
): Promise<void> {
  const files = [{ path: 'one.bin', bytes: random(size) }];
  const [share, other] = [await makeShare({ files }), await makeShare({ files })];
  let downloads = 0;
  page.on('download', () => downloads++);
  evil.tamper = hosting(share);
  await page.goto(await linkTo(evil.origin, share));
  await expect(fileList(page)).toContainText('one.bin');
  for (const [what, change] of changes) {
    evil.tamper = hosting({ ...share, body: change(share.body, other.body) });
    await test.step(what, async () => expectWords(await refusalOfSaving(page, 'Save one.bin'), 'damaged'));
    held();
  }
  expect(downloads).toBe(0);
  evil.tamper = hosting(share);
  const saved = await saveBy(page, 'Save one.bin');
  expect(saved.bytes.equals(files[0]?.bytes ?? new Uint8Array())).toBe(true);
}

test('segments', async ({ evil, recipient }) => {
  await refusesAll(evil, recipient, segments, 600_000);
});

test('parts', async ({ evil, recipient }) => {
  await refusesAll(evil, recipient, parts, 17_000_000);
});

test('answers to a range', async ({ evil, recipient }) => {
  const share = await makeShare({ files: [{ path: 'one.bin', bytes: random(5_000) }] });
  let downloads = 0;
  recipient.on('download', () => downloads++);
  evil.tamper = hosting(share);
  await recipient.goto(await linkTo(evil.origin, share));
  await expect(fileList(recipient)).toContainText('one.bin');
  for (const [what, cause, change] of answers) {
    evil.tamper = altering(share, (answer) => change(answer, share.body.length));
    await test.step(what, async () => expectWords(await refusalOfSaving(recipient, 'Save one.bin'), cause));
    held();
  }
  expect(downloads).toBe(0);
});

test('a connection that is cut within a part saves nothing, and the whole file once it lasts', async ({
  evil,
  recipient,
}) => {
  const bytes = random(600_000);
  const share = await makeShare({ files: [{ path: 'one.bin', bytes }] });
  let cuts = 0;
  evil.tamper = altering(share, (answer) => {
    if (++cuts > 2) return answer;
    const headers = { ...answer.headers, 'content-length': `${answer.body.length}` };
    return {
      ...answer,
      headers,
      body: (async function* () {
        yield answer.body.subarray(0, 300_000);
        throw new Error('cut');
      })(),
    };
  });
  await recipient.goto(await linkTo(evil.origin, share));
  expect((await saveBy(recipient, 'Save one.bin')).bytes.equals(bytes)).toBe(true);
  expect(cuts).toBe(3);
  held();
});

test('a segment sealed anew by somebody who can open the share', async ({ evil, recipient }) => {
  const files = ['first.bin', 'second.bin', 'third.bin'].map((path, i) => ({
    path,
    bytes: random([300_000, 200_000, 1_000][i] ?? 0),
  }));
  const share = await makeShare({ files });
  let downloads = 0;
  recipient.on('download', () => downloads++);
  evil.tamper = hosting(share);
  await recipient.goto(await linkTo(evil.origin, share));
  await expect(fileList(recipient)).toContainText('third.bin');

  for (const index of [0, 1]) {
    const forged = random(segmentPlainSize(share, index));
    const body = resealed(share, index, forged);
    // The forgery is a good one: without the signed digests this reader would take it.
    const aad = labelled('body', share.id);
    const reader = await startFloeDecryption(
      { key: share.plain.bodyKey, aad, parameters: SHARE_FLOE },
      share.plain.bodyHeader,
    );
    const isLast = index === share.plain.geometry.segments - 1;
    expect(Buffer.from(await reader.open(piece(body, index), index, isLast)).equals(forged)).toBe(true);

    evil.tamper = hosting({ ...share, body });
    // Each file alone is a read of a range; the ranges of some do not even touch the forged segment.
    for (const { path } of files) {
      expectWords(await refusalOfSaving(recipient, `Save ${path}`), 'damaged');
      held();
    }
    expectWords(await refusalOfSaving(recipient, 'Save all'), 'damaged');
    held();
  }
  expect(downloads).toBe(0);

  evil.tamper = hosting(share);
  const zip = readZip((await saveBy(recipient, 'Save all')).bytes);
  for (const { path, bytes } of files) expect(zip.get(path)?.equals(bytes)).toBe(true);
});
