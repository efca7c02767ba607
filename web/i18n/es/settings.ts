/** Spanish texts of Settings: key pairs and request links. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatDate, formatNumber, plural } from '../format.ts';

export const settings: Catalogue['settings'] = {
  pageTitle: 'Ajustes',
  heading: 'Tus claves viven aquí, en este navegador.',
  region: 'Pares de claves',
  about:
    'Nadie necesita un par de claves para enviar archivos o abrir un enlace. Con uno, otras personas pueden enviarte archivos por tu nombre, y ver que lo que envías es tuyo.',
  loading: 'Mirando en este navegador.',
  emptyTitle: 'Aún no hay par de claves.',
  emptyNext:
    'Crea uno, o trae uno de otro dispositivo. Su parte privada nunca sale de este navegador sin sellar.',
  notKept:
    'Este navegador no ha prometido conservar tus claves. Puede borrarlas cuando falte espacio, y una ventana privada las olvida al cerrarse. Con su archivo de copia de seguridad y la frase de contraseña puedes importar otra vez un par de claves.',
  create: 'Nuevo par de claves',
  importFile: 'Importar par de claves',
  importCode: 'Importar desde código QR',
};

export const keyPair: Catalogue['keyPair'] = {
  made: (seconds) => `Creado el ${formatDate(seconds)}`,
  isDefault: 'Predeterminado: firma lo que envías',
  where: {
    saved: 'Vive en este navegador, no en el servidor. Copia de seguridad guardada, aún sin comprobar.',
    checked: 'Vive en este navegador, no en el servidor. Copia de seguridad guardada y comprobada.',
  },
  unchecked:
    'Un archivo guardado puede perderse de camino al disco. Compruébalo una vez: elígelo de nuevo y escribe su frase de contraseña.',
  succeeded: (name, group) =>
    `Sustituido por ${name}${group && `, cuya huella empieza por ${group}`}. Conserva el antiguo mientras te importe algo que se le envió o que firmó.`,
  otherKey: 'un par de claves más nuevo',
  unpublished:
    'El servidor aún no tiene su ficha de clave, así que nadie puede encontrarlo. Se vuelve a intentar por sí solo.',
  fingerprint: 'Huella',
  fingerprintCode: 'Las mismas cifras',
  copyLink: 'Copiar enlace de contacto',
  copied:
    'Copiado. Quien lo tenga puede añadirte a sus contactos y, si este sitio acepta entregas para ti, enviarte archivos.',
  copyRefused: 'El navegador no lo permitió. Aquí está, para copiarlo a mano:',
  contactLink: 'Enlace de contacto',
  showLink: 'Mostrar código QR de contacto',
  linkCode: 'Quien apunte hacia él con una cámara llega a tu página de solicitud, y puede enviarte archivos.',
  exportBackup: 'Exportar copia de seguridad',
  checkBackup: 'Comprobar copia de seguridad',
  showBackup: 'Mostrar como código QR',
  exportPublic: 'Exportar clave pública',
  exportPem: 'Exportar PEM',
  makeDefault: 'Hacer predeterminado',
  rotate: 'Renovar',
  remove: 'Eliminar',
  handed: 'La descarga ha empezado.',
  reminder: (name) => `Nadie ha comprobado aún la copia de seguridad de ${name}.`,
  reminderLink: 'Comprobarla en Ajustes',
};

export const keyDialogs: Catalogue['keyDialogs'] = {
  cancel: 'Cancelar',
  close: 'Cerrar',
  working: 'En ello. Tarda un momento a propósito.',
  name: 'Nombre',
  passphrase: 'Frase de contraseña',
  repeat: 'Repetir frase de contraseña',
  nameHint:
    'Puede quedar vacío. Quien reciba tu enlace de contacto, o archivos que firmes, puede leerlo; el servidor también.',
  passphraseHint:
    'Protege la copia de seguridad, un archivo que puede estar en cualquier parte: quien lo encuentre puede probar tantas veces como quiera, así que lo que protege es la longitud. Cuatro o más palabras elegidas al azar están bien. Nadie puede restablecerla.',
  strength: {
    empty: '',
    short: 'Al menos 8 caracteres: una más corta se adivina demasiado pronto.',
    weak: 'Más bien corta. Unas palabras más la harían mucho más difícil de adivinar.',
    fair: 'Buena, siempre que a nadie se le ocurra.',
    long: 'Bastante larga, siempre que a nadie se le ocurra.',
  },
  problems: {
    empty: 'Elige una frase de contraseña.',
    missing: 'Escribe su frase de contraseña.',
    short: 'Usa al menos 8 caracteres.',
    different: 'Las dos no son iguales.',
    'long-name': 'Como máximo 64 caracteres.',
  },
  create: {
    title: 'Un nuevo par de claves',
    explain: 'Las claves se crean en este navegador. Su copia de seguridad se guarda en el mismo paso.',
    submit: 'Crear y guardar copia',
  },
  importFile: {
    title: 'Importar un par de claves',
    explain: (file) => `De ${file}.`,
    hint: 'La del archivo. Una clave PEM que no tenga recibe esta para su copia de seguridad, que se guarda en el mismo paso.',
    submit: 'Importar',
  },
  importCode: {
    title: 'Importar desde un código QR',
    explain:
      'En el otro dispositivo: Ajustes, el par de claves, «Mostrar como código QR». Escanéalo, usa una imagen de él o pega aquí su texto.',
    text: 'Texto del código QR',
    hint: 'La de la copia de seguridad del otro dispositivo.',
    submit: 'Importar',
  },
  check: {
    title: 'Comprobar la copia de seguridad',
    explain: (file) => `${file} se abre con esta frase de contraseña y se compara con el par de claves.`,
    submit: 'Comprobar',
  },
  pem: {
    title: 'Exportar para otros programas',
    explain:
      'Dos archivos, cifrados con la frase de contraseña que escribas, que «openssl pkey» sabe leer: una clave para cifrar y otra para firmar. Su protección (PBKDF2) es más débil que la de la copia de seguridad: elige una frase larga, y elimina los archivos cuando termines. El navegador puede preguntar si debe guardar los dos.',
    hint: 'La de la copia de seguridad de este par de claves; protege también los dos archivos.',
    submit: 'Exportar',
  },
  code: {
    title: 'Este par de claves como código QR',
    explain:
      'Lleva el par de claves a otro dispositivo. Lo protege la frase de contraseña de la copia de seguridad; aun así, no se lo enseñes a nadie más.',
    hint: 'La de la copia de seguridad de este par de claves.',
    submit: 'Mostrar',
    caption: 'En el otro dispositivo: Ajustes, «Importar desde código QR».',
    text: 'Lo mismo como texto',
  },
  rotate: {
    title: 'Renovar este par de claves',
    explain:
      'Un nuevo par de claves ocupa su lugar y lo firma el antiguo, para que tus contactos puedan adoptarlo. El antiguo se queda aquí, y sigue abriendo lo que se le envió. Los enlaces de solicitud del antiguo se quedan con él.',
    submit: 'Renovar y guardar copia',
  },
  remove: {
    title: 'Eliminar un par de claves',
    explain:
      'Se quita de este navegador. Con su copia de seguridad puedes importarlo otra vez; sin ella, lo que sigue se pierde para siempre.',
    always: 'Lo que se envió solo a esta clave, y no está guardado en otro lugar, ya no se abrirá aquí.',
    shares: 'Envíos que firmó y que ya no se podrían cambiar:',
    moreShares: (count) => `y ${formatNumber(count)} más`,
    noShares: 'No firmó ningún envío que este navegador conozca.',
    deliveries: (count) =>
      count === 0
        ? 'No espera nada en su bandeja de entrada.'
        : plural(count, {
            one: `${formatNumber(count)} entrega espera en su bandeja de entrada.`,
            many: `${formatNumber(count)} de entregas esperan en su bandeja de entrada.`,
            other: `${formatNumber(count)} entregas esperan en su bandeja de entrada.`,
          }),
    links: (count) =>
      count === 0
        ? 'Ningún enlace de solicitud lleva a él.'
        : plural(count, {
            one: `${formatNumber(count)} enlace de solicitud lleva a él, y termina con él.`,
            many: `${formatNumber(count)} de enlaces de solicitud llevan a él, y terminan con él.`,
            other: `${formatNumber(count)} enlaces de solicitud llevan a él, y terminan con él.`,
          }),
    unknown:
      'No se puede contactar con el servidor, así que nadie puede decir qué espera en su bandeja de entrada.',
    looking: 'Mirando qué se perdería.',
    nameHint: (name) => `Escribe ${name} para confirmarlo.`,
    wrongName: 'Ese no es su nombre.',
    submit: 'Eliminar par de claves',
  },
};

export const requestLinks: Catalogue['requestLinks'] = {
  list: 'Enlaces de solicitud',
  about:
    'Quien tenga uno puede enviarte archivos, sin clave propia. Da uno para cada fin, y revócalo cuando haya cumplido su función.',
  empty: 'Ninguno todavía.',
  create: 'Nuevo enlace de solicitud',
  contact: 'Enlace de contacto',
  one: 'Enlace de solicitud',
  ofKey: (name) => `A ${name}`,
  until: (seconds) => (seconds === null ? 'Sin fin' : `Termina el ${formatDate(seconds)}`),
  copy: 'Copiar enlace',
  copied: 'Copiado.',
  copyRefused: 'El navegador no lo permitió. Aquí está el enlace, para copiarlo a mano:',
  revoke: 'Revocar',
  revokeWarning:
    'Nadie podrá enviar más por él y no se puede recuperar. Lo que llegó sigue en tu bandeja de entrada.',
  revokeSurely: 'Revocar este enlace',
  dialog: {
    title: 'Un nuevo enlace de solicitud',
    name: 'Nombre',
    nameHint: 'Solo para ti: «Para clientes», «Papeles de impuestos».',
    key: 'Par de claves',
    expires: 'Caduca después de',
    never: 'Sin fin',
    submit: 'Crear enlace',
  },
  off: 'Este sitio no acepta entregas: quien lo administra ha desactivado los enlaces de solicitud. Lo que ha llegado sigue en tu bandeja de entrada, y los enlaces de contacto siguen diciendo a los demás qué clave es la tuya.',
  needsKey: 'Un enlace de solicitud lleva a uno de tus pares de claves: crea uno primero.',
};

export const appearance: Catalogue['appearance'] = {
  heading: 'Apariencia',
  ways: { system: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
};

export const about: Catalogue['about'] = {
  heading: 'Acerca de Sealdrop',
  how: 'Lo que ve este servidor, qué es un enlace, y qué hacer cuando se pierde una clave',
  accessibility: 'Lo que hace Sealdrop para estar abierto a todo el mundo',
};

export const language: Catalogue['language'] = {
  label: 'Idioma',
  asBrowser: 'Como el navegador',
};

export const serviceWorker: Catalogue['serviceWorker'] = {
  heading: 'Service worker',
  about:
    'Un pequeño programa de este sitio que el navegador conserva. En algunos navegadores los archivos grandes se guardan a través de él; también guarda la página para usarla sin conexión y recibe lo que comparten otras aplicaciones. Si las páginas o las descargas no se comportan como deben, quítalo con todo lo que ha guardado: la próxima descarga grande trae uno nuevo.',
  instead:
    'Tus claves, contactos y envíos se quedan. Borrar en su lugar los datos de este sitio en el navegador los eliminaría todos: antes de hacerlo, exporta una copia de seguridad de cada par de claves.',
  remove: 'Quitar service worker',
  removed:
    'Quitado. Recarga las páginas de este sitio que estén abiertas. No compartas nada con Sealdrop desde otras aplicaciones hasta pulsar de nuevo «Guardar para usar sin conexión»: llegaría al servidor sin sellar, y este no lo acepta.',
};
