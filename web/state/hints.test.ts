/** Hints that were put away stay so, also where this browser keeps nothing. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

/** The module as a page that is loaded anew has it. */
async function loaded() {
  vi.resetModules();
  return await import('./hints.ts');
}

beforeEach(() => void vi.stubGlobal('localStorage', storage()));
afterEach(() => void vi.unstubAllGlobals());

it('are kept by name, and nothing else is', async () => {
  const first = await loaded();
  expect(first.hints.getState().away).toEqual([]);
  first.putHintAway('inbox');
  first.putHintAway('first-link');
  first.putHintAway('inbox');
  expect((await loaded()).hints.getState().away).toEqual(['first-link', 'inbox']);
  expect(localStorage.getItem('sealdrop-hints')).toBe('first-link inbox');
});

it('keeps what another tab has put away meanwhile', async () => {
  const first = await loaded();
  const second = await loaded();
  first.putHintAway('first-key');
  second.putHintAway('inbox');
  expect((await loaded()).hints.getState().away).toEqual(['first-key', 'inbox']);
});

it('takes nothing for a hint that is none', async () => {
  localStorage.setItem('sealdrop-hints', 'inbox other  <b>');
  expect((await loaded()).hints.getState().away).toEqual(['inbox']);
});

it('holds for the page alone where nothing can be kept', async () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  const { hints, putHintAway } = await loaded();
  putHintAway('inbox');
  expect(hints.getState().away).toEqual(['inbox']);
});
