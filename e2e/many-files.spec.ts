/** A folder of 10,000 small files from the drop to the ZIP: no more requests than for one file, and pages that answer. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bytesOf, sha256 } from './files.ts';
import { expect, test } from './fixtures.ts';
import { dropOnFirst, plainLinkOf, untilTransferred } from './plain-steps.ts';
import type { Server } from './server.ts';
import { fileList, openShare, saveBy } from './steps.ts';
import { readZip } from './zip.ts';

const COUNT = 10_000;
const LARGEST = 4_096;
/** Milliseconds for which a page may answer nothing while such a share is opened. */
const LONGEST = 500;
/** Milliseconds within which the page is told of progress twice at most. */
const TOLD_TWICE = 1_500;

const places = ['Αθήνα', '東京', 'Ωκεανός/θάλασσα', '写真/さくら', 'plain'];

/** Makes the folder "many" with files of 1 to 4 KiB, in folders of a hundred. Answers them by path. */
function makeMany(folder: string): Map<string, Buffer> {
  const contents = bytesOf('many', COUNT * LARGEST);
  const files = new Map<string, Buffer>();
  for (let i = 0; i < COUNT; i++) {
    const name = `${i % 2 === 0 ? 'καλημέρα' : 'カメラ'} ${i}.txt`;
    const path = `many/${places[i % places.length] ?? ''}/${Math.floor(i / 500)}/${name}`;
    const at = i * LARGEST;
    const bytes = contents.subarray(at, at + 1_024 + ((i * 37) % (LARGEST - 1_023)));
    // Folder by folder it would be asked ten thousand times whether it is there.
    if (i % 500 < places.length) mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    files.set(path.normalize('NFC'), bytes);
  }
  return files;
}

/** One digest of all names and contents, in whatever order they come. */
function digestOf(files: ReadonlyMap<string, Buffer>): string {
  const lines = [...files].map(([path, bytes]) => `${path} ${sha256(bytes)}`);
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}

interface Seen {
  /** Milliseconds of each task that took 50 or more. */
  readonly tasks: number[];
  /** What the progress bar showed, one after another. */
  readonly values: number[];
}

declare global {
  var seenByTest: Seen;
}

/** Runs in the page, and keeps what it sees in `seenByTest`. */
function lookOn(): void {
  const { tasks, values } = (globalThis.seenByTest = { tasks: [], values: [] } as Seen);
  const durations = (list: PerformanceObserverEntryList) => list.getEntries().map(({ duration }) => duration);
  new PerformanceObserver((list) => tasks.push(...durations(list))).observe({
    type: 'longtask',
    buffered: true,
  });
  new MutationObserver(() => {
    const value = document.querySelector('progress')?.value;
    if (value !== undefined && value !== values.at(-1)) values.push(value);
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['value'] });
}

/** When the server has answered requests so far, by its own log, but for those that only read. Milliseconds since 1970. */
function writesTo(server: Server): number[] {
  const lines = server.output().stderr.match(/^\{.*"method":"(?:POST|PUT|PATCH|DELETE)".*\}$/gm) ?? [];
  return lines.map((line) => Date.parse((JSON.parse(line) as { time: string }).time));
}

test('10,000 files in nested folders arrive under their names, by few requests, and no page stands still @large', async ({
  server,
  newPlainProfile,
  recipient,
  folder,
}) => {
  const files = makeMany(folder);
  const sender = await newPlainProfile();
  const before = writesTo(server).length;
  const started = performance.now();
  await dropOnFirst(sender, server.origin, [join(folder, 'many')]);
  await sender.evaluate(lookOn);
  await untilTransferred(sender, 'Ready', 90_000);
  const took = performance.now() - started;
  const link = await plainLinkOf(sender);
  const { values, tasks: sending } = await sender.evaluate(() => globalThis.seenByTest);
  const answered = writesTo(server).slice(before);
  const writes = answered.length;
  const sent = Math.max(...answered) - Math.min(...answered);

  await recipient.addInitScript(lookOn);
  await openShare(recipient, link);
  await expect(recipient.getByText('10,000 files', { exact: false }).first()).toBeVisible();
  await expect(fileList(recipient).getByRole('listitem').first()).toBeVisible();
  const { tasks: opening } = await recipient.evaluate(() => globalThis.seenByTest);
  const zip = readZip((await saveBy(recipient, 'Save all')).bytes);
  expect(zip.size).toBe(COUNT);
  expect(digestOf(zip)).toBe(digestOf(files));

  const longest = (tasks: readonly number[]) => Math.max(0, ...tasks);
  console.log(
    `  up in ${Math.round(took)} ms, of them ${sent} of sending, by ${writes} requests, progress ${values.join(' ')}; ` +
      `longest task of sending ${longest(sending)} ms, of opening ${longest(opening)} ms`,
  );
  // Create, URLs, four parts, complete, manifest and header.
  expect(writes).toBeLessThan(20);
  // The bar moves by the part, of which the last is a small one: something stands between nothing and all, unless all was there
  // before it was told twice.
  expect(values[0]).toBe(0);
  const between = values.filter((value) => value > 0 && value < 1).length;
  expect(between > 0 || sent < TOLD_TWICE, `${between} values in ${sent} ms`).toBe(true);
  expect(longest(opening)).toBeLessThan(LONGEST);
});
