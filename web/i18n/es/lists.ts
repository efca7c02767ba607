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
  found: (count, total) => `Se muestran ${formatNumber(count)} de ${formatNumber(total)}.`,
  none: 'Nada de aquí lleva esas palabras en el nombre.',
  clear: 'Borrar búsqueda',
};

export const undo: Catalogue['undo'] = {
  undo: 'Deshacer',
  done: {
    share: (name) => `«${name}» se ha ocultado.`,
    person: (name) => `${name} ya no está en tus contactos.`,
    delivery: (name) => `«${name}» se ha ocultado. Sus archivos siguen ahí hasta que termine.`,
    deliveries: (count) =>
      plural(count, {
        one: `${formatNumber(count)} entrega se ha ocultado.`,
        many: `${formatNumber(count)} de entregas se han ocultado.`,
        other: `${formatNumber(count)} entregas se han ocultado.`,
      }),
  },
};
