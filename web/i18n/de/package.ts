/** German words for portable packages: the page of them, and what may go wrong with them. A part of the catalogue. */
import type { ErrorDetails, PackageErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';

/** The entry at the beginning of a sentence, and within one. */
const one = ({ file }: ErrorDetails): string => file || 'Das Paket';
const it = ({ file }: ErrorDetails): string => file || 'das Paket';

export const packageFailures: Pick<Catalogue['failures'], PackageErrorCode> = {
  'package-unknown': (details) => ({
    title: `${one(details)} ist kein Paket von Sealdrop.`,
    next: 'Wähle die ZIP-Datei, die mit „Als Paket speichern“ gemacht wurde. Eine Datei aus einem anderen System öffnet sich vielleicht unter „Ältere Datei öffnen“.',
  }),
  'package-cut': () => ({
    title: 'Dieses Paket wurde abgeschnitten.',
    next: 'Das Ende fehlt. Es wurde nichts gespeichert. Hol es noch einmal von dort, woher es kam.',
  }),
  'package-altered': (details) => ({
    title: `${one(details)} ist nicht so, wie es gemacht wurde.`,
    next: 'Es wurde verändert oder von einem anderen Programm neu gepackt. Es wurde nichts gespeichert. Hol die Datei selbst noch einmal, so wie sie gemacht wurde.',
  }),
  'package-name': (details) => ({
    title: `${one(details)} enthält einen Namen, der hinausführt.`,
    next: 'Ein ehrliches Paket hat keinen solchen Namen. Es wurde nichts geöffnet.',
  }),
  'package-twice': (details) => ({
    title: `${one(details)} ist zweimal in diesem Paket.`,
    next: 'Das Paket wurde von jemand anderem zusammengestellt. Es wurde nichts geöffnet. Hol das Paket noch einmal von der Person, die es gemacht hat.',
  }),
  'package-missing': (details) => ({
    title: `${one(details)} ist nicht in diesem Paket.`,
    next: 'Es wurde nichts geöffnet. Hol das Paket noch einmal von dort, woher es kam.',
  }),
  'package-surplus': (details) => ({
    title: `${one(details)} gehört nicht in dieses Paket.`,
    next: 'Jemand hat es hinzugefügt. Es wurde nichts geöffnet. Hol das Paket noch einmal von der Person, die es gemacht hat.',
  }),
  'package-checksum': (details) => ({
    title: `${one(details)} hat in diesem Paket eine andere Prüfsumme.`,
    next: 'Es wurde verändert oder mit einem anderen Teil vertauscht. Es wurde nichts gespeichert. Hol das Paket noch einmal von dort, woher es kam.',
  }),
  'package-mismatch': (details) => ({
    title: `Was ${it(details)} über dieses Paket sagt, stimmt nicht.`,
    next: 'Die Teile gehören nicht zusammen. Es wurde nichts gespeichert. Hol das Paket noch einmal von der Person, die es gemacht hat.',
  }),
  'package-code': () => ({
    title: 'Dieses Paket öffnet sich mit einem Link oder Code, und das ist nicht der richtige.',
    next: 'Gib den ganzen Link der Freigabe ein, aus der es gespeichert wurde, oder den Code, der gezeigt wurde, als es entstand.',
  }),
};

export const packages: Catalogue['packages'] = {
  pageTitle: 'Paket',
  open: 'Paket öffnen',
  heading: 'Ein Paket öffnet sich in diesem Browser, ohne Server.',
  about:
    'Es ist eine Freigabe als eine einzige Datei, gemacht mit „Als Paket speichern“ oder mit „sealdrop pack“. Wähle es: Kein Server wird nach etwas gefragt, und nichts verlässt diesen Browser.',
  reading: 'Ein Blick auf das Paket.',
  codeHeading: 'Dieses Paket öffnet sich mit einem Link oder Code.',
  code: 'Link oder Code',
  codeHint:
    'Der ganze Link der Freigabe, aus der es gespeichert wurde, oder der Code, der dazu gegeben wurde.',
  giveCode: 'Öffnen',
  lockedHeading: 'Dieses Paket braucht auch eine Passphrase.',
  here: 'Aus einem Paket, in diesem Browser geöffnet, ohne Server',
  save: 'Als Paket speichern',
  saveHint:
    'Eine versiegelte Datei für jeden Weg. Wer die Freigabe öffnen kann, kann auch sie öffnen, ohne jeden Server, für immer: Widerrufen lässt sie sich nicht.',
};
