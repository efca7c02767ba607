/** What the seeds have come to: a line for each on standard output, and a file for the table of them all. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultKind } from './faults.ts';

const folder = join(import.meta.dirname, '../../.cache/network');

export interface SeedResult {
  readonly where: 'node' | 'browser';
  readonly seed: number;
  readonly injected: Readonly<Record<FaultKind, number>>;
  readonly outcome: string;
  readonly wrongs: readonly string[];
}

/** Which of a list of seeds to run: NETWORK_SEEDS in all, a tenth of them in a browser; or one, as NETWORK_SEED says it. */
export function seedsFor(where: SeedResult['where']): number[] {
  const one = /^(node|browser)-(\d{1,9})$/.exec(process.env['NETWORK_SEED'] ?? '');
  if (one) return one[1] === where ? [Number(one[2])] : [];
  const all = Number(process.env['NETWORK_SEEDS'] ?? 200);
  if (!Number.isSafeInteger(all) || all < 1) throw new Error('NETWORK_SEEDS: wanted a number of seeds');
  const inBrowser = Math.ceil(all / 10);
  return Array.from({ length: where === 'browser' ? inBrowser : all - inBrowser }, (_, i) => i + 1);
}

/** Writes a seed down. `details`: what else its line says. */
export async function record(result: SeedResult, details: string): Promise<void> {
  const { where, seed, injected, outcome, wrongs } = result;
  const faults = Object.entries(injected)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind} ${count}`);
  const verdict = wrongs.length > 0 ? 'WRONG' : outcome;
  console.log(`${where} seed ${seed} (${details}): ${faults.join(', ') || 'no faults'} -> ${verdict}`);
  if (wrongs.length > 0) console.log(`  again: npm run test:network -- --seed ${where}-${seed}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${where}-${seed}.json`), JSON.stringify(result));
}
