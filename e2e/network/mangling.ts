/** Bytes that are not what they should be. */
import type { Answered } from './upstream.ts';

/** One bit of them flipped, where the roll (from 0 to below 1) says. */
export function flipped(bytes: Buffer, roll: number): Buffer {
  const changed = Buffer.from(bytes);
  const bit = Math.floor(roll * bytes.length * 8);
  const at = bit >> 3;
  if (at < changed.length) changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

/** A wrong answer to a question for a range, out of the whole object. Refusals stay what they are. */
export function mangledRange(
  whole: Answered,
  wanted: {
    readonly range: string;
    readonly kind: 'other-range' | 'whole-for-range' | 'wrong-content-range';
    readonly roll: number;
  },
): Answered {
  const { range, kind, roll } = wanted;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (whole.status !== 200 || first === undefined || last === undefined) return whole;
  if (kind === 'whole-for-range') return whole;
  const total = whole.body.length;
  const [from, to] = [Number(first), Number(last) + 1];
  const stated = (start: number, size: number) => ({
    ...whole.headers,
    'content-range': `bytes ${start}-${start + to - from - 1}/${size}`,
  });
  if (kind === 'wrong-content-range') {
    const headers = roll < 0.5 ? stated(from + 1, total) : stated(from, total + 1);
    return { status: 206, headers, body: whole.body.subarray(from, to) };
  }
  // Of an object that is one range there is no other: round its end.
  const away = 1 + Math.floor(roll * (total - 1));
  const body = Buffer.concat([whole.body, whole.body]).subarray((from + away) % total);
  return { status: 206, headers: stated(from, total), body: body.subarray(0, to - from) };
}
