/** French texts of what lists have in common: finding something in them, and undoing. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatNumber, plural } from '../format.ts';

export const finding: Catalogue['finding'] = {
  form: 'Trouver un partage',
  search: 'Rechercher',
  hint: 'Noms de fichiers et de personnes.',
  sort: 'Trier par',
  sortings: {
    newest: 'Plus récents d’abord',
    name: 'Nom',
    ending: 'Bientôt terminés',
  },
  found: (count, total) =>
    plural(count, {
      one: `${formatNumber(count)} affiché sur ${formatNumber(total)}.`,
      many: `${formatNumber(count)} affichés sur ${formatNumber(total)}.`,
      other: `${formatNumber(count)} affichés sur ${formatNumber(total)}.`,
    }),
  none: 'Rien ici ne porte ces mots dans son nom.',
  clear: 'Effacer la recherche',
};

export const undo: Catalogue['undo'] = {
  undo: 'Annuler cette action',
  done: {
    share: (name) => `« ${name} » est retiré de la liste.`,
    person: (name) => `${name} ne fait plus partie de vos contacts.`,
    delivery: (name) =>
      `« ${name} » est retiré de la liste. Ses fichiers restent jusqu’à ce qu’il se termine.`,
    deliveries: (count) =>
      plural(count, {
        one: `${formatNumber(count)} dépôt est retiré de la liste.`,
        many: `${formatNumber(count)} de dépôts sont retirés de la liste.`,
        other: `${formatNumber(count)} dépôts sont retirés de la liste.`,
      }),
  },
};
