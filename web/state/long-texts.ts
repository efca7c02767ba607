/**
 * Texts of one page that are long, and loaded with it rather than with the texts of every page. They follow the language
 * of the interface.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Loaders } from '../i18n/languages.ts';
import { language } from './language.ts';

export interface LongTexts<T> {
  /** Null before the first have come. */
  readonly store: StoreApi<{ readonly texts: T | null }>;
  /** Rejects where they cannot be had; those that are there stay then. */
  readonly load: () => Promise<void>;
}

export function longTexts<T>(loaders: Loaders<T>): LongTexts<T> {
  const store = createStore<{ readonly texts: T | null }>(() => ({ texts: null }));
  /** Counts what was asked for: texts that come after those of a later language are not shown. */
  let newest = 0;
  async function load(): Promise<void> {
    const mine = ++newest;
    const texts = await loaders[language.getState().shown]();
    if (mine === newest) store.setState({ texts });
  }
  language.subscribe((now, before) => {
    // The page shows what it has where the others cannot be had.
    if (newest > 0 && now.shown !== before.shown) void load().catch(() => undefined);
  });
  return { store, load };
}
