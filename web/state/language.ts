/**
 * The language of the interface: as the browser wants it, or as it was chosen here, which this browser keeps. Its texts
 * are loaded before anything is drawn; another choice changes them in place, in every tab, so that what runs goes on.
 */
import { createStore } from 'zustand/vanilla';
import { SealdropError } from '../../shared/errors.ts';
import { catalogues } from '../i18n/catalogues.ts';
import { setLocale } from '../i18n/format.ts';
import { speak } from '../i18n/index.ts';
import { bestLanguage, isLanguage, type Language, languages, localeOf } from '../i18n/languages.ts';
import { keep, kept } from './kept.ts';

interface LanguageState {
  /** null: as the browser wants it. */
  readonly chosen: Language | null;
  /** What the texts are in. */
  readonly shown: Language;
}

export const language = createStore<LanguageState>(() => ({ chosen: null, shown: 'en' }));

const KEPT_AS = 'sealdrop-language';

function choiceOf(text: string | null | undefined): Language | null {
  return text !== undefined && isLanguage(text) ? text : null;
}

const wished = (chosen: Language | null): Language => chosen ?? bestLanguage(navigator.languages);

/** Counts choices: texts that come after those of a later one are not shown. */
let newest = 0;

async function show(chosen: Language | null, shown: Language): Promise<void> {
  const mine = ++newest;
  const catalogue = await catalogues[shown]();
  if (mine !== newest) return;
  speak(catalogue, localeOf(shown, navigator.languages));
  const { documentElement } = document;
  documentElement.lang = shown;
  documentElement.dir = languages[shown].dir;
  language.setState({ chosen, shown });
}

/** The language that the page will begin in, if its texts can be had. */
export function wishedLanguage(): Language {
  return wished(choiceOf(kept(KEPT_AS)));
}

/** Follows what is chosen in another tab. Where its texts cannot be had this one stays as it is. */
function followOtherTabs(): void {
  addEventListener('storage', ({ key, newValue }) => {
    const chosen = choiceOf(newValue);
    if (key === KEPT_AS) show(chosen, wished(chosen)).catch(() => undefined);
  });
}

/** Call it once. Resolves when there are texts: in English where those of the language cannot be had. Rejects where there are none at all. */
export async function startLanguage(): Promise<void> {
  followOtherTabs();
  const chosen = choiceOf(kept(KEPT_AS));
  setLocale(localeOf(wished(chosen), navigator.languages));
  await show(chosen, wished(chosen)).catch(() => show(chosen, 'en'));
}

/** Throws server-unreachable where its texts cannot be had; all stays as it was then. */
export async function chooseLanguage(chosen: Language | null): Promise<void> {
  await show(chosen, wished(chosen)).catch((cause: unknown) => {
    throw new SealdropError('server-unreachable', { cause });
  });
  // As it is shown, which is another one where that was chosen meanwhile.
  keep(KEPT_AS, language.getState().chosen);
}
