/** The bounds, one byte to each side. */
import { describe, expect, it } from 'vitest';
import { archiveNameOf, fileNameOf, planSave } from './save-plan.ts';

const MiB = 1_048_576;

it.each([
  [0, true, 0, true, 'memory'],
  [64 * MiB, true, 2 ** 41, true, 'memory'],
  [64 * MiB + 1, true, 2 ** 41, true, 'picker'],
  [2 ** 40, true, 0, false, 'picker'],
  [64 * MiB + 1, false, 65 * MiB, true, 'private-file'],
  [65 * MiB, false, 65 * MiB, false, 'private-file'],
  [65 * MiB + 1, false, 65 * MiB, true, 'stream'],
  [2 ** 40, false, 0, true, 'stream'],
  [64 * MiB + 1, false, 0, false, 'memory'],
  [256 * MiB, false, 0, false, 'memory'],
  [256 * MiB + 1, false, 0, false, 'impossible'],
] as const)(
  '%i bytes, picker %s, room %i, stream %s: %s',
  (size, hasPicker, privateRoom, canStream, plan) => {
    expect(planSave(size, { hasPicker, privateRoom, canStream })).toBe(plan);
  },
);

it('names a file by the end of its path', () => {
  expect(fileNameOf('a/b/c.txt')).toBe('c.txt');
  expect(fileNameOf('c.txt')).toBe('c.txt');
});

describe('archiveNameOf', () => {
  it('takes the one folder of everything, else the fallback', () => {
    expect(archiveNameOf(['trip/a', 'trip/b/c'], 'all.zip')).toBe('trip.zip');
    expect(archiveNameOf(['trip/a', 'b'], 'all.zip')).toBe('all.zip');
    expect(archiveNameOf(['a', 'b'], 'all.zip')).toBe('all.zip');
    expect(archiveNameOf(['x/a', 'y/a'], 'all.zip')).toBe('all.zip');
  });
});
