/** Texts that come with their page follow the language, and never an earlier one. */
import { afterEach, expect, it, vi } from 'vitest';
import type { Language } from '../i18n/languages.ts';
import { language } from './language.ts';
import { longTexts } from './long-texts.ts';

type Loaders = Readonly<Record<Language, () => Promise<string>>>;

const told = (tag: Language) => async () => tag;
const all: Loaders = {
  en: told('en'),
  de: told('de'),
  fr: told('fr'),
  es: told('es'),
  ja: told('ja'),
  ar: told('ar'),
};
const speak = (shown: Language): void => language.setState({ shown });

afterEach(() => speak('en'));

it('loads nothing before somebody wants it, and what is shown then', async () => {
  const loads = { ...all, de: vi.fn(told('de')) };
  const { store, load } = longTexts(loads);
  speak('de');
  expect(loads.de).not.toHaveBeenCalled();
  await load();
  expect(store.getState().texts).toBe('de');
  speak('fr');
  await expect.poll(() => store.getState().texts).toBe('fr');
});

it('shows no texts that come after those of a later language', async () => {
  let late: (text: string) => void = () => undefined;
  const { store, load } = longTexts({ ...all, de: () => new Promise((resolve) => (late = resolve)) });
  await load();
  speak('de');
  speak('ja');
  await expect.poll(() => store.getState().texts).toBe('ja');
  late('de');
  await Promise.resolve();
  expect(store.getState().texts).toBe('ja');
});

it('keeps what it has where others cannot be had, and says so to whoever asks for the first', async () => {
  const fail = () => Promise.reject(new Error('no connection'));
  const { store, load } = longTexts({ ...all, ar: fail });
  await load();
  speak('ar');
  await Promise.resolve();
  expect(store.getState().texts).toBe('en');
  await expect(longTexts({ ...all, ar: fail }).load()).rejects.toThrow('no connection');
});
