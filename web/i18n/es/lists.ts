/** Spanish texts of what lists have in common: finding something in them, and undoing. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatNumber, plural } from '../format.ts';

export const finding: Catalogue['finding'] = {
  form: 'Encontrar un envío',
  search: 'Buscar',
  hint: 'Nombres de archivos y personas.',
  sort: 'Ordenar por',
  sortings: {
    newest: 'Más recientes primero',
    name: 'Nombre',
    ending: 'Terminan pronto',
  },
  found: (count, total) =>
    plural(count, {
      one: `Se muestra ${formatNumber(count)} de ${formatNumber(total)}.`,
      many: `Se muestran ${formatNumber(count)} de ${formatNumber(total)}.`,
      other: `Se muestran ${formatNumber(count)} de ${formatNumber(total)}.`,
    }),
  none: 'Nada de aquí lleva esas palabras en el nombre.',
  clear: 'Borrar búsqueda',
};

export const undo: Catalogue['undo'] = {
  undo: 'Deshacer',
  done: {
    share: (name) => `«${name}» se ha quitado de la lista.`,
    person: (name) => `${name} ya no está en tus contactos.`,
    delivery: (name) => `«${name}» se ha quitado de la lista. Sus archivos siguen ahí hasta que termine.`,
    deliveries: (count) =>
      plural(count, {
        one: `${formatNumber(count)} entrega se ha quitado de la lista.`,
        many: `${formatNumber(count)} de entregas se han quitado de la lista.`,
        other: `${formatNumber(count)} entregas se han quitado de la lista.`,
      }),
  },
};
