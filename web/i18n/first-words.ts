/**
 * The words of what is seen before the page's code and texts are there (web/first-view.ts), in all languages: few, for they come with what
 * runs first. The catalogues take theirs from here.
 */
import { first as ar } from './ar/first.ts';
import { first as de } from './de/first.ts';
import { first as en } from './en/first.ts';
import { first as es } from './es/first.ts';
import { first as fr } from './fr/first.ts';
import { first as ja } from './ja/first.ts';
import type { Language } from './languages.ts';

/** The names of pages in the bar, then the first words of Send and of Open. */
export interface FirstWords {
  readonly navigation: string;
  readonly send: string;
  readonly shares: string;
  readonly people: string;
  readonly settings: string;
  readonly heading: string;
  readonly purpose: string;
  readonly loading: string;
  readonly loadingNext: string;
}

export const firstWords: Readonly<Record<Language, FirstWords>> = { en, de, fr, es, ja, ar };
