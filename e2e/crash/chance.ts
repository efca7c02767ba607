/** Random moments that can be had again: CRASH_SEED chooses them all, and every test says which one it used. */
export interface Chance {
  readonly seed: number;
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
}

export function chance(): Chance {
  const given = Number(process.env['CRASH_SEED']);
  const seed = Number.isSafeInteger(given) && given > 0 ? given : Math.floor(Math.random() * 2 ** 31) + 1;
  let state = seed;
  // Mulberry32: small, and good enough to choose moments.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, whole: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}
