/** French texts of Settings: key pairs and request links. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatDate, formatNumber, plural } from '../format.ts';

export const settings: Catalogue['settings'] = {
  pageTitle: 'Réglages',
  heading: 'Vos clés vivent ici, dans ce navigateur.',
  region: 'Paires de clés',
  about:
    'Personne n’a besoin d’une paire de clés pour envoyer des fichiers ou ouvrir un lien. Avec une paire, d’autres peuvent vous envoyer des fichiers nommément, et voir que ce que vous envoyez est de vous.',
  loading: 'Recherche dans ce navigateur.',
  emptyTitle: 'Pas encore de paire de clés.',
  emptyNext:
    'Créez-en une, ou apportez-en une d’un autre appareil. Sa partie privée ne quitte jamais ce navigateur sans être scellée.',
  notKept:
    'Ce navigateur n’a pas promis de garder vos clés. Il peut les effacer quand la place manque, et une fenêtre privée les oublie à sa fermeture. Avec son fichier de sauvegarde et la phrase secrète, vous pouvez importer de nouveau une paire de clés.',
  create: 'Nouvelle paire de clés',
  importFile: 'Importer une paire de clés',
  importCode: 'Importer depuis un code QR',
};

export const keyPair: Catalogue['keyPair'] = {
  made: (seconds) => `Créée le ${formatDate(seconds)}`,
  isDefault: 'Par défaut : elle signe ce que vous envoyez',
  where: {
    saved: 'Elle vit dans ce navigateur, pas sur le serveur. Sauvegarde enregistrée, pas encore vérifiée.',
    checked: 'Elle vit dans ce navigateur, pas sur le serveur. Sauvegarde enregistrée et vérifiée.',
  },
  unchecked:
    'Un fichier enregistré peut se perdre en chemin vers le disque. Vérifiez-le une fois : choisissez-le de nouveau et saisissez sa phrase secrète.',
  succeeded: (name, group) =>
    `Remplacée par ${name}${group && `, dont l’empreinte commence par ${group}`}. Gardez l’ancienne tant que compte pour vous quelque chose qui lui a été envoyé, ou qu’elle a signé.`,
  otherKey: 'une paire de clés plus récente',
  unpublished:
    'Le serveur n’a pas encore sa fiche de clé, et personne ne peut donc la trouver. L’essai se répète de lui-même.',
  fingerprint: 'Empreinte',
  fingerprintCode: 'Les mêmes chiffres',
  copyLink: 'Copier le lien de contact',
  copied:
    'Copié. Quiconque l’a peut vous ajouter à ses contacts et, si ce site accepte des dépôts pour vous, vous envoyer des fichiers.',
  copyRefused: 'Le navigateur ne l’a pas permis. Le voici, à copier à la main :',
  contactLink: 'Lien de contact',
  showLink: 'Afficher le code QR de contact',
  linkCode:
    'Quiconque le vise avec un appareil photo arrive sur votre page de dépôt, et peut vous envoyer des fichiers.',
  exportBackup: 'Exporter la sauvegarde',
  checkBackup: 'Vérifier la sauvegarde',
  showBackup: 'Afficher en code QR',
  exportPublic: 'Exporter la clé publique',
  exportPem: 'Exporter en PEM',
  makeDefault: 'Utiliser par défaut',
  rotate: 'Renouveler',
  remove: 'Supprimer',
  handed: 'Le téléchargement a commencé.',
  reminder: (name) => `Personne n’a encore vérifié la sauvegarde de ${name}.`,
  reminderLink: 'La vérifier dans les réglages',
};

export const keyDialogs: Catalogue['keyDialogs'] = {
  cancel: 'Annuler',
  close: 'Fermer',
  working: 'En cours. Cela prend un moment, à dessein.',
  name: 'Nom',
  passphrase: 'Phrase secrète',
  repeat: 'Répéter la phrase secrète',
  nameHint:
    'Peut rester vide. Quiconque reçoit votre lien de contact, ou des fichiers que vous signez, peut le lire ; le serveur aussi.',
  passphraseHint:
    'Elle verrouille la sauvegarde, un fichier qui peut se trouver n’importe où : quiconque le trouve peut essayer autant de fois qu’il veut, c’est donc la longueur qui protège. Quatre mots ou plus choisis au hasard conviennent bien. Personne ne peut la réinitialiser.',
  strength: {
    empty: '',
    short: 'Au moins 8 caractères : une plus courte se devine trop vite.',
    weak: 'Plutôt courte. Quelques mots de plus la rendraient bien plus difficile à deviner.',
    fair: 'Bonne, à condition que personne n’y pense.',
    long: 'Assez longue, à condition que personne n’y pense.',
  },
  problems: {
    empty: 'Choisissez une phrase secrète.',
    missing: 'Saisissez sa phrase secrète.',
    short: 'Utilisez au moins 8 caractères.',
    different: 'Les deux ne sont pas identiques.',
    'long-name': '64 caractères au plus.',
  },
  create: {
    title: 'Une nouvelle paire de clés',
    explain: 'Les clés sont créées dans ce navigateur. Leur sauvegarde est enregistrée dans la même étape.',
    submit: 'Créer et sauvegarder',
  },
  importFile: {
    title: 'Importation d’une paire de clés',
    explain: (file) => `Fichier : ${file}.`,
    hint: 'Celle du fichier. Une clé PEM qui n’en a pas reçoit celle-ci pour sa sauvegarde, qui est enregistrée dans la même étape.',
    submit: 'Importer',
  },
  importCode: {
    title: 'Importation depuis un code QR',
    explain:
      'Sur l’autre appareil : Réglages, la paire de clés, « Afficher en code QR ». Scannez-le, utilisez une image de lui, ou collez son texte ici.',
    text: 'Texte du code QR',
    hint: 'Celle de la sauvegarde sur l’autre appareil.',
    submit: 'Importer',
  },
  check: {
    title: 'Vérification de la sauvegarde',
    explain: (file) => `${file} est ouvert avec cette phrase secrète et comparé à la paire de clés.`,
    submit: 'Vérifier',
  },
  pem: {
    title: 'Exporter pour d’autres programmes',
    explain:
      'Deux fichiers, chiffrés par la phrase secrète que vous saisissez, et que « openssl pkey » sait lire : une clé pour le chiffrement, une pour les signatures. Leur verrou (PBKDF2) est plus faible que celui de la sauvegarde : choisissez une longue phrase secrète, et supprimez les fichiers quand vous aurez fini. Le navigateur demandera peut-être s’il peut enregistrer les deux.',
    hint: 'Celle de la sauvegarde de cette paire de clés ; elle verrouille aussi les deux fichiers.',
    submit: 'Exporter',
  },
  code: {
    title: 'Cette paire de clés en code QR',
    explain:
      'Il porte la paire de clés sur un autre appareil. Il est verrouillé par la phrase secrète de la sauvegarde ; ne le montrez tout de même à personne d’autre.',
    hint: 'Celle de la sauvegarde de cette paire de clés.',
    submit: 'Afficher',
    caption: 'Sur l’autre appareil : Réglages, « Importer depuis un code QR ».',
    text: 'La même chose en texte',
  },
  rotate: {
    title: 'Renouveler cette paire de clés',
    explain:
      'Une nouvelle paire de clés prend sa place et est signée par l’ancienne, pour que vos contacts puissent l’adopter. L’ancienne reste ici, et ouvre toujours ce qui lui a été envoyé. Les liens de dépôt de l’ancienne restent à elle.',
    submit: 'Renouveler et sauvegarder',
  },
  remove: {
    title: 'Supprimer une paire de clés',
    explain:
      'Elle est retirée de ce navigateur. Avec sa sauvegarde, vous pouvez l’importer de nouveau ; sans elle, ce qui suit est perdu pour de bon.',
    always: 'Ce qui a été envoyé à cette clé seule, et n’est pas enregistré ailleurs, ne s’ouvrira plus ici.',
    shares: 'Partages qu’elle a signés et qui ne pourraient plus être modifiés :',
    moreShares: (count) =>
      plural(count, {
        one: `et ${formatNumber(count)} autre`,
        many: `et ${formatNumber(count)} d’autres`,
        other: `et ${formatNumber(count)} autres`,
      }),
    noShares: 'Elle n’a signé aucun partage connu de ce navigateur.',
    deliveries: (count) =>
      count === 0
        ? 'Rien n’attend dans sa boîte de réception.'
        : plural(count, {
            one: `${formatNumber(count)} dépôt attend dans sa boîte de réception.`,
            many: `${formatNumber(count)} de dépôts attendent dans sa boîte de réception.`,
            other: `${formatNumber(count)} dépôts attendent dans sa boîte de réception.`,
          }),
    links: (count) =>
      count === 0
        ? 'Aucun lien de dépôt n’y mène.'
        : plural(count, {
            one: `${formatNumber(count)} lien de dépôt y mène, et prend fin avec elle.`,
            many: `${formatNumber(count)} de liens de dépôt y mènent, et prennent fin avec elle.`,
            other: `${formatNumber(count)} liens de dépôt y mènent, et prennent fin avec elle.`,
          }),
    unknown: 'Le serveur est injoignable : personne ne peut dire ce qui attend dans sa boîte de réception.',
    looking: 'Recherche de ce qui serait perdu.',
    nameHint: (name) => `Saisissez ${name} pour confirmer.`,
    wrongName: 'Ce n’est pas son nom.',
    submit: 'Supprimer la paire de clés',
  },
};

export const requestLinks: Catalogue['requestLinks'] = {
  list: 'Liens de dépôt',
  about:
    'Quiconque en a un peut vous envoyer des fichiers, sans avoir de clé. Donnez-en un pour chaque usage, et révoquez-le quand il a fait son temps.',
  empty: 'Aucun pour l’instant.',
  create: 'Nouveau lien de dépôt',
  contact: 'Lien de contact',
  one: 'Lien de dépôt',
  ofKey: (name) => `Vers ${name}`,
  until: (seconds) => (seconds === null ? 'Sans fin' : `Prend fin le ${formatDate(seconds)}`),
  copy: 'Copier le lien',
  copied: 'Copié.',
  copyRefused: 'Le navigateur ne l’a pas permis. Voici le lien, à copier à la main :',
  revoke: 'Révoquer',
  revokeWarning:
    'Personne ne pourra plus envoyer par ce lien, sans retour possible. Ce qui est arrivé reste dans votre boîte de réception.',
  revokeSurely: 'Révoquer ce lien',
  dialog: {
    title: 'Un nouveau lien de dépôt',
    name: 'Nom',
    nameHint: 'Pour vous uniquement : « Pour les clients », « Papiers des impôts ».',
    key: 'Paire de clés',
    expires: 'Expire après',
    never: 'Sans fin',
    submit: 'Créer le lien',
  },
  off: 'Ce site n’accepte pas de dépôts : son responsable a désactivé les liens de dépôt. Ce qui est arrivé reste dans votre boîte de réception, et les liens de contact disent toujours aux autres quelle clé est la vôtre.',
  needsKey: 'Un lien de dépôt mène à l’une de vos paires de clés : créez-en d’abord une.',
};

export const appearance: Catalogue['appearance'] = {
  heading: 'Apparence',
  ways: { system: 'Comme le système', light: 'Clair', dark: 'Sombre' },
};

export const about: Catalogue['about'] = {
  heading: 'À propos de Sealdrop',
  how: 'Ce que voit ce serveur, ce qu’est un lien, et que faire quand une clé est perdue',
  accessibility: 'Ce que fait Sealdrop pour être ouvert à tout le monde',
};

export const language: Catalogue['language'] = {
  label: 'Langue',
  asBrowser: 'Comme le navigateur',
};

export const serviceWorker: Catalogue['serviceWorker'] = {
  heading: 'Service worker',
  about:
    'Un petit programme de ce site que le navigateur garde. Dans certains navigateurs, les gros fichiers sont enregistrés à travers lui ; il garde aussi la page pour l’usage hors ligne et reçoit ce que partagent d’autres applications. Si des pages ou des téléchargements ne se comportent pas comme il faut, retirez-le, avec tout ce qu’il a gardé : le prochain gros téléchargement en apporte un nouveau.',
  instead:
    'Vos clés, contacts et partages restent. Effacer plutôt les données de ce site dans le navigateur les supprimerait tous : exportez auparavant une sauvegarde de chaque paire de clés.',
  remove: 'Retirer le service worker',
  removed:
    'Retiré. Rechargez les pages de ce site qui sont ouvertes. Ne partagez rien vers Sealdrop depuis d’autres applications avant d’avoir de nouveau choisi « Garder pour l’usage hors ligne » : cela irait au serveur sans être scellé, et il ne l’accepte pas.',
};
