/**
 * Padmé (PETS 2019): a length is rounded up so that it tells at most O(log log L) bits of itself, at a cost
 * of at most 12 %. Integer arithmetic, exact beyond 32 bits. docs/format.md, "Padding".
 */

/** floor(log2 n) for a safe integer n >= 1. */
function log2Floor(n: number): number {
  const high = Math.floor(n / 2 ** 32);
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(n);
}

/** The padded length for `length` bytes; the same for 0 and 1. Both are safe integers. */
export function padme(length: number): number {
  if (length < 2) return length;
  const exponent = log2Floor(length);
  const step = 2 ** (exponent - (log2Floor(exponent) + 1));
  return Math.ceil(length / step) * step;
}
