/** Random moments that can be had again: CRASH_SEED chooses them all, and every test says which one it used. */
import { mulberry32 } from '../mulberry32.ts';

export interface Chance {
  readonly seed: number;
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
}

export function chance(): Chance {
  const given = Number(process.env['CRASH_SEED']);
  const seed = Number.isSafeInteger(given) && given > 0 ? given : Math.floor(Math.random() * 2 ** 31) + 1;
  const { whole } = mulberry32(seed);
  return { seed, whole };
}
