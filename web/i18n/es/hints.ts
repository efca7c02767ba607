/** Spanish texts of the hints that are shown once. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const hints: Catalogue['hints'] = {
  understood: 'Entendido',
  texts: {
    'first-link':
      'Quien tenga este enlace puede abrir los archivos, así que dáselo solo a quienes quieras que los abran. Si pones una frase de contraseña, comunícala por una vía distinta de la del enlace.',
    'first-key':
      'Este par de claves está en este navegador y en su archivo de copia de seguridad, en ningún otro sitio. Guarda ese archivo donde sobreviva a este dispositivo, y la frase de contraseña aparte: nadie puede restablecerla.',
    inbox:
      'Lo que otros envían por tus enlaces llega aquí, y solo tu clave lo abre. Quien tenga uno de esos enlaces puede enviarte archivos: mira quién lo ha sellado antes de abrir un archivo.',
  },
};
