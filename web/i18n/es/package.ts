/** Spanish words for portable packages: the page of them, and what may go wrong with them. A part of the catalogue. */
import type { ErrorDetails, PackageErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';

/** The entry at the beginning of a sentence, and within one. */
const one = ({ file }: ErrorDetails): string => file || 'El paquete';
const it = ({ file }: ErrorDetails): string => file || 'el paquete';

export const packageFailures: Pick<Catalogue['failures'], PackageErrorCode> = {
  'package-unknown': (details) => ({
    title: `${one(details)} no es un paquete de Sealdrop.`,
    next: 'Elige el ZIP que se hizo con «Guardar como paquete». Un archivo de otro sistema puede que se abra en «Abrir un archivo antiguo».',
  }),
  'package-cut': () => ({
    title: 'Este paquete está cortado.',
    next: 'Le falta el final. No se guardó nada. Tráelo otra vez de donde vino.',
  }),
  'package-altered': (details) => ({
    title: `${one(details)} no está como se hizo.`,
    next: 'Se cambió, o lo comprimió de nuevo otro programa. No se guardó nada. Consigue otra vez el archivo mismo, tal como se hizo.',
  }),
  'package-name': (details) => ({
    title: `${one(details)} contiene un nombre que lleva fuera de él.`,
    next: 'Un paquete honrado no contiene un nombre así. No se abrió nada.',
  }),
  'package-twice': (details) => ({
    title: `${one(details)} está dos veces en este paquete.`,
    next: 'Este paquete lo compuso otra persona. No se abrió nada. Pide el paquete otra vez a quien lo hizo.',
  }),
  'package-missing': (details) => ({
    title: `${one(details)} no está en este paquete.`,
    next: 'No se abrió nada. Trae el paquete otra vez de donde vino.',
  }),
  'package-surplus': (details) => ({
    title: `${one(details)} no forma parte de este paquete.`,
    next: 'Alguien lo ha añadido. No se abrió nada. Pide el paquete otra vez a quien lo hizo.',
  }),
  'package-checksum': (details) => ({
    title: `${one(details)} tiene en este paquete otra suma de comprobación.`,
    next: 'Esa parte se cambió, o se intercambió con otra. No se guardó nada. Trae el paquete otra vez de donde vino.',
  }),
  'package-mismatch': (details) => ({
    title: `Lo que dice ${it(details)} de este paquete no es cierto.`,
    next: 'Sus partes no van juntas. No se guardó nada. Pide el paquete otra vez a quien lo hizo.',
  }),
  'package-code': () => ({
    title: 'Este paquete se abre con un enlace o código, y este no es el correcto.',
    next: 'Pon el enlace entero del envío del que se guardó, o el código que se mostró cuando se hizo.',
  }),
};

export const packages: Catalogue['packages'] = {
  pageTitle: 'Paquete',
  open: 'Abrir paquete',
  heading: 'Un paquete se abre en este navegador, sin servidor.',
  about:
    'Es un envío en un solo archivo, hecho con «Guardar como paquete» o con «sealdrop pack». Elígelo: no se pide nada a ningún servidor, y nada sale de este navegador.',
  reading: 'Mirando el paquete.',
  codeHeading: 'Este paquete se abre con un enlace o código.',
  code: 'Enlace o código',
  codeHint: 'El enlace entero del envío del que se guardó, o el código que se dio con él.',
  giveCode: 'Abrir',
  lockedHeading: 'Este paquete necesita también una frase de contraseña.',
  here: 'De un paquete, abierto en este navegador, sin servidor',
  save: 'Guardar como paquete',
  saveHint:
    'Un solo archivo sellado para cualquier vía. Quien pueda abrir el envío puede abrirlo, sin ningún servidor, para siempre: no se puede revocar.',
};
