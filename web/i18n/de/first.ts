/** What is seen before the catalogue is there, in German. */
import type { FirstWords } from '../first-words.ts';

export const first = {
  navigation: 'Seiten',
  send: 'Senden',
  shares: 'Freigaben',
  people: 'Kontakte',
  settings: 'Einstellungen',
  heading: 'Datei ablegen, Link erhalten.',
  purpose:
    'Sie wird in diesem Browser versiegelt, bevor sie ihn verlässt. Wer den Link hat, kann sie öffnen; niemand dazwischen, auch diese Website nicht, kann sie lesen, verändern oder kürzen.',
  loading: 'Ein Blick auf das Siegel.',
  loadingNext:
    'Dieser Browser prüft, wessen Siegel es ist und ob unterwegs jemand etwas geändert hat. Vorher wird nichts gezeigt.',
} as const satisfies FirstWords;
