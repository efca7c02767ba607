/** Where the texts of each language are: a chunk of its own, so that a page loads one. */
import type { Catalogue } from './catalogue.ts';
import type { Loaders } from './languages.ts';

export const catalogues: Loaders<Catalogue> = {
  en: async () => (await import('./en/catalogue.ts')).en,
  de: async () => (await import('./de/catalogue.ts')).de,
  fr: async () => (await import('./fr/catalogue.ts')).fr,
  es: async () => (await import('./es/catalogue.ts')).es,
  ja: async () => (await import('./ja/catalogue.ts')).ja,
  ar: async () => (await import('./ar/catalogue.ts')).ar,
};
