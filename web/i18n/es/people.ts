/** Spanish texts about people: contacts, who can open a share, who sealed one. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const people: Catalogue['people'] = {
  pageTitle: 'Contactos',
  heading: 'A quién puedes enviar archivos por su nombre.',
  about:
    'Se guardan solo en este navegador. Un enlace de contacto te muestra una clave; que sea de la persona correcta, solo lo muestra comparar su huella.',
  link: 'Enlace de contacto',
  linkHint: 'El que esa persona copió en sus ajustes, o cualquiera de sus enlaces de solicitud.',
  picture: 'Usar la imagen de un código QR',
  unreadable: 'En esa imagen no hay ningún código QR legible. Pega el enlace en su lugar.',
  add: 'Añadir contacto',
  wrong: 'Ese no es un enlace de contacto. Lleva /to/ en medio.',
  region: 'Contactos',
  loading: 'Mirando en este navegador.',
  emptyTitle: 'Nadie todavía.',
  emptyNext: 'Pide a alguien su enlace de contacto. Se copia en los ajustes, junto al par de claves.',
  verified: 'Verificado: has comparado la huella.',
  unverified: 'Aún sin verificar.',
  calls: (name) => `Dice llamarse «${name}».`,
  noDelivery:
    'Puedes compartir con esta persona por su nombre. Para enviar también a su bandeja de entrada, añádela otra vez con su enlace de contacto.',
  rename: 'Cambiar nombre',
  name: 'Nombre',
  nameHint: 'Solo para ti. Vacío: el nombre que se da la persona.',
  saveName: 'Guardar nombre',
  compare: 'Comparar huella',
  compareHow:
    'Pídele que lea la suya en voz alta, por teléfono o cara a cara, nunca por la vía por la que llegó el enlace. Está en sus ajustes. Todos los grupos tienen que ser iguales.',
  theirs: (name) => `Huella de ${name}`,
  yours: (name) => `La tuya (${name}), para que la compare`,
  noKey: 'No tienes par de claves, así que no hay nada tuyo que comparar.',
  verify: 'Marcar como verificado',
  unverify: 'Retirar «verificado»',
  remove: 'Quitar',
  successorTitle: (name) => `${name} tiene una clave nueva.`,
  successorNext:
    'La clave antigua la ha firmado. Quien hubiera robado la clave antigua también podría haberlo hecho, así que compara la huella de la nueva en cuanto la adoptes.',
  follow: 'Adoptar la clave nueva',
  conflictTitle: (name) => `Dos claves nuevas dicen ser ${name}.`,
  conflictNext:
    'Una de ellas no es suya. No envíes nada a ninguna antes de haberle preguntado, cara a cara o por teléfono, qué huella es la correcta.',
};

export const access: Catalogue['access'] = {
  group: 'Contactos',
  hint: 'Las personas elegidas lo abren con la clave de su propio navegador; la dirección no contiene entonces ningún secreto.',
  link: 'Quien tenga el enlace',
  own: (name) => `${name} (tu clave)`,
  nobody: 'Todavía no hay nadie en tus contactos.',
  nobodyLink: 'Añadir a alguien',
  unverified: 'sin verificar',
  removal:
    'Una persona retirada ya no puede obtener nada más de este sitio después de 5 minutos como máximo. Si lo abrió antes, puede haber conservado su clave, y conserva lo que guardó. Para excluir a alguien con certeza, haz un envío nuevo.',
  noPassphrase: 'Las personas nombradas no la necesitan: una frase de contraseña va con el enlace.',
  newLink: 'El enlace ahora es otro: cópialo de nuevo para quienes deban tenerlo.',
  only: 'Solo las personas que has nombrado pueden abrir esta dirección.',
  onlyKey: 'Este navegador, y cualquier otro que tenga tu par de claves, puede cambiar o detener este envío.',
  copied: 'Copiado. Solo las personas que has nombrado pueden abrirlo.',
  noName: 'alguien sin nombre',
  openFor: (names) => `Para ${names}`,
  andLink: (names) => `Para ${names}, y quien tenga el enlace`,
};

export const sender: Catalogue['sender'] = {
  self: 'Enviado por ti',
  selfHint: 'Guardar desde tu propio envío no cuenta como descarga.',
  by: (name) => `Sellado por ${name}`,
  verifiedHint: 'Verificado: firmado por la clave cuya huella has comparado.',
  knownHint: 'Firmado por la clave de esta persona en tus contactos. Aún no has comparado su huella.',
  named: (name) => `Dice llamarse «${name}»`,
  namedHint:
    'Cualquiera puede elegir cualquier nombre. Compara la huella con la persona en la que piensas antes de fiarte.',
  takenHint:
    'Tienes en tus contactos a alguien con este nombre, y esta es una clave distinta de la suya. Pregúntale, por otra vía, si también es suya antes de fiarte.',
  add: 'Añadir a Contactos',
  notIdentified: 'Remitente no identificado',
  notIdentifiedHint:
    'Nadie ha puesto su nombre en esto. Fíate tanto como te fíes de la vía por la que te llegó el enlace.',
  deliveryHint:
    'Quien tenga tu enlace, y también este servidor, puede enviar algo así. No te fíes más de lo que eso permite.',
};
