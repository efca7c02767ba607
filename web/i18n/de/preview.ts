/** German words of previews. A part of the catalogue in catalogue.ts. */
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber } from '../format.ts';

const saveIt = 'Speichere es, um es mit einem anderen Programm zu öffnen.';

export const preview: Catalogue['preview'] = {
  show: 'Ansehen',
  showOne: (path) => `${path} ansehen`,
  region: (path) => `Vorschau von ${path}`,
  previous: 'Vorige Datei',
  next: 'Nächste Datei',
  close: 'Vorschau schließen',
  cancel: 'Vorschau abbrechen',
  progress: 'Fortschritt der Vorschau',
  fetching: 'Wird geholt. Nichts wird gezeigt, bevor es geprüft ist.',
  verified: 'Geprüft: Jedes Byte ist so, wie es versiegelt wurde.',
  verifiedBeginning:
    'Geprüft: Jedes hier gezeigte Byte ist so, wie es versiegelt wurde. Der Rest wurde nicht geholt.',
  image: (format, width, height) => `${format}-Bild, ${formatNumber(width)} × ${formatNumber(height)} Pixel`,
  still: 'Es bewegt sich. Gezeigt wird nur das erste Bild.',
  text: 'Text',
  empty: 'Es ist nichts darin.',
  beginning: (shown, total) =>
    `Gezeigt wird nur der Anfang, ${formatBytes(shown)} von ${formatBytes(total)}. Speichere die Datei, um alles zu haben.`,
  neither: {
    title: 'Das lässt sich hier nicht zeigen.',
    next: `Es ist weder Text in UTF-8 oder UTF-16 noch ein Bild einer Art, die gezeigt wird (JPEG, PNG, GIF, WebP, AVIF). ${saveIt}`,
  },
  tooLarge: (limit) => ({
    title: 'Dieses Bild ist zu groß, um hier gezeigt zu werden.',
    next: `Gezeigt werden Bilder bis ${formatBytes(limit)}. ${saveIt}`,
  }),
  tooManyPixels: (width, height, limit) => ({
    title: 'Dieses Bild hat zu viele Pixel, um hier gezeigt zu werden.',
    next: `Es soll ${formatNumber(width)} × ${formatNumber(height)} groß sein; gezeigt werden bis zu ${formatNumber(limit / 1_000_000)} Millionen, denn mehr könnte dieses Gerät überfordern. Speichere es nur, wenn du ein Bild dieser Größe erwartest.`,
  }),
  unreadable: (format) => ({
    title: 'Dieses Bild lässt sich nicht zeichnen.',
    next: `Es beginnt wie ein ${format} und geht nicht so weiter, wie dieser Browser es kennt. Es ist angekommen, wie es gesendet wurde. ${saveIt}`,
  }),
};
