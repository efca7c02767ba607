/** What is seen before the catalogue is there, in Spanish. */
import type { FirstWords } from '../first-words.ts';

export const first = {
  navigation: 'Páginas',
  send: 'Enviar',
  shares: 'Envíos',
  people: 'Contactos',
  settings: 'Ajustes',
  heading: 'Suelta un archivo, recibe un enlace.',
  purpose:
    'Se sella en este navegador antes de salir de él. Quien tenga el enlace puede abrirlo; nadie por el camino, tampoco este sitio, puede leerlo, cambiarlo ni recortarlo.',
  loading: 'Mirando el sello.',
  loadingNext:
    'Este navegador comprueba de quién es el sello y que nadie haya cambiado nada por el camino. Antes de eso no se muestra nada.',
} as const satisfies FirstWords;
