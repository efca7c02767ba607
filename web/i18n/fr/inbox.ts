/** French texts of the inbox and of request pages. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatDate, formatDuration, formatNumber, plural } from '../format.ts';

export const inbox: Catalogue['inbox'] = {
  region: 'Boîte de réception',
  loading: 'Ouverture de ce qu’on vous a envoyé.',
  noKeyTitle: 'Sans paire de clés, pas de boîte de réception.',
  noKeyNext:
    'Créez une paire de clés dans les réglages et donnez son lien de contact : ce qu’on vous envoie se trouvera ici.',
  emptyTitle: 'Rien ne vous a été envoyé.',
  emptyNext: 'Donnez un lien de dépôt. Ce qui arrive par lui se trouve ici, et ne s’ouvre qu’avec votre clé.',
  settings: 'Aller aux réglages',
  isNew: 'Nouveau',
  closed: 'Un dépôt qui ne s’ouvre pas',
  arrived: (seconds) => `Arrivé le ${formatDate(seconds)}`,
  signedAt: (seconds) =>
    `L’expéditeur l’a daté du ${formatDate(seconds)}, soit plus d’un jour d’écart. Il a pu être retenu ou envoyé de nouveau.`,
  ends: (seconds) => `Prend fin le ${formatDate(seconds)}`,
  ending: (seconds) => `Temps restant : ${formatDuration(seconds)}`,
  open: 'Ouvrir',
  dismiss: 'Retirer de la liste',
  remove: 'Supprimer',
  removeWarning:
    'Ses fichiers sont supprimés de ce site pour de bon. Ce que vous avez enregistré vous reste.',
  removeSurely: 'Supprimer pour de bon',
  keep: 'Garder',
  closedTitle: (count) =>
    plural(count, {
      one: `${formatNumber(count)} dépôt ne s’ouvre pas avec les clés de ce navigateur.`,
      many: `${formatNumber(count)} de dépôts ne s’ouvrent pas avec les clés de ce navigateur.`,
      other: `${formatNumber(count)} dépôts ne s’ouvrent pas avec les clés de ce navigateur.`,
    }),
  closedNext:
    'Scellés pour d’autres clés, ou endommagés. Quiconque a votre lien, et ce serveur aussi, peut envoyer de telles choses.',
  closedShow: 'Afficher ce qui ne s’ouvre pas',
  closedHide: 'Masquer ce qui ne s’ouvre pas',
  dismissAll: 'Retirer de la liste ce qui ne s’ouvre pas',
  waitingTitle: (count) =>
    plural(count, {
      one: `${formatNumber(count)} dépôt n’a pas encore pu être ouvert.`,
      many: `${formatNumber(count)} de dépôts n’ont pas encore pu être ouverts.`,
      other: `${formatNumber(count)} dépôts n’ont pas encore pu être ouverts.`,
    }),
  waitingNext:
    'Rien n’est perdu. Réessayez ; certains demandent peut-être une version plus récente de cette page.',
  waitingShow: 'Afficher ce qui attend',
  waitingHide: 'Masquer ce qui attend',
  again: 'Réessayer',
  range: (from, to, count) => `${formatNumber(from)} à ${formatNumber(to)} sur ${formatNumber(count)}`,
  pagers: {
    open: { newer: 'Dépôts plus récents', older: 'Dépôts plus anciens' },
    waiting: { newer: 'Plus récents, en attente', older: 'Plus anciens, en attente' },
    closed: { newer: 'Plus récents, qui ne s’ouvrent pas', older: 'Plus anciens, qui ne s’ouvrent pas' },
  },
};

export const request: Catalogue['request'] = {
  pageTitle: 'Envoyer des fichiers',
  loading: 'Recherche du propriétaire de ce lien.',
  heading: (name) => `Envoyer des fichiers à ${name}`,
  purpose: (name) =>
    `Ils sont scellés dans ce navigateur pour ${name} et personne d’autre, avant d’en partir. Il ne vous faut ni clé, ni compte.`,
  purposeSelf:
    'C’est votre propre lien. Donnez-le ; ce qui arrive par lui se trouve dans votre boîte de réception.',
  verified: 'Vous avez comparé cette empreinte.',
  known: 'Dans vos contacts, pas encore vérifié.',
  named:
    'Cette personne a choisi ce nom elle-même. Si c’est important, comparez avec elle l’empreinte par un autre moyen.',
  fingerprint: 'Empreinte',
  choices: 'Message et expiration',
  first:
    'Choisissez d’abord ceci : un dépôt ne peut plus être modifié ensuite, seulement arrêté et supprimé.',
  expires: 'Expire après',
  message: 'Message',
  messageHint: 'Scellé comme les fichiers.',
  invitation: (name) => `Déposez des fichiers ou des dossiers pour ${name}`,
  keepOpen:
    'Gardez cet onglet ouvert jusqu’à ce qu’il indique « Remis ». Un envoi laissé en route attend ici les mêmes fichiers.',
  done: 'Remis',
  after:
    'Les fichiers attendent dans la boîte de réception de cette personne, et seule sa clé les ouvre. Vous pouvez fermer cette page.',
  again: 'Envoyer autre chose',
  pasteWrong: 'Ce n’est pas un lien de dépôt. Il contient /to/ au milieu et un # vers la fin.',
  stoppedBefore: 'Ce qui avait été envoyé est supprimé. Rien n’est arrivé.',
  stoppedAfter:
    'Le dépôt est supprimé de la boîte de réception de cette personne. Ce qu’elle a déjà enregistré lui reste.',
};
