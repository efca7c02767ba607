/** French words of previews. A part of the catalogue in catalogue.ts. */
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber } from '../format.ts';

const saveIt = 'Enregistrez le fichier pour l’ouvrir avec un autre programme.';

export const preview: Catalogue['preview'] = {
  show: 'Voir',
  showOne: (path) => `Voir ${path}`,
  region: (path) => `Aperçu de ${path}`,
  previous: 'Fichier précédent',
  next: 'Fichier suivant',
  close: 'Fermer l’aperçu',
  cancel: 'Annuler l’aperçu',
  progress: 'Progression de l’aperçu',
  fetching: 'Récupération en cours. Rien n’est montré avant d’être vérifié.',
  verified: 'Vérifié : chaque octet est tel qu’il a été scellé.',
  verifiedBeginning:
    'Vérifié : chaque octet montré ici est tel qu’il a été scellé. Le reste n’a pas été récupéré.',
  image: (format, width, height) =>
    `Image ${format}, ${formatNumber(width)} × ${formatNumber(height)} pixels`,
  still: 'Elle est animée. Seule sa première vue est montrée.',
  text: 'Texte',
  empty: 'Il ne contient rien.',
  beginning: (shown, total) =>
    `Seul le début est montré, ${formatBytes(shown)} sur ${formatBytes(total)}. Enregistrez le fichier pour l’avoir en entier.`,
  neither: {
    title: 'Impossible de montrer cela ici.',
    next: `Ce n’est ni du texte en UTF-8 ou en UTF-16, ni une image d’un type qui est montré (JPEG, PNG, GIF, WebP, AVIF). ${saveIt}`,
  },
  tooLarge: (limit) => ({
    title: 'Cette image est trop lourde pour être montrée ici.',
    next: `Les images sont montrées jusqu’à ${formatBytes(limit)}. ${saveIt}`,
  }),
  tooManyPixels: (width, height, limit) => ({
    title: 'Cette image a trop de pixels pour être montrée ici.',
    next: `Elle dit faire ${formatNumber(width)} × ${formatNumber(height)} ; jusqu’à ${formatNumber(limit / 1_000_000)} millions sont montrés, car davantage pourrait épuiser cet appareil. Ne l’enregistrez que si vous attendez une image de cette taille.`,
  }),
  unreadable: (format) => ({
    title: 'Impossible de dessiner cette image.',
    next: `Elle commence comme un ${format} et ne continue pas comme ceux que ce navigateur connaît. Elle est arrivée telle qu’elle a été envoyée. ${saveIt}`,
  }),
};
