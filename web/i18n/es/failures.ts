/** Spanish words for every cause that a person meets: what happened, and what to do. A part of the catalogue. */
import type { EndReason } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatDuration, formatNumber, formatWait, plural } from '../format.ts';
import { olderFailures } from './older.ts';
import { packageFailures } from './package.ts';

const ended = {
  expired: 'Este envío ha terminado: ha caducado.',
  revoked: 'Este envío ha terminado: el remitente lo revocó.',
  limit: 'Este envío ha terminado: alcanzó el límite de descargas.',
  blocked: 'Este envío ha terminado: lo bloqueó quien administra este sitio.',
} satisfies Record<EndReason, string>;

/** A day of the server's begins at midnight UTC. */
const dayEnds = (retryAfter: number | undefined): string =>
  retryAfter === undefined
    ? 'Repártelo en varios días'
    : `Cuentan todas las personas que comparten tu conexión. Inténtalo de nuevo dentro de ${formatWait(retryAfter)}`;

export const failures: Catalogue['failures'] = {
  'link-cut': () => ({
    title: 'Este enlace está incompleto.',
    next: 'Una parte se perdió por el camino; algunos programas de correo lo hacen. Pídelo otra vez, o pon aquí el enlace entero.',
  }),
  'not-found': () => ({
    title: 'Nunca ha habido un envío en esta dirección.',
    next: 'Compara el enlace con el que te dieron, o pídeselo otra vez al remitente.',
  }),
  'not-complete': () => ({
    title: 'Este envío todavía se está subiendo.',
    next: 'Deja esta página abierta. Sigue por sí sola cuando el remitente haya terminado.',
  }),
  ended: ({ reason }) => ({
    title: reason ? ended[reason] : 'Este envío ha terminado.',
    next:
      reason === 'limit'
        ? 'Solo el remitente puede aumentarlo, o hacer un envío nuevo.'
        : 'Sus archivos están eliminados. Solo el remitente puede hacer uno nuevo.',
  }),
  'link-replaced': () => ({
    title: 'El remitente ha cambiado quién puede abrir esto.',
    next: 'Tu enlace era válido antes. Pide el nuevo al remitente.',
  }),
  'not-addressed': () => ({
    title: 'Este envío es para otras claves, no para las de este navegador.',
    next: 'Ábrelo en el navegador que tiene la clave, o pide un enlace al remitente.',
  }),
  'wrong-passphrase': () => ({
    title: 'Esa frase de contraseña no lo abre.',
    next: 'Las mayúsculas y los espacios cuentan. Pregunta al remitente si tienes dudas.',
  }),
  'wrong-backup-passphrase': () => ({
    title: 'Esa frase de contraseña no abre este archivo de clave.',
    next: 'Hace falta la que se eligió al guardar la clave, no la de un envío. Las mayúsculas y los espacios cuentan. Nadie puede restablecerla.',
  }),
  'key-missing': () => ({
    title: 'El par de claves que hace falta ya no está en este navegador.',
    next: 'Importa su copia de seguridad en Ajustes y vuelve a intentarlo.',
  }),
  'other-key': () => ({
    title: 'Este archivo es la copia de seguridad de otro par de claves.',
    next: 'Elige el archivo que se guardó cuando se creó este par de claves.',
  }),
  'card-missing': () => ({
    title: 'No se puede obtener la ficha de clave de alguien que puede abrir esto.',
    next: 'No se cambió nada, para que nadie quede fuera. Añade a esa persona en «Contactos» con su enlace de contacto, o quítala.',
  }),
  'card-absent': () => ({
    title: 'La ficha de clave de esta persona no está en este servidor.',
    next: 'Su navegador aún no la ha enviado, o el enlace es de otro sitio. Pídele que abra los ajustes en este sitio mientras tenga conexión, y que copie allí el enlace otra vez.',
  }),
  'card-changed': () => ({
    title: 'El servidor dio una ficha de clave distinta de la que se pidió.',
    next: 'No se añadió a nadie, y no se selló nada para esa clave: puede ser de una persona desconocida. Inténtalo más tarde. Si vuelve a pasar, díselo por otra vía a la persona de quien debería ser la clave, y a quien administra este sitio.',
  }),
  'successor-changed': () => ({
    title: 'Lo que el servidor dice de la clave nueva de esta persona ha cambiado.',
    next: 'No se adoptó ninguna clave. Recarga esta página y mira otra vez; pregúntale qué clave es la suya antes de adoptar una.',
  }),
  'person-missing': () => ({
    title: 'Esta persona ya no está en tus contactos.',
    next: 'Ha sido retirada, quizá en otra pestaña. Añádela otra vez con su enlace de contacto.',
  }),
  'too-many-links': ({ limit }) => ({
    title:
      limit === undefined
        ? 'Ya hay tantos enlaces de solicitud como puede haber.'
        : plural(limit, {
            one: `Ya hay ${formatNumber(limit)} enlace de solicitud.`,
            many: `Ya hay ${formatNumber(limit)} de enlaces de solicitud.`,
            other: `Ya hay ${formatNumber(limit)} enlaces de solicitud.`,
          }),
    next: 'Revoca uno que ya haya cumplido su función y luego crea el nuevo.',
  }),
  'vault-full': () => ({
    title: 'A este navegador no le queda espacio para guardar esto.',
    next: 'No se hizo, y no se ha perdido nada de lo que ya estaba guardado aquí. Libera espacio en este dispositivo, o elimina los datos de otros sitios en los ajustes del navegador, y vuelve a intentarlo.',
  }),
  'vault-closed': () => ({
    title: 'Este navegador no deja que esta página guarde nada.',
    next: 'No se hizo ni se envió nada. Las claves, los contactos y lo que envías tienen que guardarse aquí; algunas ventanas privadas lo impiden, y también los navegadores que bloquean las cookies o los datos de sitios. Permítelos para este sitio, o usa una ventana normal.',
  }),
  'vault-failed': () => ({
    title: 'Este navegador no pudo leer o escribir lo que guarda para esta página.',
    next: 'No se hizo. Cierra las otras pestañas de este sitio y recarga esta página; si sigue igual, reinicia el navegador.',
  }),
  'unsupported-key': () => ({
    title: 'Este tipo de clave no se puede usar aquí.',
    next: 'Sealdrop acepta sus propias copias de seguridad, y claves privadas sobre la curva P-384 en formato PEM (PKCS#8 o SEC1), como las que crea OpenSSL. Elige un archivo así, o crea un nuevo par de claves.',
  }),
  'inbox-closed': () => ({
    title: 'Este enlace de solicitud terminó o fue retirado.',
    next: 'No se envió nada. Pide uno nuevo a la persona que te lo dio.',
  }),
  'inbox-full': () => ({
    title: 'La bandeja de entrada de este enlace de solicitud está llena.',
    next: 'No se envió nada. Inténtalo más tarde, o pide a la persona que te lo dio que haga sitio o que te dé un enlace nuevo.',
  }),
  'requests-off': () => ({
    title: 'Este sitio no acepta entregas por enlaces de solicitud.',
    next: 'Quien lo administra los ha desactivado. No se envió nada: pide otra vía, o envía tú un enlace.',
  }),
  'not-listed': () => ({
    title: 'Este sitio solo acepta archivos de la gente que ha inscrito quien lo administra.',
    next: 'No se envió nada. Da a quien administra el sitio la huella de tu par de claves, que está en Ajustes; cuando esté inscrita, vuelve a intentarlo.',
  }),
  'wrong-upload-token': () => ({
    title: 'Este sitio solo acepta archivos de quien tenga su token de subida.',
    next: 'No se envió nada. Escribe el token que te dio quien administra el sitio; este navegador lo guarda, sellado.',
  }),
  'daily-bytes': ({ limit, retryAfter }) => ({
    title:
      limit === undefined
        ? 'Este sitio no acepta más datos de una misma dirección en un día.'
        : `Este sitio acepta como máximo ${formatBytes(limit)} de una misma dirección en un día.`,
    next: `No se envió nada. ${dayEnds(retryAfter)}, o envía menos.`,
  }),
  'daily-shares': ({ limit, retryAfter }) => ({
    title:
      limit === undefined
        ? 'Este sitio no acepta más envíos de una misma dirección en un día.'
        : plural(limit, {
            one: `Este sitio acepta como máximo ${formatNumber(limit)} envío de una misma dirección en un día.`,
            many: `Este sitio acepta como máximo ${formatNumber(limit)} de envíos de una misma dirección en un día.`,
            other: `Este sitio acepta como máximo ${formatNumber(limit)} envíos de una misma dirección en un día.`,
          }),
    next: `No se envió nada. ${dayEnds(retryAfter)}.`,
  }),
  damaged: () => ({
    title: 'Lo que devolvió el almacenamiento no es lo que se envió.',
    next: 'No se guardó nada. Inténtalo de nuevo; si vuelve a pasar, pide al remitente que envíe los archivos otra vez.',
  }),
  'sender-changed': () => ({
    title: 'Esto está firmado por una clave distinta de la que representa este enlace.',
    next: 'No te fíes de estos archivos. Pide al remitente, por otra vía, un enlace nuevo.',
  }),
  'rolled-back': () => ({
    title: 'El servidor mostró un estado de este envío más antiguo que el que ya has visto.',
    next: 'No se abrió nada. Recarga dentro de un rato; si sigue igual, pregunta al remitente si cambió el envío.',
  }),
  'file-changed': ({ file }) => ({
    title: `${file ?? 'Un archivo'} cambió mientras se subía.`,
    next: 'Un envío nunca contiene una mezcla de dos versiones. Empieza de nuevo para enviar la versión nueva.',
  }),
  'file-unreadable': ({ file }) => ({
    title: `${file ?? 'Un archivo'} no se puede leer.`,
    next: 'Quizá se movió, se eliminó o lo bloquea otro programa. Comprueba que se abre en este dispositivo y vuelve a intentarlo.',
  }),
  'files-missing': ({ file }) => ({
    title: file ? `${file} no está entre ellos.` : 'Los archivos de esta subida hacen falta otra vez.',
    next: 'No se ha perdido nada. Elige una vez más todos los archivos de esta subida, o la carpeta entera si lo era.',
  }),
  'in-other-tab': () => ({
    title: 'Esta subida sigue en otra pestaña de este navegador.',
    next: 'Mira allí, o cierra esa pestaña y pulsa «Reanudar» otra vez.',
  }),
  'saving-in-other-tab': () => ({
    title: 'Esto se está guardando en otra pestaña de este navegador.',
    next: 'Mira allí, o cierra esa pestaña e inténtalo aquí de nuevo.',
  }),
  'place-lost': () => ({
    title: 'Ya no se puede escribir en el archivo que elegiste para ello.',
    next: 'Se movió o se eliminó, o el navegador no lo permite. Lo que ha llegado se conserva: pulsa «Seguir guardando» y elige otro lugar.',
  }),
  'too-large': ({ limit }) => ({
    title: limit === undefined ? 'Es demasiado grande.' : `Son más de ${formatBytes(limit)}.`,
    next: 'No se envió nada. Este sitio no acepta envíos más grandes: manda los archivos en varios envíos.',
  }),
  'too-many-files': ({ limit }) => ({
    title:
      limit === undefined
        ? 'Son demasiados archivos.'
        : plural(limit, {
            one: `Es más de ${formatNumber(limit)} archivo.`,
            many: `Son más de ${formatNumber(limit)} de archivos.`,
            other: `Son más de ${formatNumber(limit)} archivos.`,
          }),
    next: 'No se envió nada. Júntalos antes en un archivo comprimido, o mándalos en varios envíos.',
  }),
  'too-large-to-save': ({ limit }) => ({
    title: `Este navegador no puede guardar con seguridad más de ${formatBytes(limit ?? 0)} de una vez.`,
    next: 'No se guardó nada, y el envío está como estaba. Guarda los archivos uno por uno si son más pequeños, o abre el mismo enlace en Chrome, Edge u otro navegador Chromium en un ordenador, donde se escribe directamente en el disco, o con el comando «sealdrop open».',
  }),
  'download-stopped': () => ({
    title: 'El navegador interrumpió la descarga.',
    next: 'Lo que dejó en tus descargas no está entero: elimínalo y guarda otra vez. Mientras tanto, deja esta pestaña a la vista.',
  }),
  'needs-newer': () => ({
    title: 'Esto se hizo con una versión más nueva de Sealdrop.',
    next: 'Recarga esta página. Si eso no ayuda, pide a quien administra este sitio que lo actualice.',
  }),
  'insecure-origin': () => ({
    title: 'Esta página necesita HTTPS.',
    next: 'Sin él (o localhost) el navegador no ofrece criptografía, así que no se podría sellar nada. Abre la misma dirección con https:// delante, o habla con quien administra este sitio.',
  }),
  'server-unreachable': () => ({
    title: 'No se puede contactar con el servidor.',
    next: 'Comprueba tu conexión y vuelve a intentarlo. Si otros sitios funcionan, este puede estar caído un rato.',
  }),
  'rate-limited': ({ retryAfter }) => ({
    title: 'Demasiadas peticiones en poco tiempo.',
    next: `El servidor pide paciencia. Inténtalo de nuevo dentro de ${retryAfter === undefined ? 'un minuto' : formatDuration(retryAfter)}.`,
  }),
  'storage-full': ({ limit }) => ({
    title: 'El almacenamiento de este sitio está lleno.',
    next:
      limit === undefined
        ? 'Por ahora no se puede enviar nada más. Inténtalo más tarde, o avisa a quien administra este sitio.'
        : `Guarda como máximo ${formatBytes(limit)} entre todos los envíos, y esto ya no cabe. Envía menos, inténtalo más tarde, o avisa a quien administra este sitio.`,
  }),
  'no-space': () => ({
    title: 'No queda espacio en este dispositivo.',
    next: 'No se guardó nada. Libera espacio y guarda otra vez.',
  }),
  'clock-wrong': () => ({
    title: 'El reloj de este dispositivo no va bien.',
    next: 'Ajusta la fecha y la hora (mejor automáticamente, por la red) y recarga esta página.',
  }),
  'wrong-signature': () => ({
    title: 'El servidor no acepta la firma de tu clave.',
    next: 'Recarga esta página e inténtalo de nuevo. Si sigue igual, avisa a quien administra este sitio: puede que el sitio haya perdido tu ficha de clave.',
  }),
  'other-origin': ({ origin }) => ({
    title: 'Esta página se abrió en una dirección distinta de la del servidor.',
    next: `Las claves, los enlaces de solicitud y la bandeja de entrada solo funcionan en ${origin ?? 'la dirección que fijó quien administra el sitio'}. Abre este sitio allí. Los pares de claves creados aquí se pueden llevar con su copia de seguridad.`,
  }),
  ...olderFailures,
  ...packageFailures,
  cancelled: () => ({
    title: 'Esto se canceló.',
    next: 'No se conservó nada. Puedes empezar de nuevo cuando quieras.',
  }),
  unexpected: () => ({
    title: 'Algo salió mal que no debería.',
    next: 'Recarga esta página e inténtalo de nuevo. Si sigue igual, cuenta a quien administra este sitio qué hiciste antes.',
  }),
};
