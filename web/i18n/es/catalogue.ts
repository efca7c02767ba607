/**
 * Every text of the interface, in Spanish. One word for one thing throughout: share is envío, delivery entrega, upload
 * subida, request link enlace de solicitud, backup copia de seguridad, key card ficha de clave; sealed is sellado, and
 * nothing else is. What is dismissed is taken off the list (quitar de la lista): ocultar, which only hides, would promise
 * that it comes back.
 */
import type { Catalogue } from '../catalogue.ts';
import {
  formatBytes,
  formatDate,
  formatDuration,
  formatNumber,
  formatPercent,
  plural,
  visibleName,
} from '../format.ts';
import { device } from './device.ts';
import { failures } from './failures.ts';
import { first as words } from './first.ts';
import { hints } from './hints.ts';
import { inbox, request } from './inbox.ts';
import { finding, undo } from './lists.ts';
import { older } from './older.ts';
import { packages } from './package.ts';
import { access, people, sender } from './people.ts';
import { preview } from './preview.ts';
import {
  about,
  appearance,
  keyDialogs,
  keyPair,
  language,
  requestLinks,
  serviceWorker,
  settings,
} from './settings.ts';

const files = (count: number): string =>
  plural(count, {
    one: `${formatNumber(count)} archivo`,
    many: `${formatNumber(count)} de archivos`,
    other: `${formatNumber(count)} archivos`,
  });

const downloads = (count: number): string =>
  plural(count, {
    one: `${formatNumber(count)} descarga`,
    many: `${formatNumber(count)} de descargas`,
    other: `${formatNumber(count)} descargas`,
  });

export const es: Catalogue = {
  device,
  failures,
  settings,
  keyPair,
  keyDialogs,
  requestLinks,
  appearance,
  serviceWorker,
  about,
  people,
  access,
  sender,
  inbox,
  older,
  packages,
  preview,
  request,
  finding,
  undo,
  hints,
  language,
  nameless: (digits) => `Clave ${digits}`,
  shell: {
    product: 'Sealdrop',
    navigation: words.navigation,
    send: words.send,
    shares: words.shares,
    people: words.people,
    settings: words.settings,
    about: 'Acerca de este sitio',
    how: 'Cómo funciona',
    accessibility: 'Accesibilidad',
    reload: 'Recargar',
    missing: 'No se pudo cargar esta página.',
    missingNext:
      'Quizá se haya perdido la conexión, o este sitio se haya renovado desde que lo abriste. Lo que está en marcha en esta pestaña sigue: recarga cuando termine.',
    title: (page) => `${page} · Sealdrop`,
    uploadingTitle: (percent) => `${formatPercent(percent)} · Sealdrop`,
  },
  lifetimes: {
    3600: '1 hora',
    86400: '1 día',
    604800: '7 días',
    2592000: '30 días',
    31536000: '1 año',
  },
  send: {
    pageTitle: 'Enviar archivos',
    heading: words.heading,
    purpose: words.purpose,
    invitation: 'Suelta archivos o carpetas en cualquier lugar de esta ventana',
    letGo: 'Suelta para sellar y enviar',
    or: 'o pégalos, o elige',
    files: 'Archivos para enviar',
    folder: 'Carpeta para enviar',
    limit: (bytes) => `Hasta ${formatBytes(bytes)} de una vez.`,
    dayLimit: (bytes, shares) => {
      const parts = [
        ...(bytes === undefined ? [] : [formatBytes(bytes)]),
        ...(shares === undefined
          ? []
          : [
              plural(shares, {
                one: `${formatNumber(shares)} envío`,
                many: `${formatNumber(shares)} de envíos`,
                other: `${formatNumber(shares)} envíos`,
              }),
            ]),
      ];
      return parts.length === 0 ? '' : `Como máximo ${parts.join(' y ')} al día desde una misma dirección.`;
    },
    listed: 'Solo puede enviar la gente que haya inscrito quien administra este sitio.',
    defaults: (seconds, count) =>
      `Los enlaces terminan después de ${formatDuration(seconds)} o ${downloads(count)}; puedes cambiarlo luego.`,
    again: 'Enviar otra cosa',
    againHint: 'Será un envío aparte. Los anteriores siguen y están en «Envíos».',
    emptyTitle: 'No había nada que enviar.',
    emptyNext: 'Las carpetas sin archivos se dejan fuera. Suelta al menos un archivo.',
  },
  uploadToken: {
    label: 'Token de subida',
    hint: 'Este sitio solo acepta archivos de quien lo tenga; lo da quien administra el sitio. Este navegador lo guarda, sellado.',
    submit: 'Usar token',
    wrong: 'Ese no es el token de subida de este sitio. Las mayúsculas y los signos cuentan.',
    kept: 'El token de subida es correcto y queda guardado en este navegador.',
  },
  upload: {
    headingRunning: 'Pasa ya el enlace. Los archivos van detrás.',
    keepOpen:
      'Deja esta pestaña abierta hasta que diga «Listo». Una subida que se deja a medias espera aquí los mismos archivos.',
    unfinished: 'Aún sin terminar',
    waitsForFiles: (count) =>
      count === 1
        ? 'La subida se interrumpió. Pulsa «Reanudar» y elige el mismo archivo: solo se envía lo que falta.'
        : 'La subida se interrumpió. Pulsa «Reanudar» y elige los mismos archivos: solo se envía lo que falta.',
    waitsForFolder:
      'La subida se interrumpió. Pulsa «Reanudar» y elige la misma carpeta: solo se envía lo que falta.',
    resume: 'Reanudar',
    pause: 'Pausar',
    goOn: 'Continuar',
    paused: 'No se envía nada hasta que continúes. El enlace funciona, y quien lo tiene espera.',
    headingReady: 'Sellado. Ya puedes pasar el enlace.',
    headingStopped: 'Este envío está detenido y eliminado.',
    headingNotDeleted: 'Detenido aquí, pero aún no eliminado.',
    headingFailed: 'Este envío no llegó a completarse.',
    preparing: 'Leyendo lo que has dado',
    status: 'Transferencia',
    phases: {
      sealing: 'Sellando y subiendo',
      finishing: 'Terminando',
      ready: 'Listo',
      reconnecting: 'Reconectando',
      paused: 'En pausa',
      stopped: 'Detenido',
      failed: 'Fallido',
    },
    progress: 'Progreso de la subida',
    amount: (done, total) => `${formatBytes(done)} de ${formatBytes(total)}`,
    speed: (perSecond) => `${formatBytes(perSecond)} por segundo`,
    left: (seconds) => `alrededor de ${formatDuration(seconds)} más`,
    offline: 'Se ha perdido la conexión. La subida seguirá por sí sola cuando vuelva.',
    contents: (first, count) =>
      count === 1
        ? first
        : plural(count - 1, {
            one: `${first} y ${formatNumber(count - 1)} archivo más`,
            many: `${first} y ${formatNumber(count - 1)} de archivos más`,
            other: `${first} y ${formatNumber(count - 1)} archivos más`,
          }),
    ends: (seconds) => `Termina el ${formatDate(seconds)}`,
    stop: 'Detener y eliminar',
    stoppedBefore: 'Lo que se había subido está eliminado, y el enlace no abre nada.',
    stoppedAfter:
      'Sus archivos están eliminados y el enlace ya no abre nada. Una descarga que hubiera empezado puede seguir 5 minutos más como máximo; lo que alguien ya guardó sigue en su poder.',
    renamedTitle: 'Se cambiaron algunos nombres, para que cualquier sistema pueda guardarlos:',
    renamed: (from, to) => `${visibleName(from)} -> ${visibleName(to)}`,
  },
  link: {
    label: 'Enlace del envío',
    copy: 'Copiar enlace',
    copied: (locked) =>
      locked
        ? 'Copiado. Quien tenga el enlace y la frase de contraseña puede abrir los archivos.'
        : 'Copiado. Quien tenga el enlace puede abrir los archivos.',
    copyRefused: 'El navegador no lo permitió. El enlace está seleccionado: cópialo con el teclado.',
    soon: 'Un momento: se está avisando al servidor.',
    qr: 'Mostrar código QR',
    qrImage: (locked) =>
      locked
        ? 'Apunta hacia él con la cámara de un teléfono. Quien lo vea y sepa la frase de contraseña puede abrir los archivos.'
        : 'Apunta hacia él con la cámara de un teléfono. Quien lo vea puede abrir los archivos.',
    only: 'Solo este navegador puede cambiar o detener este envío. Si se pierden sus datos, ya nadie podrá, hasta que termine por sí solo.',
  },
  options: {
    heading: 'Cambia cómo se puede abrir este envío. Los archivos no se envían otra vez.',
    expires: 'Caduca después de',
    unchanged: 'Como está ahora',
    limit: 'Límite de descargas',
    limitHint: 'Vacío: ninguno.',
    passphrase: 'Frase de contraseña',
    passphraseHint: 'Se le pide a quien abra el enlace. Comunícala por otra vía.',
    passphraseSet: 'Ya hay una. Deja esto vacío para conservarla.',
    linkAlone: 'Abrir desde ahora solo con el enlace',
    message: 'Mensaje',
    messageHint: 'Sellado como los archivos; se muestra a quien los abra.',
    apply: 'Aplicar',
    unapplied: 'Sin aplicar todavía.',
    applied: 'Aplicado',
    appliedLater: 'Quien tenía acceso antes lo conserva 5 minutos más como máximo.',
    problems: {
      'bad-limit': 'Usa un número entero del 1 al 1.000.000, o déjalo vacío.',
      'long-message': 'Es demasiado largo: como máximo 4096 bytes, unas 4000 letras.',
      nobody:
        'Nadie podría abrirlo. Elige a alguien, o deja que el enlace lo abra; para terminar el envío, revócalo.',
    },
  },
  open: {
    pageTitle: 'Abrir archivos',
    zipName: 'Archivos de Sealdrop.zip',
    loading: words.loading,
    loadingNext: words.loadingNext,
    uploadingHeading: 'El remitente aún no ha terminado.',
    uploading: (percent) => `Subiendo todavía, ${formatPercent(percent)}`,
    uploadingNext:
      'Deja esta página abierta: sigue por sí sola. No se muestra nada hasta que todo se pueda comprobar.',
    lockedHeading: 'Esto necesita la frase de contraseña que te dio el remitente.',
    lockedNext: 'Abre los archivos en este dispositivo; no se envía al servidor.',
    passphrase: 'Frase de contraseña',
    unlock: 'Desbloquear',
    unlocking: 'Probándola. Tarda un momento a propósito.',
    heading: 'Archivos para ti',
    ends: (seconds) => `Termina el ${formatDate(seconds)}`,
    summary: (count, bytes) => `${files(count)}, ${formatBytes(bytes)}`,
    safe: 'Nadie por el camino, tampoco este sitio, puede leerlos ni cambiarlos sin que se note.',
    note: 'Mensaje',
    files: 'Archivos',
    more: (count) => `Mostrar ${formatNumber(count)} más`,
    save: 'Guardar',
    saveOne: (path) => `Guardar ${path}`,
    saveAll: 'Guardar todo',
    asZip: 'En un solo archivo ZIP.',
    ways: {
      picker: 'Tú eliges el lugar. Allí no hay nada hasta que se ha comprobado el último byte.',
      'private-file':
        'Este navegador no deja que una página elija un lugar: primero se comprueba todo en este navegador, y después va a tus descargas.',
      stream:
        'Este navegador no deja que una página elija un lugar, y no tiene sitio para comprobarlo todo antes: va directamente a tus descargas. Deja abierta esta pestaña, y usa el archivo solo cuando esta página diga que está verificado.',
      memory:
        'Este navegador no deja que una página elija un lugar: queda en la memoria hasta que se comprueba, y después va a tus descargas.',
      impossible:
        'Este navegador no tiene una manera segura de guardar tanto de una vez. Guarda los archivos uno por uno si son más pequeños, o abre el mismo enlace en Chrome o Edge en un ordenador, o con el comando «sealdrop open».',
    },
    progress: 'Progreso de la descarga',
    saving: 'Guardando. Cada trozo se comprueba antes de conservarlo.',
    placing: 'Todos los trozos están comprobados. Ahora se ponen en su lugar.',
    reconnecting: 'Se ha perdido la conexión. La descarga seguirá por sí sola cuando vuelva.',
    cancel: 'Cancelar',
    unfinished: 'Aún sin guardar del todo',
    unfinishedHint: (done, total) =>
      `${formatBytes(done)} de ${formatBytes(total)} ya están en este navegador, y comprobados. Se quedan hasta 7 días, y no se vuelven a descargar.`,
    continueSave: 'Seguir guardando',
    discardSave: 'Descartar',
    saved: 'Guardado y verificado',
    savedHint: (name) => `Cada byte de ${name} está tal como se selló.`,
    leakedTitle: 'El secreto de este enlace se envió al servidor.',
    leakedNext:
      'Algún programa en el camino, a menudo un filtro de correo, cambió el enlace de modo que su parte secreta quedó visible. Los archivos se abren igualmente; pide al remitente un enlace nuevo si son confidenciales.',
    paste: 'Pega el enlace entero',
    pasteOpen: 'Abrir',
    pasteWrong: 'Ese no es el enlace de un envío. Lleva /s/ en medio y una # cerca del final.',
    retry: 'Reintentar',
    ownKeys: 'Las claves de este navegador:',
    noKeys: 'No hay ningún par de claves en este navegador.',
    toSettings: 'Importar un par de claves en Ajustes',
  },
  report: {
    begin: 'Denunciar este envío',
    title: 'Denunciar este envío',
    explain:
      'Lo que escribas va a quien administra este sitio. No puede ver el contenido de los archivos, a menos que le des el enlace aquí abajo. Al remitente no se le avisa.',
    text: 'Qué tiene de malo',
    missing: 'Escribe qué tiene de malo.',
    handOver:
      'Dar el enlace, para que quien administra el sitio pueda abrir los archivos. Si hay una frase de contraseña, escríbela arriba.',
    send: 'Enviar denuncia',
    doneTitle: 'Tu denuncia se ha enviado',
    done: 'Quien administra este sitio ya puede leerla. No se le ha dado el enlace.',
    doneWithLink: 'Quien administra este sitio ya puede leerla, y tiene el enlace.',
    close: 'Cerrar',
  },
  shares: {
    pageTitle: 'Envíos',
    heading: 'Lo que enviaste, y lo que te enviaron.',
    region: 'Enviado',
    people: 'Contactos',
    delivery: 'Una entrega en la bandeja de entrada de alguien',
    loading: 'Mirando en este navegador.',
    emptyTitle: 'Nada todavía.',
    emptyNext: 'Lo que envías está aquí, para que puedas copiar su enlace otra vez, cambiarlo o revocarlo.',
    emptyLink: 'Empezar con un archivo',
    details: (count, bytes, created) =>
      `${files(count)}, ${formatBytes(bytes)}, enviado el ${formatDate(created)}`,
    uploading: 'Subiendo',
    uploadingPercent: (percent) => `Subiendo, ${formatPercent(percent)}`,
    interrupted:
      'Incompleto, y desde aquí no se puede continuar. Revoca el envío y envía los archivos otra vez.',
    ready: (expires) => `Listo hasta el ${formatDate(expires)}`,
    downloaded: (count, expires) =>
      `Descargado ${plural(count, { one: `${formatNumber(count)} vez`, many: `${formatNumber(count)} de veces`, other: `${formatNumber(count)} veces` })}. Listo hasta el ${formatDate(expires)}`,
    ending: (seconds) => `Listo, tiempo restante: ${formatDuration(seconds)}`,
    ended: {
      expired: 'Terminado: caducó',
      revoked: 'Terminado: revocado',
      limit: 'Terminado: límite de descargas alcanzado',
      blocked: 'Terminado: bloqueado por quien administra este sitio',
    },
    unknown: 'No se puede contactar con el servidor, así que nadie sabe cómo está.',
    notFound: 'El servidor nunca aceptó este envío.',
    downloads: (count, limit) =>
      limit === null ? downloads(count) : `${formatNumber(count)} de ${downloads(limit)}`,
    locked: 'Con frase de contraseña',
    open: 'Abrir',
    copy: 'Copiar enlace',
    revoke: 'Revocar',
    revokeWarning:
      'Termina para todos y no se puede recuperar. Lo que ya se guardó sigue siendo de quien lo guardó.',
    revokeSurely: 'Revocar para todos',
    dismiss: 'Quitar de la lista',
    change: 'Cambiar',
    copyRefused: 'El navegador no lo permitió. Aquí está, para copiarlo a mano.',
    revoked: 'Revocado. El acceso ya concedido termina en 5 minutos como máximo.',
  },
  notFound: {
    pageTitle: 'No encontrado',
    heading: 'Aquí no hay ninguna página.',
    next: 'Quizá la dirección se cortó o se escribió mal.',
    downloadHeading: 'Esta descarga ha terminado.',
    downloadNext:
      'Venía de una página que está cerrada. Lo que haya dejado en tus descargas puede no estar completo: bórralo. Abre el enlace otra vez y guarda de nuevo.',
    link: 'Ir a la primera página',
  },
};
