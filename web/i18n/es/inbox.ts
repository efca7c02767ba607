/** Spanish texts of the inbox and of request pages. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatDate, formatDuration, formatNumber, plural } from '../format.ts';

export const inbox: Catalogue['inbox'] = {
  region: 'Bandeja de entrada',
  loading: 'Abriendo lo que te enviaron.',
  noKeyTitle: 'Sin par de claves no hay bandeja de entrada.',
  noKeyNext: 'Crea un par de claves en Ajustes y da su enlace de contacto: lo que te envíen estará aquí.',
  emptyTitle: 'No te han enviado nada.',
  emptyNext:
    'Da a alguien un enlace de solicitud. Lo que llegue por él estará aquí, y solo se abre con tu clave.',
  settings: 'Ir a Ajustes',
  isNew: 'Nuevo',
  closed: 'Una entrega que no se abre',
  arrived: (seconds) => `Llegó el ${formatDate(seconds)}`,
  signedAt: (seconds) =>
    `El remitente le puso fecha del ${formatDate(seconds)}, con más de un día de diferencia. Puede que se haya retenido o enviado otra vez.`,
  ends: (seconds) => `Termina el ${formatDate(seconds)}`,
  ending: (seconds) => `Tiempo restante: ${formatDuration(seconds)}`,
  open: 'Abrir',
  dismiss: 'Quitar de la lista',
  remove: 'Eliminar',
  removeWarning: 'Sus archivos se eliminan de este sitio para siempre. Lo que guardaste sigue siendo tuyo.',
  removeSurely: 'Eliminar para siempre',
  keep: 'Conservar',
  closedTitle: (count) =>
    plural(count, {
      one: `${formatNumber(count)} entrega no se abre con las claves de este navegador.`,
      many: `${formatNumber(count)} de entregas no se abren con las claves de este navegador.`,
      other: `${formatNumber(count)} entregas no se abren con las claves de este navegador.`,
    }),
  closedNext:
    'Selladas para otras claves, o dañadas. Quien tenga tu enlace, y también este servidor, puede enviar cosas así.',
  closedShow: 'Mostrar lo que no se abre',
  closedHide: 'Ocultar lo que no se abre',
  dismissAll: 'Quitar de la lista lo que no se abre',
  waitingTitle: (count) =>
    plural(count, {
      one: `${formatNumber(count)} entrega aún no se pudo abrir.`,
      many: `${formatNumber(count)} de entregas aún no se pudieron abrir.`,
      other: `${formatNumber(count)} entregas aún no se pudieron abrir.`,
    }),
  waitingNext:
    'No se ha perdido nada. Inténtalo de nuevo; quizá algunas necesiten una versión más nueva de esta página.',
  waitingShow: 'Mostrar lo que espera',
  waitingHide: 'Ocultar lo que espera',
  again: 'Reintentar',
  range: (from, to, count) => `${formatNumber(from)} a ${formatNumber(to)} de ${formatNumber(count)}`,
  pagers: {
    open: { newer: 'Entregas más nuevas', older: 'Entregas más antiguas' },
    waiting: { newer: 'Más nuevas que esperan', older: 'Más antiguas que esperan' },
    closed: { newer: 'Más nuevas que no se abren', older: 'Más antiguas que no se abren' },
  },
};

export const request: Catalogue['request'] = {
  pageTitle: 'Enviar archivos',
  loading: 'Buscando de quién es este enlace.',
  heading: (name) => `Enviar archivos a ${name}`,
  purpose: (name) =>
    `Se sellan en este navegador solo para ${name}, antes de salir de él. No necesitas clave ni cuenta.`,
  purposeSelf:
    'Este es tu propio enlace. Dalo a quien quieras; lo que llegue por él estará en tu bandeja de entrada.',
  verified: 'Has comparado esta huella.',
  known: 'En tus contactos, aún sin verificar.',
  named:
    'Esta persona eligió el nombre por su cuenta. Si es importante, compara con ella la huella por otra vía.',
  fingerprint: 'Huella',
  choices: 'Mensaje y caducidad',
  first: 'Elige esto primero: una entrega no se puede cambiar después, solo detener y eliminar.',
  expires: 'Caduca después de',
  message: 'Mensaje',
  messageHint: 'Sellado como los archivos.',
  invitation: (name) => `Suelta archivos o carpetas para ${name}`,
  keepOpen:
    'Deja esta pestaña abierta hasta que diga «Entregado». Una subida que se deja a medias espera aquí los mismos archivos.',
  done: 'Entregado',
  after:
    'Espera en la bandeja de entrada de esa persona, y solo lo abre su clave. Puedes cerrar esta página.',
  again: 'Enviar otra cosa',
  pasteWrong: 'Ese no es un enlace de solicitud. Lleva /to/ en medio y una # cerca del final.',
  stoppedBefore: 'Lo que se había subido está eliminado. No llegó nada.',
  stoppedAfter:
    'Está eliminado de la bandeja de entrada de esa persona. Lo que ya haya guardado sigue en su poder.',
};
