/** French texts of the app on a device: without the server, shared into by other apps, reading QR codes. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const device: Catalogue['device'] = {
  sharedText: 'Texte partagé.txt',
  away: {
    label: 'Le serveur',
    next: 'Les paquets et les anciens fichiers s’ouvrent quand même, sans aucun serveur. L’envoi de fichiers et l’ouverture de liens attendent son retour.',
  },
  shared: {
    label: 'Partagé vers Sealdrop',
    asking: 'Sceller et envoyer ceci ?',
    askingNext:
      'Cela a été remis à cette page de l’extérieur, et rien n’en a encore quitté ce navigateur. Si ce n’est pas vous qui l’avez partagé, abandonnez-le.',
    send: 'Sceller et envoyer',
    lost: {
      title: 'Ce qui a été partagé n’est plus là.',
      next: 'Cela n’attend cette page qu’une minute, et en mémoire seulement. Partagez-le de nouveau, ou choisissez-le ci-dessous.',
    },
    notTaken: {
      title: 'Ce qui a été partagé n’a pas été accepté.',
      next: 'La partie de Sealdrop qui le reçoit n’est plus installée dans ce navigateur ; c’est donc parti vers le serveur, par la connexion chiffrée mais sans être scellé. Le serveur n’en garde et n’en lit rien. Dans les réglages, « Garder pour l’usage hors ligne » ramène cette partie. Partagez-le ensuite de nouveau, ou choisissez-le ci-dessous.',
    },
  },
  offline: {
    heading: 'Usage hors ligne',
    about:
      'Ce navigateur peut garder la page elle-même, pour qu’elle s’ouvre sans réseau et y ouvre aussi des paquets et d’anciens fichiers. Avec un réseau, la page vient toujours du serveur.',
    sharing:
      'Installé comme application, Sealdrop reçoit aussi, par le même service worker, ce que vous partagez depuis d’autres applications.',
    keep: 'Garder pour l’usage hors ligne',
    kept: 'Gardée. Chaque nouvelle version prend la place de la précédente.',
  },
  reader: {
    scan: 'Scanner un code QR',
    stop: 'Arrêter la caméra',
    preview: 'Ce que voit la caméra',
    asking: 'Le navigateur demande si cette page peut utiliser la caméra.',
    live: 'Placez le code QR dans l’image. Il est lu dans ce navigateur ; rien n’est enregistré ni envoyé.',
    problems: {
      denied:
        'Le navigateur ne laisse pas cette page utiliser la caméra. Autorisez-la dans les réglages du navigateur, ou utilisez une image du code.',
      none: 'Il n’y a pas de caméra ici. Utilisez une image du code.',
      busy: 'La caméra ne répond pas : un autre programme l’utilise peut-être. Fermez-le, ou utilisez une image du code.',
    },
  },
};
