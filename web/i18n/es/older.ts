/** Spanish words for files of older systems: the page, and what may go wrong with them. A part of the catalogue. */
import type { ErrorDetails, OlderErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber, plural } from '../format.ts';

/** The file at the beginning of a sentence, and within one. */
const one = ({ file }: ErrorDetails): string => file ?? 'Un archivo';
const it = ({ file }: ErrorDetails): string => file ?? 'un archivo';

export const olderFailures: Pick<Catalogue['failures'], OlderErrorCode> = {
  'older-unknown': () => ({
    title: 'Aquí no hay nada de ninguno de los tres sistemas antiguos.',
    next: 'Elige el ZIP o la carpeta de un paquete, o un archivo que termine en .enc junto con todo lo que le corresponde. Un paquete de Sealdrop se abre con «Abrir paquete».',
  }),
  'older-unsupported': (details) => ({
    title: `${one(details)} es de un tipo que Sealdrop no lee.`,
    next: 'Es un paquete del Secure File Processing System cuya clave está sellada con RSA-4096, o con un método que aquí no se conoce. Ábrelo con el programa que lo hizo.',
  }),
  'older-key-needed': (details) => ({
    title: `Falta la clave para ${it(details)}.`,
    next: 'Un paquete y un archivo de CloudSecureShare necesitan la clave privada; cualquier otro archivo .enc necesita la clave de archivo. Un archivo de CloudSecureShare necesita además, a su lado, su .key.enc y ephemeral_public_key.pem.',
  }),
  'older-key-unusable': () => ({
    title: 'Esta clave no se puede usar.',
    next: 'Una clave privada es un archivo PEM sobre la curva P-384 (PKCS#8 o SEC1) sin frase de contraseña que la proteja: openssl pkey la quita. Una clave de archivo es base64 de 16, 24 o 32 bytes.',
  }),
  'older-wrong-key': (details) => ({
    title: `${one(details)} se selló para otra clave.`,
    next: 'No se abrió nada. Elige la clave privada que corresponde a la clave pública para la que se hizo.',
  }),
  'older-missing': (details) => ({
    title: `Falta ${it(details)}.`,
    next: 'No se conservó nada. Elige todo lo que va junto, la carpeta entera si lo es.',
  }),
  'older-mismatch': (details) => ({
    title: `Lo que dice ${it(details)} y lo que hay no coinciden.`,
    next: 'Difiere un número, un orden o un tamaño. No se conservó nada. Trae los archivos otra vez de donde están almacenados.',
  }),
  'older-checksum': (details) => ({
    title: `${one(details)} tiene otra suma de comprobación.`,
    next: 'Hubo trozos intercambiados, sustituidos o cambiados. No se conservó nada. Trae los archivos otra vez de donde están almacenados.',
  }),
  'older-tag': (details) => ({
    title: `${one(details)} no está como se selló, o la clave es otra.`,
    next: 'Su etiqueta de autenticación no coincide. No se conservó nada. Comprueba la clave y trae el archivo otra vez de donde está almacenado.',
  }),
  'older-truncated': (details) => ({
    title: `${one(details)} está cortado.`,
    next: 'Le falta el final. No se conservó nada. Tráelo otra vez de donde está almacenado.',
  }),
  'older-malformed': (details) => ({
    title: `${one(details)} no se puede entender.`,
    next: 'No tiene la forma que escribe su sistema: el texto, los números, el base64 o el relleno están mal. No se conservó nada.',
  }),
  'older-name': (details) => ({
    title: `${one(details)} señala un lugar fuera de su carpeta.`,
    next: 'Un archivo honrado no tiene un nombre así. No se abrió nada, y no se conservó nada.',
  }),
  'older-no-room': ({ limit }) => ({
    title: `Este navegador no da a esta página sitio para más de ${formatBytes(limit ?? 0)}.`,
    next: 'No se conservó nada. Usa una ventana normal, libera espacio, o ábrelo con el comando «sealdrop open-legacy».',
  }),
  'older-too-many': (details) => ({
    title: `${one(details)} tiene más partes de las que se leen aquí.`,
    next: 'Se leen como máximo 200.000 entradas de un ZIP, y 160.000 trozos de un paquete. No se conservó nada. Si un ZIP contiene varios paquetes o archivos, descomprímelo y elígelos uno tras otro.',
  }),
  'older-stopped': () => ({
    title: 'La parte de esta página que abre archivos antiguos se ha detenido.',
    next: 'No se conservó nada. Inténtalo una vez más: una nueva ocupa su lugar. Si también se detiene, usa el comando «sealdrop open-legacy».',
  }),
  'zip-damaged': (details) => ({
    title: `${one(details)} es un ZIP dañado, o de un tipo que aquí no se lee.`,
    next: 'Su índice y su contenido no concuerdan, o está cifrado. No se conservó nada. Tráelo otra vez, o descomprímelo y elige la carpeta.',
  }),
  'zip-bomb': (details) => ({
    title: `${one(details)} ocuparía al descomprimirse mucho más de lo que contiene.`,
    next: 'Está hecho para llenar un disco. No se conservó nada.',
  }),
};

export const older: Catalogue['older'] = {
  pageTitle: 'Abrir un archivo antiguo',
  heading: 'Archivos de tres sistemas antiguos, abiertos aquí.',
  about:
    'Del Secure File Processing System, de CloudSecureShare y del Secure File Upload and Download System. Se descifran en este navegador; de él no sale ningún archivo ni ninguna clave.',
  beforeTitle: 'Qué comprobaban estos sistemas, y qué no comprobaron nunca',
  before: {
    'secure-file-processing':
      'Secure File Processing System: cada trozo está autenticado; su orden, su número y el nombre nunca lo estuvieron. Aquí se comparan todos los números, tamaños y sumas de comprobación, pero quien pudiera escribir donde se guardaba un paquete pudo cambiarlos todos a la vez.',
    'cloud-secure-share':
      'CloudSecureShare: nada está autenticado. Una clave equivocada, un byte cambiado o un final cortado dan otros bytes al abrir, y nadie puede notarlo.',
    'secure-upload-download':
      'Secure File Upload and Download System: los archivos se autentican enteros, antes de descifrar nada.',
  },
  beforeNext:
    'Si es importante, pide al remitente el SHA-256 del archivo. Se puede comparar cuando el archivo esté abierto.',
  chooseHeading: 'Qué hay que abrir',
  chooseHint:
    'El ZIP o la carpeta de un paquete; o archivos .enc con todo lo que está junto a ellos. También muchos a la vez.',
  files: 'Archivos antiguos',
  folder: 'Carpeta de archivos antiguos',
  chosen: (first, count, bytes) =>
    `${count === 1 ? first : `${first} y ${formatNumber(count - 1)} más`}, ${formatBytes(bytes)}`,
  nothingChosen: 'Elige primero qué hay que abrir.',
  keyHeading: 'Su clave',
  privateKey: 'Clave privada',
  privateKeyHint: 'Un archivo PEM, para los dos primeros sistemas.',
  fileKey: 'Clave de archivo',
  fileKeyHint: 'Lo que estaba en FILE_KEY_BASE64, para el tercero.',
  open: 'Abrir',
  looking: 'Mirando lo que has elegido.',
  progress: 'Progreso de la apertura',
  cancel: 'Cancelar',
  openedHeading: (count) =>
    plural(count, {
      one: `${formatNumber(count)} archivo está abierto`,
      many: `${formatNumber(count)} de archivos están abiertos`,
      other: `${formatNumber(count)} archivos están abiertos`,
    }),
  after: {
    'secure-file-processing':
      'Todos los trozos, números y sumas de comprobación concuerdan. Que sea el paquete que se hizo en su día, no lo demuestran.',
    'cloud-secure-share':
      'Sin autenticar. Nadie puede saber si estos son los bytes que se cifraron, ni si la clave era la correcta: mira el archivo y compara su SHA-256.',
    'secure-upload-download': 'Su etiqueta de autenticación es correcta: cada byte está tal como se cifró.',
  },
  doubtful:
    'Se cambió: sus dos partes se hicieron con un mismo vector de inicialización y ahora tienen vectores distintos. Los primeros bytes, o todos, pueden estar mal.',
  digest: 'SHA-256',
  compare: 'SHA-256 del remitente',
  compareHint: 'Pídelo por una vía distinta de aquella por la que llegó el archivo.',
  same: (path) => `Es el de ${path}: este es el archivo al que se refiere el remitente.`,
  different: 'Ninguno de estos archivos lo tiene. No son los archivos a los que se refiere el remitente.',
  noDigest: 'Un SHA-256 tiene 64 cifras, del 0 al 9 y de la a a la f.',
  skipped: (count) =>
    plural(count, {
      one: `Sin tocar: ${formatNumber(count)} archivo más`,
      many: `Sin tocar: ${formatNumber(count)} de archivos más`,
      other: `Sin tocar: ${formatNumber(count)} archivos más`,
    }),
  share: 'Compartir con seguridad',
  shareHint:
    'Al compartir se hace un envío nuevo con todos los archivos abiertos, sellado como todo lo de aquí.',
  leaveHint: 'Cuando sales de esta página, lo que abrió se quita de este navegador.',
  again: 'Abrir otra cosa',
  zipName: 'archivos abiertos.zip',
};
