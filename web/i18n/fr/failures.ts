/** French words for every cause that a person meets: what happened, and what to do. A part of the catalogue. */
import type { EndReason } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatDuration, formatNumber, formatWait, plural } from '../format.ts';
import { olderFailures } from './older.ts';
import { packageFailures } from './package.ts';

const ended = {
  expired: 'Ce partage est terminé : il a expiré.',
  revoked: 'Ce partage est terminé : l’expéditeur l’a révoqué.',
  limit: 'Ce partage est terminé : la limite de téléchargements est atteinte.',
  blocked: 'Ce partage est terminé : le responsable de ce site l’a bloqué.',
} satisfies Record<EndReason, string>;

/** A day of the server's begins at midnight UTC. */
const dayEnds = (retryAfter: number | undefined): string =>
  retryAfter === undefined
    ? 'Répartissez sur plusieurs jours'
    : `Tous ceux qui partagent votre connexion comptent. Réessayez dans ${formatWait(retryAfter)}`;

export const failures: Catalogue['failures'] = {
  'link-cut': () => ({
    title: 'Ce lien est incomplet.',
    next: 'Une partie s’est perdue en chemin ; certains logiciels de messagerie font cela. Demandez-le de nouveau, ou collez ici le lien entier.',
  }),
  'not-found': () => ({
    title: 'Il n’y a jamais eu de partage à cette adresse.',
    next: 'Comparez le lien à celui qu’on vous a donné, ou demandez-le de nouveau à l’expéditeur.',
  }),
  'not-complete': () => ({
    title: 'Ce partage est encore en cours d’envoi.',
    next: 'Gardez cette page ouverte. Elle continue d’elle-même dès que l’expéditeur a terminé.',
  }),
  ended: ({ reason }) => ({
    title: reason ? ended[reason] : 'Ce partage est terminé.',
    next:
      reason === 'limit'
        ? 'Seul l’expéditeur peut la relever, ou créer un nouveau partage.'
        : 'Ses fichiers sont supprimés. Seul l’expéditeur peut en créer un nouveau.',
  }),
  'link-replaced': () => ({
    title: 'L’expéditeur a changé qui peut ouvrir ceci.',
    next: 'Votre lien était valable auparavant. Demandez le nouveau à l’expéditeur.',
  }),
  'not-addressed': () => ({
    title: 'Ce partage est destiné à d’autres clés que celles de ce navigateur.',
    next: 'Ouvrez-le dans le navigateur qui détient la clé, ou demandez un lien à l’expéditeur.',
  }),
  'wrong-passphrase': () => ({
    title: 'Cette phrase secrète ne l’ouvre pas.',
    next: 'Les majuscules et les espaces comptent. Demandez à l’expéditeur en cas de doute.',
  }),
  'wrong-backup-passphrase': () => ({
    title: 'Cette phrase secrète n’ouvre pas ce fichier de clé.',
    next: 'Il faut celle qui a été choisie à l’enregistrement de la clé, pas celle d’un partage. Les majuscules et les espaces comptent. Personne ne peut la réinitialiser.',
  }),
  'key-missing': () => ({
    title: 'La paire de clés qu’il faut ici n’est plus dans ce navigateur.',
    next: 'Importez sa sauvegarde dans les réglages, puis réessayez.',
  }),
  'other-key': () => ({
    title: 'Ce fichier est la sauvegarde d’une autre paire de clés.',
    next: 'Choisissez le fichier qui a été enregistré à la création de cette paire de clés.',
  }),
  'card-missing': () => ({
    title: 'La fiche de clé d’une personne qui peut ouvrir ceci est introuvable.',
    next: 'Rien n’a été modifié, afin que personne ne soit oublié. Ajoutez cette personne dans « Contacts » par son lien de contact, ou retirez-la.',
  }),
  'card-absent': () => ({
    title: 'La fiche de clé de cette personne n’est pas sur ce serveur.',
    next: 'Son navigateur ne l’a pas encore envoyée, ou le lien vient d’un autre site. Demandez-lui d’ouvrir les réglages sur ce site en étant en ligne, et d’y copier de nouveau le lien.',
  }),
  'card-changed': () => ({
    title: 'Le serveur a donné une autre fiche de clé que celle demandée.',
    next: 'Personne n’a été ajouté, et rien n’a été scellé pour cette clé : elle pourrait être celle d’un inconnu. Réessayez plus tard. Si cela se reproduit, prévenez par un autre moyen la personne dont ce devrait être la clé, ainsi que le responsable de ce site.',
  }),
  'successor-changed': () => ({
    title: 'Ce que le serveur dit de la nouvelle clé de cette personne a changé.',
    next: 'Aucune nouvelle clé n’a été adoptée. Rechargez cette page et regardez de nouveau ; demandez à cette personne quelle clé est la sienne avant d’en adopter une.',
  }),
  'person-missing': () => ({
    title: 'Cette personne n’est plus dans vos contacts.',
    next: 'Elle en a été retirée, peut-être dans un autre onglet. Ajoutez-la de nouveau par son lien de contact.',
  }),
  'too-many-links': ({ limit }) => ({
    title:
      limit === undefined
        ? 'Il y a déjà autant de liens de dépôt qu’il peut y en avoir.'
        : plural(limit, {
            one: `Il y a déjà ${formatNumber(limit)} lien de dépôt.`,
            many: `Il y a déjà ${formatNumber(limit)} de liens de dépôt.`,
            other: `Il y a déjà ${formatNumber(limit)} liens de dépôt.`,
          }),
    next: 'Révoquez-en un qui a fait son temps, puis créez le nouveau.',
  }),
  'vault-full': () => ({
    title: 'Ce navigateur n’a plus de place pour conserver ceci.',
    next: 'Cela n’a pas été fait, et rien de ce qui était conservé ici n’est perdu. Libérez de la place sur cet appareil, ou supprimez les données d’autres sites dans les réglages du navigateur, puis réessayez.',
  }),
  'vault-closed': () => ({
    title: 'Ce navigateur ne laisse cette page rien conserver.',
    next: 'Rien n’a été fait ni envoyé. Les clés, les contacts et ce que vous envoyez doivent être conservés ici ; certaines fenêtres privées le refusent, de même que les navigateurs qui bloquent les cookies ou les données de sites. Autorisez-les pour ce site, ou utilisez une fenêtre ordinaire.',
  }),
  'vault-failed': () => ({
    title: 'Ce navigateur n’a pas pu lire ou écrire ce qu’il conserve pour cette page.',
    next: 'Cela n’a pas été fait. Fermez les autres onglets de ce site et rechargez cette page ; si cela persiste, redémarrez le navigateur.',
  }),
  'unsupported-key': () => ({
    title: 'Ce type de clé ne peut pas être utilisé ici.',
    next: 'Sealdrop accepte ses propres sauvegardes, et les clés privées sur la courbe P-384 au format PEM (PKCS#8 ou SEC1), telles qu’OpenSSL les crée. Choisissez un tel fichier, ou créez une nouvelle paire de clés.',
  }),
  'inbox-closed': () => ({
    title: 'Ce lien de dépôt a pris fin ou a été retiré.',
    next: 'Rien n’a été envoyé. Demandez-en un nouveau à la personne qui vous l’a donné.',
  }),
  'inbox-full': () => ({
    title: 'La boîte de réception derrière ce lien de dépôt est pleine.',
    next: 'Rien n’a été envoyé. Réessayez plus tard, ou demandez à la personne qui vous l’a donné de faire de la place ou de vous donner un nouveau lien.',
  }),
  'requests-off': () => ({
    title: 'Ce site n’accepte pas de fichiers par liens de dépôt.',
    next: 'Son responsable les a désactivés. Rien n’a été envoyé : demandez un autre moyen, ou envoyez vous-même un lien.',
  }),
  'not-listed': () => ({
    title: 'Ce site n’accepte des fichiers que des personnes inscrites par son responsable.',
    next: 'Rien n’a été envoyé. Donnez au responsable l’empreinte de votre paire de clés, qui se trouve dans les réglages ; une fois qu’elle est inscrite, réessayez.',
  }),
  'wrong-upload-token': () => ({
    title: 'Ce site n’accepte des fichiers que de ceux qui ont son jeton d’envoi.',
    next: 'Rien n’a été envoyé. Saisissez le jeton que son responsable vous a donné ; ce navigateur le conserve, scellé.',
  }),
  'daily-bytes': ({ limit, retryAfter }) => ({
    title:
      limit === undefined
        ? 'Ce site n’accepte pas davantage de données d’une même adresse en un jour.'
        : `Ce site accepte au plus ${formatBytes(limit)} d’une même adresse en un jour.`,
    next: `Rien n’a été envoyé. ${dayEnds(retryAfter)}, ou envoyez moins.`,
  }),
  'daily-shares': ({ limit, retryAfter }) => ({
    title:
      limit === undefined
        ? 'Ce site n’accepte pas davantage de partages d’une même adresse en un jour.'
        : plural(limit, {
            one: `Ce site accepte au plus ${formatNumber(limit)} partage d’une même adresse en un jour.`,
            many: `Ce site accepte au plus ${formatNumber(limit)} de partages d’une même adresse en un jour.`,
            other: `Ce site accepte au plus ${formatNumber(limit)} partages d’une même adresse en un jour.`,
          }),
    next: `Rien n’a été envoyé. ${dayEnds(retryAfter)}.`,
  }),
  damaged: () => ({
    title: 'Ce que le stockage a rendu n’est pas ce qui a été envoyé.',
    next: 'Rien n’a été enregistré. Réessayez ; si cela se reproduit, demandez à l’expéditeur d’envoyer de nouveau les fichiers.',
  }),
  'sender-changed': () => ({
    title: 'Ceci est signé par une autre clé que celle que ce lien désigne.',
    next: 'Ne vous fiez pas à ces fichiers. Demandez un nouveau lien à l’expéditeur, par un autre moyen.',
  }),
  'rolled-back': () => ({
    title: 'Le serveur a montré un état de ce partage plus ancien que celui que vous avez vu.',
    next: 'Rien n’a été ouvert. Rechargez dans un moment ; si cela persiste, demandez à l’expéditeur s’il a modifié le partage.',
  }),
  'file-changed': ({ file }) => ({
    title: `${file ?? 'Un fichier'} a changé pendant l’envoi.`,
    next: 'Un partage ne contient jamais un mélange de deux versions. Recommencez pour envoyer la nouvelle version.',
  }),
  'file-unreadable': ({ file }) => ({
    title: `${file ?? 'Un fichier'} ne peut pas être lu.`,
    next: 'Il a peut-être été déplacé, supprimé ou verrouillé par un autre programme. Vérifiez qu’il s’ouvre sur cet appareil, puis réessayez.',
  }),
  'files-missing': ({ file }) => ({
    title: file ? `${file} n’en fait pas partie.` : 'Il faut de nouveau les fichiers de cet envoi.',
    next: 'Rien n’est perdu. Choisissez encore une fois tous les fichiers de cet envoi, ou le dossier entier si c’en était un.',
  }),
  'in-other-tab': () => ({
    title: 'Cet envoi se poursuit dans un autre onglet de ce navigateur.',
    next: 'Regardez-y, ou fermez cet autre onglet et appuyez de nouveau sur « Reprendre ».',
  }),
  'saving-in-other-tab': () => ({
    title: 'L’enregistrement a lieu dans un autre onglet de ce navigateur.',
    next: 'Regardez-y, ou fermez cet autre onglet et réessayez ici.',
  }),
  'place-lost': () => ({
    title: 'Le fichier que vous aviez choisi comme destination ne peut plus être écrit.',
    next: 'Il a été déplacé ou supprimé, ou le navigateur ne le permet pas. Ce qui est arrivé est gardé : appuyez sur « Continuer l’enregistrement », et choisissez un autre emplacement.',
  }),
  'too-large': ({ limit }) => ({
    title: limit === undefined ? 'C’est trop volumineux.' : `Cela fait plus de ${formatBytes(limit)}.`,
    next: 'Rien n’a été envoyé. Ce site n’accepte pas de partage plus grand : envoyez les fichiers en plusieurs partages.',
  }),
  'too-many-files': ({ limit }) => ({
    title:
      limit === undefined
        ? 'Il y a trop de fichiers.'
        : plural(limit, {
            one: `Il y a plus de ${formatNumber(limit)} fichier.`,
            many: `Il y a plus de ${formatNumber(limit)} de fichiers.`,
            other: `Il y a plus de ${formatNumber(limit)} fichiers.`,
          }),
    next: 'Rien n’a été envoyé. Réunissez-les d’abord dans une archive, ou envoyez-les en plusieurs partages.',
  }),
  'too-large-to-save': ({ limit }) => ({
    title: `Ce navigateur ne peut pas enregistrer de façon sûre plus de ${formatBytes(limit ?? 0)} à la fois.`,
    next: 'Rien n’a été enregistré, et le partage est comme avant. Enregistrez les fichiers un par un s’ils sont plus petits, ou ouvrez le même lien dans Chrome, Edge ou un autre navigateur Chromium sur un ordinateur, où l’écriture se fait directement sur le disque, ou avec la commande « sealdrop open ».',
  }),
  'download-stopped': () => ({
    title: 'Le navigateur a interrompu le téléchargement.',
    next: 'Ce qu’il a laissé dans vos téléchargements n’est pas entier : supprimez-le, puis enregistrez de nouveau. Gardez cet onglet au premier plan pendant ce temps.',
  }),
  'needs-newer': () => ({
    title: 'Ceci a été créé par une version plus récente de Sealdrop.',
    next: 'Rechargez cette page. Si cela ne suffit pas, demandez au responsable de ce site de le mettre à jour.',
  }),
  'insecure-origin': () => ({
    title: 'Cette page a besoin de HTTPS.',
    next: 'Sans lui (ou localhost), le navigateur ne donne pas accès à la cryptographie, et rien ne pourrait être scellé. Ouvrez la même adresse précédée de https://, ou adressez-vous au responsable de ce site.',
  }),
  'server-unreachable': () => ({
    title: 'Le serveur est injoignable.',
    next: 'Vérifiez votre connexion, puis réessayez. Si d’autres sites fonctionnent, celui-ci est peut-être en panne pour un moment.',
  }),
  'rate-limited': ({ retryAfter }) => ({
    title: 'Trop de demandes en peu de temps.',
    next: `Le serveur demande de la patience. Réessayez dans ${retryAfter === undefined ? 'une minute' : formatDuration(retryAfter)}.`,
  }),
  'storage-full': ({ limit }) => ({
    title: 'Le stockage de ce site est plein.',
    next:
      limit === undefined
        ? 'Plus rien ne peut être envoyé pour l’instant. Essayez plus tard, ou prévenez le responsable de ce site.'
        : `Il garde au plus ${formatBytes(limit)} pour tous les partages réunis, et ceci n’y entre plus. Envoyez moins, essayez plus tard, ou prévenez le responsable de ce site.`,
  }),
  'no-space': () => ({
    title: 'Il n’y a plus de place sur cet appareil.',
    next: 'Rien n’a été enregistré. Libérez de la place, puis enregistrez de nouveau.',
  }),
  'clock-wrong': () => ({
    title: 'L’horloge de cet appareil n’est pas à l’heure.',
    next: 'Réglez la date et l’heure (de préférence automatiquement, par le réseau), puis rechargez cette page.',
  }),
  'wrong-signature': () => ({
    title: 'Le serveur n’accepte pas la signature de votre clé.',
    next: 'Rechargez cette page et réessayez. Si cela persiste, prévenez le responsable de ce site : le site a peut-être perdu votre fiche de clé.',
  }),
  'other-origin': ({ origin }) => ({
    title: 'Cette page a été ouverte à une autre adresse que celle du serveur.',
    next: `Les clés, les liens de dépôt et la boîte de réception ne fonctionnent qu’à l’adresse ${origin ?? 'fixée par le responsable du site'}. Ouvrez-y ce site. Les paires de clés créées ici peuvent y être apportées par leur sauvegarde.`,
  }),
  ...olderFailures,
  ...packageFailures,
  cancelled: () => ({
    title: 'Ceci a été annulé.',
    next: 'Rien n’a été gardé. Vous pouvez recommencer quand vous voulez.',
  }),
  unexpected: () => ({
    title: 'Il s’est passé quelque chose qui n’aurait pas dû.',
    next: 'Rechargez cette page et réessayez. Si cela persiste, dites au responsable de ce site ce que vous faisiez juste avant.',
  }),
};
