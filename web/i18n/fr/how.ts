/** French texts of "How it works", which are loaded with that page. */
import type { HowTexts } from '../long-catalogues.ts';

export const how: HowTexts = {
  heading: 'Scellé ici, ouvert là-bas, fermé entre les deux.',
  about:
    'Le chemin que prennent vos fichiers, qui peut en voir quoi, et ce que ceci ne peut pas faire pour vous.',
  way: {
    heading: 'Le chemin d’un octet',
    drawing:
      'Un dessin. D’un côté, votre navigateur scelle les fichiers. Ils vont, fermés, dans le stockage de ce site, et de là, toujours fermés, dans le navigateur de la personne qui les ouvre. Le lien prend un autre chemin, autour du stockage : c’est vous qui le donnez.',
    steps: [
      {
        title: 'Votre navigateur scelle.',
        text: 'Les fichiers sont chiffrés avant de quitter cet appareil, avec leurs noms, leurs tailles et votre message, par une clé créée pour ce seul partage.',
      },
      {
        title: 'Le stockage les garde fermés.',
        text: 'Ce serveur et son stockage ne reçoivent que du texte chiffré. Aucune clé pour l’ouvrir ne leur parvient jamais.',
      },
      {
        title: 'Vous donnez le lien.',
        text: 'Par courriel, par messagerie, en code QR : la voie est à vous de choisir. La clé est dans le lien, après le #. Un partage nominatif n’a pas de clé dans son adresse : il s’ouvre avec les paires de clés que les personnes ont dans leur navigateur.',
      },
      {
        title: 'L’autre navigateur ouvre.',
        text: 'Il va chercher les morceaux fermés et compare chacun avec ce que votre navigateur a signé, avant d’en garder quoi que ce soit. L’enregistrement n’est terminé que si le dernier morceau était juste.',
      },
    ],
  },
  sees: {
    heading: 'Ce que voit ce serveur',
    items: [
      'La taille d’un partage, tous ses fichiers ensemble, arrondie d’au plus 12 pour cent vers le haut, et donc en combien de morceaux il arrive. De même pour la liste de ses fichiers.',
      'Quand il est envoyé, modifié et récupéré, combien de fois il est téléchargé, et quand il se termine.',
      'L’adresse réseau de qui l’interroge, le temps de répondre. Pour ses limites, il garde de l’adresse un hachage fait avec une clé à lui, un jour au plus. Qui exploite un proxy devant lui peut en noter davantage.',
      'De combien de façons un partage peut s’ouvrir, mais pas par qui. D’un dépôt fait par un lien de dépôt, à quelle boîte de réception il est destiné.',
      'D’une paire de clés, le côté public : ses clés publiques et son nom. De qui un navigateur demande les clés, et de qui il lit la boîte de réception.',
      'Quels partages un même navigateur demande en même temps, quand il affiche ses partages.',
    ],
  },
  hidden: {
    heading: 'Ce qu’il ne voit pas',
    items: [
      'Ce que contiennent les fichiers, et de chacun le nom, la taille, le type et la date.',
      'Votre message, vos phrases secrètes, la clé d’un lien et le côté privé de vos paires de clés.',
      'Qui a envoyé un partage : la signature est scellée avec lui. Là où seules des personnes inscrites peuvent envoyer, le serveur voit quelle clé demande l’autorisation, et pourrait faire le rapprochement.',
    ],
  },
  link: {
    heading: 'Ce qu’est un lien',
    address: 'Ceci désigne le partage. Le serveur le voit.',
    key: 'Ceci est la clé : 32 octets aléatoires et une somme de contrôle. Les navigateurs ne l’envoient pas aux serveurs, et cette page la retire de la barre d’adresse avant de faire quoi que ce soit d’autre.',
    items: [
      'Quiconque a le lien entier peut ouvrir le partage, et transmettre le lien. Il ne peut ni le modifier, ni y mettre fin, ni signer à votre place.',
      'Une phrase secrète est demandée en plus du lien, et aucun des deux n’ouvre rien sans l’autre. Envoyez-les donc par des voies différentes.',
    ],
  },
  seal: {
    heading: 'Sceau et empreinte',
    items: [
      'Un sceau est dessiné d’après l’empreinte d’une clé : la même clé a le même sceau sur tous les appareils. Il aide l’œil, et ne prouve rien.',
      'Une empreinte compte huit groupes de cinq chiffres. Comparez-les une fois, au téléphone ou face à face ; dès lors, ce navigateur connaît la clé sous le nom que vous lui avez donné.',
    ],
    kinds: {
      verified: 'Avec un anneau : vous avez comparé l’empreinte.',
      blank: 'Vierge : personne n’y a mis de nom.',
      broken: 'Brisé : signé par une autre clé que celle attendue. Ne vous y fiez pas.',
    },
  },
  lost: {
    heading: 'Quand une clé est perdue',
    items: [
      {
        title: 'Vous avez la sauvegarde et sa phrase secrète.',
        text: 'Importez-la dans les réglages, dans n’importe quel navigateur. Ce qui a été envoyé à la clé s’y ouvre de nouveau.',
      },
      {
        title: 'La phrase secrète est oubliée.',
        text: 'Personne ne peut la réinitialiser. Tant que la paire de clés est dans un navigateur, elle continue d’y ouvrir, et « Renouveler » en crée une nouvelle avec sa propre phrase secrète.',
      },
      {
        title: 'Il ne reste ni sauvegarde ni navigateur.',
        text: 'Ce qui a été envoyé à cette seule clé, et n’est enregistré nulle part ailleurs, reste fermé pour toujours : personne n’a de seconde clé, ce site non plus. Créez une nouvelle paire de clés, donnez son lien de contact, et demandez encore une fois les fichiers.',
      },
      {
        title: 'Quelqu’un d’autre l’a peut-être.',
        text: 'Renouvelez-la, et demandez à vos contacts, par une autre voie, de comparer la nouvelle empreinte : un voleur aurait pu, lui aussi, créer une nouvelle clé à votre nom. Ce qui a été envoyé à l’ancienne clé est ouvert à quiconque la détient et accède au partage.',
      },
      {
        title: 'Un lien est perdu.',
        text: 'Copiez-le de nouveau sous Partages, dans le navigateur qui l’a envoyé. Un partage qu’aucune paire de clés n’a signé ne peut être modifié ou arrêté que par ce navigateur ; sinon, il se termine de lui-même.',
      },
    ],
  },
  cannot: {
    heading: 'Ce que ceci ne peut pas faire',
    items: [
      'La page elle-même vient de ce serveur. Un serveur qui vous donnerait un autre code pourrait lire ce que vous ouvrez et envoyez avec. Les règles sous lesquelles la page est chargée tiennent tous les autres à l’écart, pas le serveur, et une page ne peut pas se prouver elle-même. Le programme en ligne de commande, « sealdrop », ne vient pas d’ici.',
      'Votre navigateur, ses extensions et cet appareil voient ce que vous voyez.',
      'Un serveur peut refuser, retarder, supprimer, garder ce qu’il devrait supprimer et ignorer les limites. Une limite de téléchargements et une révocation engagent les serveurs honnêtes.',
      'Quiconque a pu ouvrir un partage en a peut-être gardé la clé, et garde ce qu’il a enregistré. Pour en être sûr, faites un nouveau partage.',
      'Le nom sur une clé est celui que quelqu’un se donne. De qui est la clé, seule la comparaison de l’empreinte le montre.',
      'Les fichiers enregistrés sont ce qui a été envoyé, octet pour octet. Ils peuvent être hostiles au programme qui les ouvre.',
    ],
    more: 'docs/threat-model.md, dans le code source de Sealdrop, passe les attaques en revue une par une.',
  },
};
