/** Mulberry32: small, and good enough to choose moments. The same seed gives the same numbers for ever. */

export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  /** One of them. */
  pick<T>(items: readonly [T, ...T[]]): T;
}

/** `seed`: any whole number, of which 32 bits count. */
export function mulberry32(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return { next, whole, pick: (items) => items[whole(0, items.length - 1)] ?? items[0] };
}

/** A seed out of words: FNV-1a, 32 bits. */
export function seedOf(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const code of Buffer.from(words.join('\n'))) hash = Math.imul(hash ^ code, 0x01000193);
  return hash | 0;
}
