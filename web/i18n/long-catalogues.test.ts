/** Texts that come with their page: whole in every language, in its own signs, and true to what buttons and pages are called. */
import { describe, expect, it } from 'vitest';
import { catalogues } from './catalogues.ts';
import { languageNames } from './languages.ts';
import { accessibilityCatalogues, howCatalogues } from './long-catalogues.ts';

function textsOf(part: unknown): readonly string[] {
  return typeof part === 'string' ? [part] : Object.values(part as object).flatMap(textsOf);
}

const english = new Set([
  ...textsOf(await howCatalogues.en()),
  ...textsOf(await accessibilityCatalogues.en()),
]);

describe.each(languageNames)('%s', (language) => {
  const load = async () => ({
    how: await howCatalogues[language](),
    accessibility: await accessibilityCatalogues[language](),
    catalogue: await catalogues[language](),
  });

  it('says everything, calmly, and in its own words', async () => {
    const { how, accessibility } = await load();
    const texts = [...textsOf(how), ...textsOf(accessibility)];
    expect(texts).toHaveLength(english.size);
    expect(texts.filter((text) => text.trim() === '' || /["'!¡！]| {2}/u.test(text))).toEqual([]);
    if (language !== 'en') expect(texts.filter((text) => english.has(text))).toEqual([]);
  });

  it('ends its sentences, and not its headings but the first', async () => {
    const { how, accessibility } = await load();
    const sentences = [
      ...how.sees.items,
      ...how.hidden.items,
      ...how.cannot.items,
      ...accessibility.known.items,
    ];
    expect(sentences.filter((text) => !/[.。]$/u.test(text))).toEqual([]);
    const headings = [how.sees, how.hidden, how.link, how.lost, accessibility.tests, accessibility.help];
    expect(headings.filter(({ heading }) => /[.。]$/u.test(heading))).toEqual([]);
  });

  it('names buttons and pages as they are called', async () => {
    const { how, catalogue } = await load();
    const { items } = how.lost;
    const names = (text: string, name: string) => text.toLowerCase().includes(name.toLowerCase());
    expect(names(items[0].text, catalogue.settings.pageTitle)).toBe(true);
    expect(names(items[1].text, catalogue.keyPair.rotate)).toBe(true);
    expect(names(items[4].text, catalogue.shares.pageTitle)).toBe(true);
  });
});

it('French has a narrow no-break space where it belongs', async () => {
  const texts = [...textsOf(await howCatalogues.fr()), ...textsOf(await accessibilityCatalogues.fr())];
  expect(texts.filter((text) => /(?<![\u202f\d]):|(?<!\u202f)[;?%»]|«(?!\u202f)/u.test(text))).toEqual([]);
});
