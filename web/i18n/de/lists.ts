/** German texts of what lists have in common: finding something in them, and undoing. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatNumber, plural } from '../format.ts';

export const finding: Catalogue['finding'] = {
  form: 'Eine Freigabe finden',
  search: 'Suchen',
  hint: 'Namen von Dateien und Personen.',
  sort: 'Sortieren nach',
  sortings: {
    newest: 'Neueste zuerst',
    name: 'Namen',
    ending: 'Bald zu Ende',
  },
  found: (count, total) => `${formatNumber(count)} von ${formatNumber(total)} angezeigt.`,
  none: 'Nichts hier hat diese Wörter im Namen.',
  clear: 'Suche leeren',
};

export const undo: Catalogue['undo'] = {
  undo: 'Rückgängig',
  done: {
    share: (name) => `„${name}“ wurde aus der Liste entfernt.`,
    person: (name) => `${name} wurde aus deinen Kontakten entfernt.`,
    delivery: (name) => `„${name}“ wurde aus der Liste entfernt. Die Dateien bleiben, bis die Sendung endet.`,
    deliveries: (count) =>
      plural(count, {
        one: `${formatNumber(count)} Sendung wurde aus der Liste entfernt.`,
        other: `${formatNumber(count)} Sendungen wurden aus der Liste entfernt.`,
      }),
  },
};
