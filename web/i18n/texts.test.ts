/** Every language says everything, in its own words, with all that a text is to name. That no key is missing is a matter of types. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Catalogue } from './catalogue.ts';
import { catalogues } from './catalogues.ts';
import { en } from './en/catalogue.ts';
import { setLocale } from './format.ts';
import { languageNames } from './languages.ts';
import { sameAsEnglish } from './same-as-english.ts';

type Text = string | ((...parameters: unknown[]) => unknown);
type Texts = ReadonlyMap<string, Text>;

function textsOf(part: object, path = ''): Texts {
  const texts = new Map<string, Text>();
  for (const [key, value] of Object.entries(part) as [string, Text | object][]) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'object') for (const [below, text] of textsOf(value, here)) texts.set(below, text);
    else texts.set(here, value);
  }
  return texts;
}

const DAY = 86_400;
/** Two values for each parameter, by its name: a text that names it differs between them. */
const samples: Readonly<Record<string, readonly [unknown, unknown]>> = {
  all: [30, 400],
  bytes: [2_500_000, 7_000],
  count: [3, 24],
  created: [2 * DAY, 900 * DAY],
  digits: ['12345 67890', '54321 09876'],
  done: [1_000, 2_000_000],
  downloads: [100, 7],
  expires: [3 * DAY, 800 * DAY],
  file: ['a.bin', 'b.txt'],
  first: ['a.bin', 'b.txt'],
  format: ['PNG', 'JPEG'],
  from: [1, 51],
  group: ['12345', ''],
  limit: [5, 70],
  locked: [true, false],
  name: ['Ada', 'Bob'],
  names: ['Ada', 'Bob'],
  page: ['Pxx', 'Qyy'],
  path: ['a/b.bin', 'c.txt'],
  percent: [40, 7],
  perSecond: [1_000, 2_000_000],
  seconds: [3 * DAY, 800 * DAY],
  shares: [3, 24],
  shown: [1_000, 2_000_000],
  to: [50, 99],
  total: [5_000, 6_000_000],
  width: [640, 1_920],
  height: [480, 1_080],
};
/** Where a name means something else. */
const special: Readonly<Record<string, readonly (readonly [unknown, unknown])[]>> = {
  'upload.renamed': [
    ['a.bin', 'b.txt'],
    ['c.bin', 'd.txt'],
  ],
};

/** What a failure is told, and the same otherwise. */
const details = { file: 'a.bin', limit: 5, reason: 'limit', retryAfter: 90, origin: 'https://a.example' };
const changedDetails = {
  file: 'b.bin',
  limit: 70,
  reason: 'revoked',
  retryAfter: 7_200,
  origin: 'https://b.example',
} as const;

function samplesOf(path: string, text: Text): readonly (readonly [unknown, unknown])[] {
  if (typeof text === 'string') return [];
  if (special[path]) return special[path];
  // The English one names them all; its source is what the test runs, with the names that were written.
  const [, list = ''] = /^\(?([^)=]*)\)?\s*=>/.exec(text.toString()) ?? [];
  return list
    .split(',')
    .map((name) => name.trim().replace(/^_/, ''))
    .filter(Boolean)
    .map((name) => {
      const pair = samples[name];
      if (!pair) throw new Error(`${path}: no sample for ${name}`);
      return pair;
    });
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : Object.values(value as Record<string, string>).join('\n');

/** The texts that it comes to with samples, the first with all their first values. */
function examples(path: string, text: Text, english: Text): string[] {
  if (typeof text === 'string') return [text];
  if (path.startsWith('failures.')) {
    const changed = Object.keys(details).map((key) => ({
      ...details,
      [key]: changedDetails[key as keyof typeof details],
    }));
    return [{}, details, ...changed].map((one) => shown(text(one)));
  }
  const pairs = samplesOf(path, english);
  const firsts = pairs.map(([first]) => first);
  return [
    shown(text(...firsts)),
    ...pairs.map(([, second], place) => shown(text(...firsts.with(place, second)))),
  ];
}

const opening = '“«‹「『（(';
const closing = '”»›」』）)';

/** Whether each bracket and quotation mark that opens is closed. */
function isBalanced(text: string, language: string): boolean {
  // German opens by the mark that English has for a low one, and closes by the one that opens in English.
  const plain = language === 'de' ? text.replaceAll('“', '”').replaceAll('„', '“') : text;
  const open: string[] = [];
  for (const sign of plain) {
    if (opening.includes(sign)) open.push(sign);
    const place = closing.indexOf(sign);
    if (place >= 0 && open.pop() !== opening[place]) return false;
  }
  return open.length === 0 && (plain.split('"').length - 1) % 2 === 0;
}

const english = textsOf(en);

afterAll(() => setLocale('en'));

describe.each(languageNames)('%s', (language) => {
  const load = async (): Promise<Texts> => {
    setLocale(language);
    return textsOf((await catalogues[language]()) satisfies Catalogue);
  };

  it('has all texts and no other ones', async () => {
    expect([...(await load()).keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('says something wherever English does, with all that is to be named', async () => {
    const texts = await load();
    const wrong: string[] = [];
    for (const [path, text] of texts) {
      const original = english.get(path) ?? '';
      setLocale('en');
      const wanted = examples(path, original, original);
      setLocale(language);
      const given = examples(path, text, original);
      given.forEach((one, i) => {
        const ours = wanted[i] ?? '';
        if ((one.trim() === '') !== (ours.trim() === '')) wrong.push(`${path}: "${one}"`);
        if (/undefined|NaN|\[object|\$\{/.test(one)) wrong.push(`${path}: ${one}`);
        // Where another value makes another text in English, it does here.
        if (i > 0 && ours !== wanted[0] && one === given[0])
          wrong.push(`${path} does not use value ${i}: ${one}`);
        if (!isBalanced(one, language)) wrong.push(`${path} has a mark that is not closed: ${one}`);
      });
    }
    expect(wrong).toEqual([]);
  });
});

describe.each(languageNames.filter((language) => language !== 'en'))('%s', (language) => {
  it('leaves nothing in English', async () => {
    const allowed = sameAsEnglish[language];
    const same: string[] = [];
    for (const [path, text] of textsOf(await catalogues[language]())) {
      const original = english.get(path) ?? '';
      setLocale(language);
      const given = examples(path, text, original);
      const wanted = examples(path, original, original);
      const isSame = given.some((one, i) => one === wanted[i] && /\p{L}{2}/u.test(one));
      if (isSame && !Object.hasOwn(allowed, path)) same.push(`${path}: ${given[0]}`);
    }
    expect(same).toEqual([]);
  });
});

it('the look for marks knows open ones', () => {
  expect(isBalanced('“a” (b)', 'en')).toBe(true);
  expect(isBalanced('„a“', 'de')).toBe(true);
  expect(isBalanced('“a (b”)', 'en')).toBe(false);
  expect(isBalanced('say "a', 'en')).toBe(false);
});
