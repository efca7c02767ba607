/** German texts of the hints that are shown once. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const hints: Catalogue['hints'] = {
  understood: 'Verstanden',
  texts: {
    'first-link':
      'Wer diesen Link hat, kann die Dateien öffnen; gib ihn also nur denen, die du meinst. Setzt du eine Passphrase, sag sie ihnen auf einem anderen Weg als dem des Links.',
    'first-key':
      'Dieses Schlüsselpaar ist in diesem Browser und in seiner Sicherungsdatei, sonst nirgends. Bewahre die Datei dort auf, wo sie dieses Gerät überlebt, und die Passphrase getrennt davon: Niemand kann sie zurücksetzen.',
    inbox:
      'Was andere über deine Links senden, kommt hierher, und nur dein Schlüssel öffnet es. Wer einen solchen Link hat, kann senden: Sieh nach, wer es versiegelt hat, bevor du eine Datei öffnest.',
  },
};
