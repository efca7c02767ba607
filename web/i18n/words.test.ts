/** What every translation keeps: its language's signs, and two labels wherever English has two. */
import { afterEach, expect, it } from 'vitest';
import { ar } from './ar/catalogue.ts';
import { de } from './de/catalogue.ts';
import { en } from './en/catalogue.ts';
import { es } from './es/catalogue.ts';
import { setLocale } from './format.ts';
import { fr } from './fr/catalogue.ts';
import { ja } from './ja/catalogue.ts';

afterEach(() => setLocale('en'));

const languages = { de, fr, es, ja, ar } as const;
const tags = Object.keys(languages) as (keyof typeof languages)[];

const details = { reason: 'limit', limit: 12, file: 'a.txt', retryAfter: 7200, origin: 'https://a.example' };

type Texts = ReadonlyMap<string, string>;

/** Every text with its place. Those with parameters are asked with numbers; with names where a number will not do. */
function textsOf(part: unknown, place: string, found = new Map<string, string>()): Texts {
  if (typeof part === 'string') found.set(place, part);
  else if (typeof part === 'function') textsOf(answerOf(part as Asked, place), place, found);
  else for (const [key, inner] of Object.entries(part as object)) textsOf(inner, `${place}/${key}`, found);
  return found;
}

type Asked = (...parameters: readonly unknown[]) => unknown;

function answerOf(text: Asked, place: string): unknown {
  if (place.startsWith('/failures/')) return text(details);
  try {
    return text(...Array.from({ length: text.length }, () => 12));
  } catch {
    return text(...Array.from({ length: text.length }, (_, index) => `name${index}`));
  }
}

function wrong(tag: keyof typeof languages, pattern: RegExp): readonly string[] {
  setLocale(tag);
  return Array.from(textsOf(languages[tag], '')).flatMap(([place, text]) =>
    pattern.test(text.replaceAll('https://', 'x')) ? [`${place}: ${text}`] : [],
  );
}

it.each(tags)('%s has no straight quotes and no exclamation marks', (tag) => {
  expect(wrong(tag, /["'!！¡]| {2}|undefined|NaN/u)).toEqual([]);
});

it('each language quotes in its own way', () => {
  expect(wrong('de', /[«»”]|“(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])„/u)).toEqual([]);
  expect(wrong('es', /[„“”]|« | »/u)).toEqual([]);
  expect(wrong('fr', /[„“”]/u)).toEqual([]);
});

it('French has a narrow no-break space where it belongs', () => {
  expect(wrong('fr', /(?<![\u202f\d]):|(?<!\u202f)[;?»]|(?<![\u00a0\u202f])%|«(?!\u202f)/u)).toEqual([]);
});

it.each(tags)('%s has two labels where English has two', (tag) => {
  setLocale('en');
  const english = textsOf(en, '');
  setLocale(tag);
  const foreign = textsOf(languages[tag], '');
  const group = (place: string): string => place.slice(0, place.lastIndexOf('/'));
  const same: string[] = [];
  for (const [one, text] of foreign)
    for (const [other, again] of foreign)
      if (one < other && group(one) === group(other) && text === again)
        if (english.get(one) !== english.get(other)) same.push(`${one} = ${other}: ${text}`);
  expect(same).toEqual([]);
});

it.each(tags)('%s names buttons and pages as they are called', (tag) => {
  const { device, failures, keyDialogs, keyPair, open, older, packages, settings, shares, upload } =
    languages[tag];
  expect(device.shared.notTaken.next).toContain(device.offline.keep);
  expect(languages[tag].serviceWorker.removed).toContain(device.offline.keep);
  expect(upload.keepOpen).toContain(upload.phases.ready);
  expect(upload.waitsForFolder).toContain(upload.resume);
  expect(failures['in-other-tab']().next).toContain(upload.resume);
  expect(failures['place-lost']().next).toContain(open.continueSave);
  expect(failures['older-unknown']().next).toContain(packages.open);
  expect(failures['package-unknown']({}).next).toContain(packages.save);
  expect(failures['package-unknown']({}).next).toContain(older.pageTitle);
  expect(packages.about).toContain(packages.save);
  expect(keyDialogs.importCode.explain).toContain(keyPair.showBackup);
  expect(keyDialogs.code.caption).toContain(settings.importCode);
  expect(languages[tag].send.againHint).toContain(shares.pageTitle);
});

it.each(tags)('%s has a title of its own for each cause', (tag) => {
  const titles = Object.values(languages[tag].failures).map((words) => words({}).title);
  expect(new Set(titles).size).toBe(titles.length);
});

it('Arabic ends every isolate that it begins, and begins one where a name comes in', () => {
  setLocale('ar');
  const open = (text: string) => text.split('\u2068').length - text.split('\u2069').length;
  const texts = Array.from(textsOf(ar, ''));
  expect(texts.filter(([, text]) => open(text) !== 0)).toEqual([]);
  expect(texts.filter(([, text]) => /(?<!\u2068)(?:a\.txt|https:)/u.test(text))).toEqual([]);
  expect(ar.request.heading('Ada')).toContain('\u2068Ada\u2069');
});

it('Arabic says which button discards: the word alone would also mean to ignore it', () => {
  expect(ar.device.shared.askingNext).toContain(`«${ar.open.discardSave}»`);
});

it('a million is of things in French and Spanish', () => {
  setLocale('fr');
  expect(fr.open.summary(1e6, 0)).toContain('\u202f000 de fichiers');
  expect(fr.open.summary(0, 0)).toContain('0 fichier,');
  setLocale('es');
  expect(es.open.summary(2e6, 0)).toContain('2.000.000 de archivos');
  expect(es.open.summary(0, 0)).toContain('0 archivos');
  setLocale('de');
  expect(de.shares.downloads(1, 1)).toBe('1 von 1 Download');
});

it.each(Object.entries({ en, ...languages }))(
  '%s says to wait for the words that are shown then',
  (_, { upload, request }) => {
    expect(upload.keepOpen).toContain(upload.phases.ready);
    expect(request.keepOpen).toContain(request.done);
  },
);
