/**
 * `npm run bench`: measures the built product in Chromium against what the same machine and browser can do at best, in
 * the same run. Prints a table; the last line is JSON. Exits with 0 unless something could not be measured: a missed
 * target is shown and listed, and is no failure of the command. docs/testing.md, "Measurements".
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { startS3 } from '../scripts/s3-server.mjs';
import { round } from './figures.ts';
import { type Options, parseOptions } from './options.ts';
import { detailsOf, runOf, tableOf } from './report.ts';
import { startRig } from './rig.ts';
import type { Result, Subject } from './subject.ts';
import { download } from './subjects/download.ts';
import { peaks } from './subjects/peaks.ts';
import { resumption } from './subjects/resume.ts';
import { age, sodium } from './subjects/rivals.ts';
import { seal } from './subjects/seal.ts';
import { smallFiles } from './subjects/small-files.ts';
import { upload } from './subjects/upload.ts';

const subjects: readonly Subject[] = [upload, download, seal, age, sodium, smallFiles, peaks, resumption];
const folder = resolve(import.meta.dirname, '../.cache/bench/runs');

/** Others that work on this machine at the same time make all ratios worthless, first of all those of many threads. */
function warnOfLoad(): void {
  const [minute = 0] = loadavg();
  const cores = availableParallelism();
  if (minute > cores / 2) {
    process.stderr.write(
      `The machine is busy: load ${minute.toFixed(1)} on ${cores} cores. Numbers will mislead.\n`,
    );
  }
}

async function measureAll(
  options: Options,
  wanted: readonly Subject[],
  results: Map<string, Result>,
): Promise<void> {
  const rig = await startRig(options);
  try {
    for (const { name, figures, measure } of wanted) {
      process.stderr.write(`${name}\n`);
      const started = performance.now();
      const result = await measure(rig).catch((error: unknown): Result => {
        const failed = error instanceof Error ? error.message : String(error);
        rig.note(failed);
        return { figures: Object.fromEntries(figures.map((figure) => [figure, { failed }])), details: {} };
      });
      const seconds = Math.round((performance.now() - started) / 1_000);
      results.set(name, { ...result, details: { ...result.details, seconds } });
    }
  } finally {
    await rig.stop();
  }
}

/** Answers the exit code. */
export async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  const unknown = options.only.filter((name) => !subjects.some((one) => one.name === name));
  if (unknown.length > 0) {
    throw new Error(`--only ${unknown.join(',')}: there are ${subjects.map(({ name }) => name).join(', ')}`);
  }
  const wanted = subjects.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  const at = new Date().toISOString();
  warnOfLoad();
  const results = new Map<string, Result>();
  const service = options.s3 ? await startS3() : null;
  // e2e/stored-objects.ts and scripts/s3-bucket.mjs go by it.
  if (service) Object.assign(process.env, service.environment, { E2E_STORE: 'direct' });
  try {
    await measureAll(options, wanted, results);
  } finally {
    await service?.stop();
  }
  const machine = { cores: availableParallelism(), load: loadavg().map((one) => round(one, 1)) };
  results.set('machine', { figures: {}, details: machine });
  const run = runOf(
    {
      at,
      store: options.s3 ? 's3' : 'disk',
      sizeMiB: options.size / 1_048_576,
      pairs: options.pairs,
      full: options.full,
    },
    results,
  );
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${at.replaceAll(':', '-')}.json`), `${JSON.stringify(run, null, 2)}\n`);
  console.log(`${tableOf(run)}\n\n${detailsOf(run)}\n\n${JSON.stringify(run)}`);
  return Object.keys(run.failed).length > 0 ? 1 : 0;
}
