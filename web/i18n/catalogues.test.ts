/** What must hold of every language's texts, whatever they say. The types see that none is missing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes, personCode } from '../../shared/errors.ts';
import { ar } from './ar/catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/catalogue.ts';
import { setLocale } from './format.ts';
import { ja } from './ja/catalogue.ts';

const languages: readonly (readonly [string, Catalogue])[] = [
  ['en', en],
  ['ja', ja],
  ['ar', ar],
];

type Text = readonly [path: string, text: string];

/** A text of a number and one of a name look alike from outside: what cannot be of numbers is of names. */
function said(make: (...parameters: unknown[]) => unknown, count: number): unknown {
  const fill = (one: unknown) => make(...Array.from({ length: make.length }, () => one));
  try {
    return fill(count);
  } catch {
    return fill('Ada');
  }
}

/** Every text of a catalogue, those with parameters said of `count` things. */
function texts(part: unknown, path: string, count: number): readonly Text[] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') return texts(said(part as () => unknown, count), `${path}()`, count);
  return Object.entries(part as object)
    .filter(([key]) => key !== 'failures')
    .flatMap(([key, one]) => texts(one, `${path}.${key}`, count));
}

const codes = errorCodes.filter((code) => personCode(code) === code).map(personCode);

/** Title and advice of every failure, with all details and without any. */
function failureTexts({ failures }: Catalogue): readonly Text[] {
  const all = { file: 'a.txt', limit: 11, origin: 'https://a.example', retryAfter: 7200 };
  return codes.flatMap((code) =>
    [{}, all].flatMap((details) => {
      const { title, next } = failures[code](details);
      return [[`${code} title`, title] as const, [`${code} next`, next] as const];
    }),
  );
}

describe.each(languages)('%s', (locale, catalogue) => {
  beforeAll(() => setLocale(locale));
  afterAll(() => setLocale('en'));
  const every = (): readonly Text[] => [
    ...[0, 1, 2, 3, 11, 100].flatMap((count) => texts(catalogue, locale, count)),
    ...failureTexts(catalogue),
  ];

  it('has words everywhere but where nothing is to be said', () => {
    const empty = every()
      .filter(([, text]) => text.trim() === '')
      .map(([path]) => path);
    expect([...new Set(empty)]).toEqual([`${locale}.keyDialogs.strength.empty`]);
  });

  it('is calm, and fills every gap', () => {
    expect(every().filter(([, text]) => /[!！¡]|undefined|NaN|\[object/u.test(text))).toEqual([]);
  });

  it('ends every isolate that it begins', () => {
    const open = (text: string) => text.split('\u2068').length - text.split('\u2069').length;
    expect(every().filter(([, text]) => open(text) !== 0)).toEqual([]);
  });

  it('has a title of its own for each cause', () => {
    const titles = codes.map((code) => catalogue.failures[code]({}).title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('keeps two labels apart where English does', () => {
    const english = new Map(texts(en, '', 3));
    const labels = texts(catalogue, '', 3).filter(([path]) => !path.endsWith('()'));
    const meanings = new Map<string, Set<string>>();
    for (const [path, text] of labels) {
      meanings.set(text, (meanings.get(text) ?? new Set()).add(english.get(path) ?? path));
    }
    expect([...meanings].filter(([, several]) => several.size > 1)).toEqual([]);
  });
});
