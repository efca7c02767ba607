/** What `npm run test:engines` was asked for, handed over in the environment by scripts/test.mjs. */
import type { Engine } from './engine-browser.ts';

const MIB = 1_048_576;

function whole(name: string, otherwise: number): number {
  const text = process.env[name];
  if (!text) return otherwise;
  if (!/^\d{1,7}$/.test(text) || Number(text) === 0)
    throw new Error(`${name}=${text}: wanted a whole number`);
  return Number(text);
}

/** Bytes of the file of the journeys: above 1 GiB, where Blobs fail, and no whole number of parts. */
export const journeySize = whole('ENGINES_MIB', 1536) * MIB + 4_321;

/** Bytes of the uploads that are compared, and how many pairs of them. */
export const pairSize = whole('ENGINES_PAIR_MIB', 1024) * MIB;
export const pairs = whole('ENGINES_PAIRS', 5);

export const engines: readonly Engine[] = (['chromium', 'firefox', 'webkit'] as const).filter((engine) =>
  (process.env['ENGINES'] || engine).split(',').includes(engine),
);
