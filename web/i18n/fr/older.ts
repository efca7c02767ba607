/** French words for files of older systems: the page, and what may go wrong with them. A part of the catalogue. */
import type { ErrorDetails, OlderErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber, plural } from '../format.ts';

/** The file at the beginning of a sentence, and within one. */
const one = ({ file }: ErrorDetails): string => file ?? 'Un fichier';
const it = ({ file }: ErrorDetails): string => file ?? 'un fichier';

export const olderFailures: Pick<Catalogue['failures'], OlderErrorCode> = {
  'older-unknown': () => ({
    title: 'Rien ici ne vient de l’un des trois anciens systèmes.',
    next: 'Choisissez le ZIP ou le dossier d’un paquet, ou un fichier qui se termine par .enc avec tout ce qui va avec. Un paquet de Sealdrop s’ouvre par « Ouvrir un paquet ».',
  }),
  'older-unsupported': (details) => ({
    title: `${one(details)} est d’un type que Sealdrop ne lit pas.`,
    next: 'C’est un paquet du Secure File Processing System dont la clé est scellée par RSA-4096, ou par une méthode inconnue ici. Ouvrez-le avec le programme qui l’a créé.',
  }),
  'older-key-needed': (details) => ({
    title: `Il manque la clé pour ${it(details)}.`,
    next: 'Un paquet ou un fichier de CloudSecureShare demande la clé privée ; tout autre fichier .enc demande la clé de fichier. Un fichier de CloudSecureShare demande aussi, à côté de lui, son .key.enc et ephemeral_public_key.pem.',
  }),
  'older-key-unusable': () => ({
    title: 'Cette clé ne peut pas être utilisée.',
    next: 'Une clé privée est un fichier PEM sur la courbe P-384 (PKCS#8 ou SEC1) qu’aucune phrase secrète ne protège : openssl pkey sait en retirer une. Une clé de fichier est du base64 de 16, 24 ou 32 octets.',
  }),
  'older-wrong-key': (details) => ({
    title: `${one(details)} a été scellé pour une autre clé.`,
    next: 'Rien n’a été ouvert. Choisissez la clé privée qui va avec la clé publique pour laquelle il a été créé.',
  }),
  'older-missing': (details) => ({
    title: `${one(details)} manque.`,
    next: 'Rien n’a été gardé. Choisissez tout ce qui va ensemble, le dossier entier si c’en est un.',
  }),
  'older-mismatch': (details) => ({
    title: `Ce que dit ${it(details)} et ce qui s’y trouve ne concordent pas.`,
    next: 'Un nombre, un ordre ou une taille diffère. Rien n’a été gardé. Récupérez de nouveau les fichiers là où ils sont stockés.',
  }),
  'older-checksum': (details) => ({
    title: `${one(details)} n’a pas la même somme de contrôle.`,
    next: 'Des morceaux ont été intervertis, remplacés ou modifiés. Rien n’a été gardé. Récupérez de nouveau les fichiers là où ils sont stockés.',
  }),
  'older-tag': (details) => ({
    title: `${one(details)} n’est pas tel qu’il a été scellé, ou la clé n’est pas la même.`,
    next: 'Son étiquette d’authentification ne correspond pas. Rien n’a été gardé. Vérifiez la clé, puis récupérez de nouveau le fichier là où il est stocké.',
  }),
  'older-truncated': (details) => ({
    title: `${one(details)} a été tronqué.`,
    next: 'Sa fin manque. Rien n’a été gardé. Récupérez-le de nouveau là où il est stocké.',
  }),
  'older-malformed': (details) => ({
    title: `${one(details)} est incompréhensible.`,
    next: 'Il n’a pas la forme que son système écrit : texte, nombres, base64 ou remplissage sont faux. Rien n’a été gardé.',
  }),
  'older-name': (details) => ({
    title: `${one(details)} désigne un emplacement hors de son dossier.`,
    next: 'Un fichier honnête ne porte pas un tel nom. Rien n’a été ouvert, et rien n’a été gardé.',
  }),
  'older-no-room': ({ limit }) => ({
    title: `Ce navigateur ne donne pas à cette page la place pour plus de ${formatBytes(limit ?? 0)}.`,
    next: 'Rien n’a été gardé. Utilisez une fenêtre ordinaire, libérez de la place, ou ouvrez-le avec la commande « sealdrop open-legacy ».',
  }),
  'older-too-many': (details) => ({
    title: `${one(details)} a plus de parties qu’il n’en est lu ici.`,
    next: 'Au plus 200 000 entrées d’un ZIP sont lues, et 160 000 morceaux d’un paquet. Rien n’a été gardé. Si un ZIP contient plusieurs paquets ou fichiers, décompressez-le et choisissez-les l’un après l’autre.',
  }),
  'older-stopped': () => ({
    title: 'La partie de cette page qui ouvre les anciens fichiers s’est arrêtée.',
    next: 'Rien n’a été gardé. Réessayez : une nouvelle prend sa place. Si elle s’arrête aussi, utilisez la commande « sealdrop open-legacy ».',
  }),
  'zip-damaged': (details) => ({
    title: `${one(details)} est un ZIP endommagé, ou d’un type qui n’est pas lu ici.`,
    next: 'Sa table des matières et son contenu ne concordent pas, ou il est chiffré. Rien n’a été gardé. Récupérez-le de nouveau, ou décompressez-le et choisissez le dossier.',
  }),
  'zip-bomb': (details) => ({
    title: `${one(details)} donnerait, décompressé, bien plus qu’il ne contient.`,
    next: 'Il est fait pour remplir un disque. Rien n’a été gardé.',
  }),
};

export const older: Catalogue['older'] = {
  pageTitle: 'Ouvrir un ancien fichier',
  heading: 'Les fichiers de trois anciens systèmes, ouverts ici.',
  about:
    'Du Secure File Processing System, de CloudSecureShare et du Secure File Upload and Download System. Ils sont déchiffrés dans ce navigateur ; ni fichier ni clé n’en sort.',
  beforeTitle: 'Ce que ces systèmes vérifiaient, et ce qu’ils n’ont jamais vérifié',
  before: {
    'secure-file-processing':
      'Secure File Processing System : chaque morceau est authentifié ; leur ordre, leur nombre et le nom ne l’ont jamais été. Tous les nombres, tailles et sommes de contrôle sont comparés ici, mais quiconque pouvait écrire là où un paquet était gardé a pu les modifier tous ensemble.',
    'cloud-secure-share':
      'CloudSecureShare : rien n’est authentifié. Une clé fausse, un octet modifié ou une fin coupée donne d’autres octets à l’ouverture, et personne ne peut s’en apercevoir.',
    'secure-upload-download':
      'Secure File Upload and Download System : les fichiers sont authentifiés en entier, avant que quoi que ce soit ne soit déchiffré.',
  },
  beforeNext:
    'Si c’est important, demandez à l’expéditeur le SHA-256 du fichier. Il peut être comparé une fois le fichier ouvert.',
  chooseHeading: 'Ce qu’il faut ouvrir',
  chooseHint:
    'Le ZIP ou le dossier d’un paquet ; ou des fichiers .enc avec tout ce qui se trouve à côté. Plusieurs à la fois, aussi.',
  files: 'Anciens fichiers',
  folder: 'Dossier d’anciens fichiers',
  chosen: (first, count, bytes) =>
    `${
      count === 1
        ? first
        : plural(count - 1, {
            one: `${first} et ${formatNumber(count - 1)} autre`,
            many: `${first} et ${formatNumber(count - 1)} d’autres`,
            other: `${first} et ${formatNumber(count - 1)} autres`,
          })
    }, ${formatBytes(bytes)}`,
  nothingChosen: 'Choisissez d’abord ce qu’il faut ouvrir.',
  keyHeading: 'Sa clé',
  privateKey: 'Clé privée',
  privateKeyHint: 'Un fichier PEM, pour les deux premiers systèmes.',
  fileKey: 'Clé de fichier',
  fileKeyHint: 'Ce qui se trouvait dans FILE_KEY_BASE64, pour le troisième.',
  open: 'Ouvrir',
  looking: 'Examen de ce que vous avez choisi.',
  progress: 'Progression de l’ouverture',
  cancel: 'Annuler',
  openedHeading: (count) =>
    plural(count, {
      one: `${formatNumber(count)} fichier est ouvert`,
      many: `${formatNumber(count)} de fichiers sont ouverts`,
      other: `${formatNumber(count)} fichiers sont ouverts`,
    }),
  after: {
    'secure-file-processing':
      'Tous les morceaux, nombres et sommes de contrôle concordent. Qu’il s’agisse du paquet créé à l’origine, ils ne le montrent pas.',
    'cloud-secure-share':
      'Non authentifié. Personne ne peut dire si ce sont les octets qui ont été chiffrés, ni si la clé était la bonne : regardez le fichier, et comparez son SHA-256.',
    'secure-upload-download':
      'Son étiquette d’authentification est juste : chaque octet est tel qu’il a été chiffré.',
  },
  doubtful:
    'Il a été modifié : ses deux parties ont été créées sous un même vecteur d’initialisation et en ont maintenant de différents. Les premiers octets, ou tous, peuvent être faux.',
  digest: 'SHA-256',
  compare: 'SHA-256 de l’expéditeur',
  compareHint: 'Demandez-le par un autre moyen que celui par lequel le fichier est venu.',
  same: (path) => `C’est celui de ${path} : c’est bien le fichier dont parle l’expéditeur.`,
  different: 'Aucun de ces fichiers ne l’a. Ce ne sont pas ceux dont parle l’expéditeur.',
  noDigest: 'Un SHA-256 a 64 chiffres, de 0 à 9 et de a à f.',
  skipped: (count) =>
    plural(count, {
      one: `Laissé de côté : ${formatNumber(count)} autre fichier`,
      many: `Laissés de côté : ${formatNumber(count)} d’autres fichiers`,
      other: `Laissés de côté : ${formatNumber(count)} autres fichiers`,
    }),
  share: 'Partager en sûreté',
  shareHint:
    'Partager crée un nouveau partage de tous les fichiers ouverts, scellé comme tout ce qui se fait ici.',
  leaveHint: 'Quand vous quittez cette page, ce qu’elle a ouvert est retiré de ce navigateur.',
  again: 'Ouvrir autre chose',
  zipName: 'fichiers ouverts.zip',
};
