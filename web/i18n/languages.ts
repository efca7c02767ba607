/** The languages of the interface, what each is called in itself, and which of them a person wants. */

export const languages = {
  en: { name: 'English', dir: 'ltr' },
  de: { name: 'Deutsch', dir: 'ltr' },
  fr: { name: 'Français', dir: 'ltr' },
  es: { name: 'Español', dir: 'ltr' },
  ja: { name: '日本語', dir: 'ltr' },
  ar: { name: 'العربية', dir: 'rtl' },
} as const satisfies Record<string, { readonly name: string; readonly dir: 'ltr' | 'rtl' }>;

export type Language = keyof typeof languages;

/** What loads something for each language: each a chunk of its own. */
export type Loaders<T> = Readonly<Record<Language, () => Promise<T>>>;

export const languageNames = Object.keys(languages) as readonly Language[];

export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(languages, text);
}

/** A language and perhaps a region: no region writes one of these languages in another script. */
const plainTag = /^([a-z]{2})(?:-[A-Z]{2})?$/;

/** The language that a tag (BCP 47) means, whatever its region; null where there is none, or in another script. */
function languageOf(tag: string): Language | null {
  // Nothing is asked for before this is known, and Intl takes its time over the first question.
  const plain = plainTag.exec(tag)?.[1] ?? null;
  if (isLanguage(plain)) return plain;
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    if (language === undefined || !isLanguage(language)) return null;
    return script === new Intl.Locale(language).maximize().script ? language : null;
  } catch {
    return null;
  }
}

/** The first that there is of those that a person wants, best first. */
export function bestLanguage(wanted: readonly string[]): Language {
  return wanted.map(languageOf).find((language) => language !== null) ?? 'en';
}

/** The tag to write numbers and dates by: the region that the person wants with this language, if they name one. */
export function localeOf(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => languageOf(tag) === language) ?? language;
}
