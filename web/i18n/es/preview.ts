/** Spanish words of previews. A part of the catalogue in catalogue.ts. */
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber } from '../format.ts';

const saveIt = 'Guarda el archivo para abrirlo con otro programa.';

export const preview: Catalogue['preview'] = {
  show: 'Ver',
  showOne: (path) => `Ver ${path}`,
  region: (path) => `Vista previa de ${path}`,
  previous: 'Archivo anterior',
  next: 'Archivo siguiente',
  close: 'Cerrar la vista previa',
  cancel: 'Cancelar la vista previa',
  progress: 'Progreso de la vista previa',
  fetching: 'Descargando. No se muestra nada antes de comprobarlo.',
  verified: 'Verificado: cada byte está tal como se selló.',
  verifiedBeginning:
    'Verificado: cada byte que se muestra aquí está tal como se selló. El resto no se descargó.',
  image: (format, width, height) =>
    `Imagen ${format}, ${formatNumber(width)} × ${formatNumber(height)} píxeles`,
  still: 'Se mueve. Solo se muestra su primera imagen.',
  text: 'Texto',
  empty: 'No contiene nada.',
  beginning: (shown, total) =>
    `Solo se muestra el principio, ${formatBytes(shown)} de ${formatBytes(total)}. Guarda el archivo para tenerlo entero.`,
  neither: {
    title: 'Esto no se puede mostrar aquí.',
    next: `No es texto en UTF-8 o UTF-16, ni una imagen de un tipo que se muestre (JPEG, PNG, GIF, WebP, AVIF). ${saveIt}`,
  },
  tooLarge: (limit) => ({
    title: 'Esta imagen es demasiado grande para mostrarla aquí.',
    next: `Se muestran imágenes de hasta ${formatBytes(limit)}. ${saveIt}`,
  }),
  tooManyPixels: (width, height, limit) => ({
    title: 'Esta imagen tiene demasiados píxeles para mostrarla aquí.',
    next: `Dice medir ${formatNumber(width)} × ${formatNumber(height)}; se muestran hasta ${formatNumber(limit / 1_000_000)} millones, porque más podría agotar este dispositivo. Guárdala solo si esperas una imagen de este tamaño.`,
  }),
  unreadable: (format) => ({
    title: 'Esta imagen no se puede dibujar.',
    next: `Empieza como un ${format} y no sigue como los que este navegador conoce. Llegó tal como se envió. ${saveIt}`,
  }),
};
