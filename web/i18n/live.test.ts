/** What is read through a live object is what stands there now. */
import { expect, it } from 'vitest';
import { live } from './live.ts';

it('parts that were named before are read anew', () => {
  let current = { open: { heading: 'Files', deep: { count: (n: number) => `${n} files` } } };
  const t = live(() => current);
  const words = t.open;
  const { deep } = words;
  expect([words.heading, deep.count(2)]).toEqual(['Files', '2 files']);
  current = { open: { heading: 'Dateien', deep: { count: (n: number) => `${n} Dateien` } } };
  expect([words.heading, deep.count(2)]).toEqual(['Dateien', '2 Dateien']);
  expect(t.open).toBe(words);
});

it('a part can be spread, as it stands now', () => {
  let current = { dialog: { title: 'New', submit: 'Make' } };
  const { dialog } = live(() => current);
  current = { dialog: { title: 'Neu', submit: 'Anlegen' } };
  expect({ ...dialog }).toEqual({ title: 'Neu', submit: 'Anlegen' });
});

it('parts can be named before there is anything', () => {
  let current: { people: { heading: string } } | null = null;
  const words = live<{ people: { heading: string } }>(() => current).people;
  current = { people: { heading: 'People' } };
  expect(words.heading).toBe('People');
});
