/** The bounds, one byte to each side. */
import { describe, expect, it } from 'vitest';
import { archiveNameOf, canStage, fileNameOf, planSave, savedPart } from './save-plan.ts';

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

it('counts what is here already as room that it has', () => {
  const means = { hasPicker: false, privateRoom: 40 * MiB, canStream: true };
  expect(planSave(80 * MiB, { ...means, kept: 40 * MiB })).toBe('private-file');
  expect(planSave(80 * MiB, { ...means, kept: 40 * MiB - 1 })).toBe('stream');
});

it.each([
  // An archive that is not picked is made from what was checked in a second file.
  [{ size: 80, isArchive: false }, { hasPicker: true, privateRoom: 80 }, true],
  [{ size: 80, isArchive: false }, { hasPicker: true, privateRoom: 79 }, false],
  [{ size: 80, isArchive: true }, { hasPicker: true, privateRoom: 80 }, true],
  [{ size: 80, isArchive: true }, { hasPicker: false, privateRoom: 160 }, true],
  [{ size: 80, isArchive: true }, { hasPicker: false, privateRoom: 159 }, false],
  [{ size: 80, isArchive: true }, { hasPicker: false, privateRoom: 130, kept: 30 }, true],
  [{ size: 80, isArchive: false }, { hasPicker: true, privateRoom: 40, kept: 40 }, true],
] as const)('%j with %j can be gone on with: %s', (what, means, can) => {
  expect(canStage(what, means)).toBe(can);
});

it('shows a save that never goes back, and is whole at its end alone', () => {
  const at = (done: number, placed: number | null) =>
    savedPart({ done, total: 8, placed, reconnecting: false });
  expect([at(0, null), at(4, null), at(8, null)]).toEqual([0, 0.5, 1]);
  const shown = [at(0, 0), at(4, 0), at(8, 0), at(8, 4), at(8, 8)];
  expect(shown.toSorted((a, b) => a - b)).toEqual(shown);
  expect(shown.at(-1)).toBe(1);
  expect(savedPart({ done: 0, total: 0, placed: null, reconnecting: false })).toBe(0);
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
