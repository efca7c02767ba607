/** What the seeds of the tests of networks have come to, put together from the files that they leave (e2e/network). */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ where: string, seed: number, injected: Record<string, number>, outcome: string, wrongs: string[] }} Result */

const folder = fileURLToPath(new URL('../.cache/network', import.meta.url));

/** Forgets the results of earlier runs. */
export function clearResults() {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns {Result[]} */
function results() {
  try {
    return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  } catch {
    return [];
  }
}

/**
 * A line for each kind of fault, how often it was injected and in how many seeds, and one for each outcome.
 * @returns {{ lines: string[], missing: string[], wrong: number, seeds: number }} `missing`: kinds that never happened
 */
export function networkTable() {
  const all = results();
  /** @type {Map<string, { times: number, seeds: number, browser: number }>} */
  const kinds = new Map();
  /** @type {Map<string, number>} */
  const outcomes = new Map();
  for (const { where, injected, outcome, wrongs } of all) {
    for (const [kind, times] of Object.entries(injected)) {
      const sum = kinds.get(kind) ?? { times: 0, seeds: 0, browser: 0 };
      sum.times += times;
      if (times > 0) sum.seeds++;
      if (times > 0 && where === 'browser') sum.browser++;
      kinds.set(kind, sum);
    }
    const title = wrongs.length > 0 ? 'WRONG' : outcome;
    outcomes.set(title, (outcomes.get(title) ?? 0) + 1);
  }
  const missing = [...kinds].filter(([, { times }]) => times === 0).map(([kind]) => kind);
  const column = (/** @type {number} */ value) => `${value}`.padStart(8);
  return {
    lines: [
      `${'fault'.padEnd(22)}   times   seeds  in browsers`,
      ...[...kinds].map(
        ([kind, { times, seeds, browser }]) =>
          `${kind.padEnd(22)}${column(times)}${column(seeds)}${column(browser)}`,
      ),
      '',
      `${'outcome'.padEnd(32)} seeds`,
      ...[...outcomes]
        .sort(([, a], [, b]) => b - a)
        .map(([title, seeds]) => `${title.padEnd(32)}${`${seeds}`.padStart(6)}`),
    ],
    missing,
    wrong: all.filter(({ wrongs }) => wrongs.length > 0).length,
    seeds: all.length,
  };
}
