/** French texts of the hints that are shown once. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const hints: Catalogue['hints'] = {
  understood: 'Compris',
  texts: {
    'first-link':
      'Quiconque a ce lien peut ouvrir les fichiers : ne le donnez qu’aux personnes voulues. Si vous fixez une phrase secrète, dites-la-leur par une autre voie que le lien.',
    'first-key':
      'Cette paire de clés est dans ce navigateur et dans son fichier de sauvegarde, nulle part ailleurs. Gardez ce fichier là où il survivra à cet appareil, et sa phrase secrète à part : personne ne peut la réinitialiser.',
    inbox:
      'Ce que d’autres envoient par vos liens arrive ici, et seule votre clé l’ouvre. Quiconque a un tel lien peut vous envoyer des fichiers : regardez qui l’a scellé avant d’ouvrir un fichier.',
  },
};
