/** The texts of pages that bring their own, language by language, each a chunk that is loaded when the page is. */
import type { Words } from './catalogue.ts';
import type { accessibility } from './en/accessibility.ts';
import type { how } from './en/how.ts';
import type { Loaders } from './languages.ts';

export type HowTexts = Words<typeof how>;
export type AccessibilityTexts = Words<typeof accessibility>;

export const howCatalogues: Loaders<HowTexts> = {
  en: async () => (await import('./en/how.ts')).how,
  de: async () => (await import('./de/how.ts')).how,
  fr: async () => (await import('./fr/how.ts')).how,
  es: async () => (await import('./es/how.ts')).how,
  ja: async () => (await import('./ja/how.ts')).how,
  ar: async () => (await import('./ar/how.ts')).how,
};

export const accessibilityCatalogues: Loaders<AccessibilityTexts> = {
  en: async () => (await import('./en/accessibility.ts')).accessibility,
  de: async () => (await import('./de/accessibility.ts')).accessibility,
  fr: async () => (await import('./fr/accessibility.ts')).accessibility,
  es: async () => (await import('./es/accessibility.ts')).accessibility,
  ja: async () => (await import('./ja/accessibility.ts')).accessibility,
  ar: async () => (await import('./ar/accessibility.ts')).accessibility,
};
