/** What is seen before the catalogue is there, in French. */
import type { FirstWords } from '../first-words.ts';

export const first = {
  navigation: 'Pages',
  send: 'Envoyer',
  shares: 'Partages',
  people: 'Contacts',
  settings: 'Réglages',
  heading: 'Déposez un fichier, obtenez un lien.',
  purpose:
    'Il est scellé dans ce navigateur avant d’en partir. Quiconque a le lien peut l’ouvrir ; personne entre les deux, pas même ce site, ne peut le lire, le modifier ni le tronquer.',
  loading: 'Examen du sceau.',
  loadingNext:
    'Ce navigateur vérifie de qui est le sceau et que personne n’a rien modifié en chemin. Rien n’est affiché avant cela.',
} as const satisfies FirstWords;
