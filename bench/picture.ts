/**
 * `npm run bench:picture`: draws the newest measured value of every figure into docs/bench.svg, from the full runs
 * that `npm run bench` has kept in .cache/bench/runs. Each bar is a share of what the figure must reach, whose place is the line.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type FigureName, holds, targets } from './figures.ts';
import type { Run } from './report.ts';

const root = resolve(import.meta.dirname, '..');
const runs = join(root, '.cache/bench/runs');

const words: Readonly<Record<FigureName, string>> = {
  upload_ratio: 'Upload, of the speed of plain bytes',
  download_ratio: 'Verified download, of the speed of plain bytes',
  seal_ratio: 'Sealing, of the speed of AES-GCM alone',
  age_upload: 'Upload, times faster than with age',
  sodium_upload: 'Upload, times faster than with libsodium',
  peak_mb_up: 'Memory for 4 GiB up, MB',
  peak_mb_down: 'Memory for 4 GiB down, MB',
  flat_up: 'Memory up, 4 GiB to 512 MiB',
  flat_down: 'Memory down, 4 GiB to 512 MiB',
  resume_waste: 'Sent twice after a killed tab, share',
  small_files_ratio: '10,000 small files, times as long as reading them',
};

const WIDTH = 1040;
const LABEL = 400;
const ROW = 26;
/** Pixels of a bar that is just at its target. */
const UNIT = 240;
const BAR_MAX = 380;
const TOP = 64;

interface Row {
  readonly name: FigureName;
  readonly store: Run['store'];
  readonly value: number;
  /** What the browser alone reaches, where that was measured. */
  readonly limit: number | null;
}

async function newestRows(): Promise<{ rows: Row[]; at: string }> {
  const names = (await readdir(runs).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const newest = new Map<string, Row>();
  let at = '';
  for (const name of names) {
    const run = JSON.parse(await readFile(join(runs, name), 'utf8')) as Run;
    if (!run.full) continue;
    for (const [figure, value] of Object.entries(run.figures)) {
      if (value === null) continue;
      const row = { name: figure as FigureName, store: run.store, value, limit: run.limits[figure] ?? null };
      newest.set(`${figure} ${run.store}`, row);
      at = run.at.slice(0, 10);
    }
  }
  const order = Object.keys(words);
  const place = ({ name, store }: Row) => 2 * order.indexOf(name) + (store === 's3' ? 1 : 0);
  return { rows: [...newest.values()].sort((a, b) => place(a) - place(b)), at };
}

function drawn({ name, store, value, limit }: Row, index: number): string {
  const { at, value: target } = targets[name];
  const y = TOP + index * ROW;
  const length = Math.min(BAR_MAX, Math.max(1, (value / target) * UNIT));
  const alone = limit === null ? '' : `, the browser alone ${limit}`;
  const mark = LABEL + Math.min(BAR_MAX, ((limit ?? 0) / target) * UNIT);
  const label = store === 's3' ? `${words[name]} (S3)` : words[name];
  return [
    `<text x="${LABEL - 10}" y="${y + 13}" class="label">${label}</text>`,
    `<rect x="${LABEL}" y="${y}" width="${length.toFixed(1)}" height="18" rx="2" class="${holds(name, value) ? 'good' : 'bad'}"/>`,
    `<text x="${(Math.max(LABEL + length, limit === null ? 0 : mark) + 7).toFixed(1)}" y="${y + 13}" class="value">${value} (${at === 'least' ? 'at least' : 'at most'} ${target}${alone})</text>`,
    ...(limit === null
      ? []
      : [
          `<line x1="${mark.toFixed(1)}" y1="${y - 2}" x2="${mark.toFixed(1)}" y2="${y + 20}" class="alone"/>`,
        ]),
  ].join('\n');
}

function svg(rows: readonly Row[], at: string): string {
  const height = TOP + rows.length * ROW + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="What npm run bench measured, beside what it must reach">
<style>
  svg { --ground: #fff; --ink: #1d1b18; --good: #3a7d5d; --bad: #b3432f; --line: #8a857c; }
  @media (prefers-color-scheme: dark) { svg { --ground: #191715; --ink: #ece7df; --good: #64b48d; --bad: #e07b66; --line: #8a857c; } }
  text { font: 13px system-ui, sans-serif; fill: var(--ink); }
  .ground { fill: var(--ground); } .label { text-anchor: end; } .title { font-weight: 600; }
  .good { fill: var(--good); } .bad { fill: var(--bad); } .line { stroke: var(--line); stroke-dasharray: 3 3; } .alone { stroke: var(--ink); stroke-width: 2; }
</style>
<rect width="${WIDTH}" height="${height}" class="ground"/>
<text x="16" y="26" class="title">Measured ${at} in Chromium; the line is what must be reached</text>
<text x="16" y="46">Ratios want to pass it, memory and waste to stay before it. Where the browser alone does not get there, a mark is how far it gets.</text>
<line x1="${LABEL + UNIT}" y1="${TOP - 8}" x2="${LABEL + UNIT}" y2="${height - 12}" class="line"/>
${rows.map(drawn).join('\n')}
</svg>
`;
}

/** Answers the exit code. */
export async function main(): Promise<number> {
  const { rows, at } = await newestRows();
  if (rows.length === 0) {
    console.error('There is no full run to draw: npm run bench');
    return 1;
  }
  const target = join(root, 'docs/bench.svg');
  await writeFile(target, svg(rows, at));
  console.log(target);
  return 0;
}
