/** The bounds, one byte to each side. */
import { describe, expect, it } from 'vitest';
import { archiveNameOf, fileNameOf, planSave } from './save-plan.ts';

const MiB = 1_048_576;

it.each([
  [0, true, 'memory'],
  [64 * MiB, true, 'memory'],
  [64 * MiB + 1, true, 'picker'],
  [64 * MiB + 1, false, 'memory'],
  [256 * MiB, false, 'memory'],
  [256 * MiB + 1, false, 'impossible'],
  [2 ** 40, true, 'picker'],
] as const)('%i bytes, picker %s: %s', (size, hasPicker, plan) => {
  expect(planSave(size, hasPicker)).toBe(plan);
});

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
