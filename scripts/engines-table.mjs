/**
 * Writes the README's table of browsers, and the words above it, from what `npm run test:engines` left in .cache/engines, and from nothing else:
 * what is not there is not in the table, and what failed is said to have failed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '.cache/engines');
const readme = join(root, 'README.md');
const begin = '<!-- engines:begin -->';
const end = '<!-- engines:end -->';

/** What stands above the table. */
const introduction = `### In three engines

What \`npm run test:engines\` found when it was last run for this table, a large file and one of 64 MiB up and down in each engine against the built server on
the same machine. Memory is what the whole browser took above what it had before; "against a plain upload" is the speed of
sealing and uploading against the fastest upload of as many plain bytes from memory in the same browser, and behind it what that browser
reaches by itself when it reads, encrypts, hashes and uploads the same file without a line of the product. WebKitGTK is a browser of its own: it says
nothing for certain about Safari.`;

const MIB = 1_048_576;

/**
 * @typedef {{ engine: string, journey: string, failed?: string, browser: string, version: string, size: number }} Result
 * @typedef {Result & { milliseconds: number, memory: { before: number, peak: number }, sink?: string }} Journey
 * @typedef {Result & { ratio: number, alone: number, sealed: number, plain: number, pairs: number }} Ratio
 */

/** @type {Record<string, string>} */
const sinks = {
  blob: 'an ordinary download of a Blob',
  opfs: 'origin private file system, then a download',
  picker: 'a picked file (a file of the origin private file system stands in for it)',
  'service-worker': 'a stream from the service worker',
};

/** @returns {any[]} */
function results() {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

/** @param {Journey | undefined} journey */
function speed(journey) {
  if (!journey) return 'not run';
  if (journey.failed !== undefined) return 'failed';
  return `${Math.round(journey.size / journey.milliseconds / 1_000)} MB/s`;
}

/** What it took above what the browser had before. @param {Journey | undefined} journey */
function memory(journey) {
  if (!journey) return 'not run';
  if (journey.failed !== undefined) return 'failed';
  return `${Math.round((journey.memory.peak - journey.memory.before) / MIB)} MiB`;
}

/** @param {number} size */
const sizeWords = (size) =>
  size < 1_024 * MIB ? `${Math.round(size / MIB)} MiB` : `${(size / MIB / 1024).toFixed(2)} GiB`;

/** @param {Ratio | undefined} ratio */
function against(ratio) {
  if (!ratio) return 'not run';
  if (ratio.ratio === undefined) return 'failed';
  return `${ratio.ratio.toFixed(2)}, ${ratio.alone.toFixed(2)} (${sizeWords(ratio.size)})`;
}

/** @param {Journey} download */
const sink = (download) =>
  download.failed === undefined ? (sinks[download.sink ?? ''] ?? 'unknown') : 'none';

function table() {
  const all = results();
  const lines = [
    '| browser | file | up | memory | against a plain upload | down | memory | saved by |',
    '|---|---|---|---|---|---|---|---|',
  ];
  for (const engine of ['chromium', 'firefox', 'webkit']) {
    const of = (/** @type {string} */ journey) =>
      all.find((result) => result.engine === engine && result.journey === journey);
    const ratio = of('ratio');
    const downloads = ['download-picker', 'download', 'ordinary-download'].map(of).filter(Boolean);
    for (const download of downloads) {
      const isOrdinary = download.journey === 'ordinary-download';
      const upload = of(isOrdinary ? 'ordinary-upload' : 'upload');
      const { browser, version, size } = [download, upload, ratio].find((result) => result?.browser) ?? {};
      const alone = download.journey === 'download' && of('download-picker');
      const cells = [
        `${browser ? `${browser} ${version}` : engine}${alone ? ', without a picker' : ''}`,
        size ? sizeWords(size) : '',
        speed(upload),
        memory(upload),
        isOrdinary ? '' : against(ratio),
        speed(download),
        memory(download),
        sink(download),
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    }
  }
  if (lines.length === 2) throw new Error('there are no results: npm run test:engines');
  return lines.join('\n');
}

const text = readFileSync(readme, 'utf8');
const from = text.indexOf(begin);
const to = text.indexOf(end);
if (from === -1 || to < from) throw new Error(`README.md has no ${begin} and ${end}`);
writeFileSync(
  readme,
  `${text.slice(0, from + begin.length)}\n${introduction}\n\n${table()}\n${text.slice(to)}`,
);
console.error('README.md: the table is written anew');
