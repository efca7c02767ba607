/** What is said of a save before it begins is what is done then, and nothing is said of an ordinary download. How it ends early. */
import { describe, expect, it, vi } from 'vitest';
import { type ErrorCode, SealdropError } from '../../shared/errors.ts';
import type { BrowserSave } from './browser-save.ts';
import { MEMORY_MAX, PLAIN_MAX } from './save-plan.ts';
import { outlookOf, type Saver, saveOnce } from './save-way.ts';

function browser(more: Partial<BrowserSave>): BrowserSave {
  return {
    hasPicker: () => false,
    pick: async () => ({}) as FileSystemFileHandle,
    download: () => undefined,
    privateRoom: async () => 0,
    canStream: () => false,
    stream: async () => ({ port: new MessageChannel().port1, begin: () => undefined, end: () => undefined }),
    holdPage: () => () => undefined,
    ...more,
  };
}

const subjectOf = (size: number) => ({ size, name: 'a.bin', isArchive: false, kept: null });

/** The way that one save takes, "impossible" where it takes none. */
async function taken(one: BrowserSave, size: number): Promise<string> {
  let kind = '';
  const saver = {
    prepare: async () => null,
    save: async (target: { readonly kind: string }) => {
      kind = target.kind;
      return { blob: null };
    },
    cancel: async () => null,
    signal: new AbortController().signal,
  };
  await saveOnce(one, saver, subjectOf(size)).catch(({ code }: { readonly code: string }) => {
    kind = code;
  });
  return kind;
}

it.each([
  ['a picker', { hasPicker: () => true }, 'picker', 'handle'],
  ['room', { privateRoom: async () => 2 ** 40 }, 'private-file', 'private-file'],
  ['a service worker', { canStream: () => true }, 'stream', 'stream'],
  ['memory alone', {}, 'memory', 'blob'],
] as const)('with %s', async (_, means, way, target) => {
  const size = PLAIN_MAX + 1;
  expect(await outlookOf(browser(means), size)).toBe(way);
  expect(await taken(browser(means), size)).toBe(target);
});

it('with nothing that is large enough', async () => {
  expect(await outlookOf(browser({}), MEMORY_MAX + 1)).toBe('impossible');
  expect(await taken(browser({}), MEMORY_MAX + 1)).toBe('too-large-to-save');
});

it('an ordinary download needs no words', async () => {
  expect(await outlookOf(browser({ hasPicker: () => true }), PLAIN_MAX)).toBeNull();
});

describe('what ends a save before its end', () => {
  /** A save as a stream, which `wanted` may abort; `failure` is what the engine throws. */
  function streaming(failure: ErrorCode | null, wanted = new AbortController()) {
    const save = vi.fn<Saver['save']>(async () => {
      if (failure) throw new SealdropError(failure);
      return { blob: null };
    });
    const [begin, end] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const means: BrowserSave = browser({
      canStream: () => true,
      stream: async () => ({ port: new MessageChannel().port1, begin, end }),
    });
    const saver: Saver = { prepare: async () => null, save, cancel: async () => null, signal: wanted.signal };
    return { means, saver, save, begin, end, wanted };
  }

  it.each(['privateRoom', 'prepare', 'stream'] as const)(
    'given up while the browser is busy with %s, nothing is saved, and no download begins',
    async (step) => {
      const { means, saver, save, begin, end, wanted } = streaming(null);
      const { stream } = means;
      const abort = <T>(answer: T): T => {
        wanted.abort();
        return answer;
      };
      const busy: Partial<BrowserSave> = {
        ...(step === 'privateRoom' && { privateRoom: async () => abort(0) }),
        ...(step === 'stream' && { stream: async (file, lost) => abort(await stream(file, lost)) }),
      };
      const prepare = async () => (step === 'prepare' ? abort(null) : null);
      const saving = saveOnce({ ...means, ...busy }, { ...saver, prepare }, subjectOf(PLAIN_MAX + 1));
      await expect(saving).rejects.toMatchObject({ name: 'AbortError' });
      expect([save.mock.calls.length, begin.mock.calls.length]).toEqual([0, 0]);
      expect(end).toHaveBeenCalledTimes(step === 'stream' ? 1 : 0);
    },
  );

  it.each([
    ['cancelled', false, 'download-stopped'],
    ['cancelled', true, 'cancelled'],
    ['download-stopped', false, 'download-stopped'],
    ['damaged', false, 'damaged'],
  ] as const)('%s, by hand: %s, is %s', async (failure, byHand, code) => {
    const { means, saver, save, end, wanted } = streaming(failure);
    save.mockImplementation(async () => {
      if (byHand) wanted.abort();
      throw new SealdropError(failure);
    });
    await expect(saveOnce(means, saver, subjectOf(PLAIN_MAX + 1))).rejects.toMatchObject({ code });
    expect(end).toHaveBeenCalledOnce();
  });

  const picker = { hasPicker: () => true };
  it.each([
    ['a stream', true, {}, { size: PLAIN_MAX + 1 }],
    ['a picked file', true, picker, { size: PLAIN_MAX + 1 }],
    ['a file of the browser', true, { privateRoom: async () => 2 ** 40 }, { size: PLAIN_MAX + 1 }],
    [
      'what can be gone on with',
      false,
      { privateRoom: async () => 2 ** 40 },
      { size: PLAIN_MAX + 1, kept: 0 },
    ],
    ['an ordinary download', false, picker, { size: PLAIN_MAX }],
  ] as const)('leaving during %s is asked about: %s', async (_, isAsked, means, wanted) => {
    const { means: plain, saver, save } = streaming(null);
    const letLeave = vi.fn<() => void>();
    const holdPage = vi.fn<BrowserSave['holdPage']>(() => letLeave);
    save.mockImplementation(async () => {
      expect([holdPage.mock.calls.length, letLeave.mock.calls.length]).toEqual([isAsked ? 1 : 0, 0]);
      throw new SealdropError('damaged');
    });
    const saving = saveOnce({ ...plain, ...means, holdPage }, saver, { ...subjectOf(0), ...wanted });
    await expect(saving).rejects.toMatchObject({ code: 'damaged' });
    expect(letLeave).toHaveBeenCalledTimes(isAsked ? 1 : 0);
  });
});
