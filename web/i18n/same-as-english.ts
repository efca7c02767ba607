/** For tests: texts that are rightly the same as in English, by language and place, and why. */
import type { Language } from './languages.ts';

type Reasons = Readonly<Record<string, string>>;

const everywhere: Reasons = {
  'older.digest': 'the name of the function',
  'shell.product': 'the name of the product',
  'shell.title': 'the name of the product',
};
const names: Reasons = { ...everywhere, 'upload.renamed': 'two names and an arrow' };
const serviceWorker: Reasons = { 'serviceWorker.heading': 'what browsers call it' };

export const sameAsEnglish: Readonly<Record<Exclude<Language, 'en'>, Reasons>> = {
  de: {
    ...names,
    'finding.sortings.name': 'a German word',
    'keyDialogs.name': 'a German word',
    'keyDialogs.passphrase': 'a German word',
    'open.passphrase': 'a German word',
    'options.passphrase': 'a German word',
    'people.name': 'a German word',
    'preview.text': 'a German word',
    'requestLinks.dialog.name': 'a German word',
  },
  fr: {
    ...names,
    ...serviceWorker,
    'open.note': 'a French word',
    'options.message': 'a French word',
    'request.message': 'a French word',
    'shell.navigation': 'a French word',
  },
  es: { ...names, ...serviceWorker },
  ja: names,
  ar: everywhere,
};
