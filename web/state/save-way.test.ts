/** What is said of a save before it begins is what is done then, and nothing is said of an ordinary download. */
import { expect, it } from 'vitest';
import type { BrowserSave } from './browser-save.ts';
import { MEMORY_MAX, PLAIN_MAX } from './save-plan.ts';
import { outlookOf, saveOnce } from './save-way.ts';

function browser(more: Partial<BrowserSave>): BrowserSave {
  return {
    hasPicker: () => false,
    pick: async () => ({}) as FileSystemFileHandle,
    download: () => undefined,
    privateRoom: async () => 0,
    canStream: () => false,
    stream: async () => ({ port: new MessageChannel().port1, begin: () => undefined, end: () => undefined }),
    ...more,
  };
}

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
  };
  const subject = { size, name: 'a.bin', isArchive: false, kept: null };
  await saveOnce(one, saver, subject).catch(({ code }: { readonly code: string }) => {
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
