/**
 * Every text of the interface, in French. One word for one thing throughout: share is partage, delivery dépôt, upload
 * envoi, request link lien de dépôt, backup sauvegarde, key card fiche de clé; sealed is scellé, and nothing else is. What is
 * dismissed is taken off the list (retirer de la liste): masquer, which only hides, would promise that it comes back.
 * Before : ; ?, and within « », stands a narrow no-break space (U+202F).
 */
import type { Catalogue } from '../catalogue.ts';
import {
  formatBytes,
  formatDate,
  formatDuration,
  formatNumber,
  formatPercent,
  plural,
  visibleName,
} from '../format.ts';
import { device } from './device.ts';
import { failures } from './failures.ts';
import { first as words } from './first.ts';
import { hints } from './hints.ts';
import { inbox, request } from './inbox.ts';
import { finding, undo } from './lists.ts';
import { older } from './older.ts';
import { packages } from './package.ts';
import { access, people, sender } from './people.ts';
import { preview } from './preview.ts';
import {
  about,
  appearance,
  keyDialogs,
  keyPair,
  language,
  requestLinks,
  serviceWorker,
  settings,
} from './settings.ts';

const files = (count: number): string =>
  plural(count, {
    one: `${formatNumber(count)} fichier`,
    many: `${formatNumber(count)} de fichiers`,
    other: `${formatNumber(count)} fichiers`,
  });

const downloads = (count: number): string =>
  plural(count, {
    one: `${formatNumber(count)} téléchargement`,
    many: `${formatNumber(count)} de téléchargements`,
    other: `${formatNumber(count)} téléchargements`,
  });

export const fr: Catalogue = {
  device,
  failures,
  settings,
  keyPair,
  keyDialogs,
  requestLinks,
  appearance,
  serviceWorker,
  about,
  people,
  access,
  sender,
  inbox,
  older,
  packages,
  preview,
  request,
  finding,
  undo,
  hints,
  language,
  nameless: (digits) => `Clé ${digits}`,
  shell: {
    product: 'Sealdrop',
    navigation: words.navigation,
    send: words.send,
    shares: words.shares,
    people: words.people,
    settings: words.settings,
    about: 'À propos de ce site',
    how: 'Comment ça marche',
    accessibility: 'Accessibilité',
    reload: 'Recharger',
    missing: 'Cette page n’a pas pu être chargée.',
    missingNext:
      'La connexion est peut-être perdue, ou ce site a été renouvelé depuis que vous l’avez ouvert. Ce qui est en cours dans cet onglet continue\u202f: rechargez quand ce sera terminé.',
    title: (page) => `${page} · Sealdrop`,
    uploadingTitle: (percent) => `${formatPercent(percent)} · Sealdrop`,
  },
  lifetimes: {
    3600: '1 heure',
    86400: '1 jour',
    604800: '7 jours',
    2592000: '30 jours',
    31536000: '1 an',
  },
  send: {
    pageTitle: 'Envoyer des fichiers',
    heading: words.heading,
    purpose: words.purpose,
    invitation: 'Déposez des fichiers ou des dossiers n’importe où dans cette fenêtre',
    letGo: 'Relâchez pour sceller et envoyer',
    or: 'ou collez-les, ou choisissez',
    files: 'Fichiers à envoyer',
    folder: 'Dossier à envoyer',
    limit: (bytes) => `Jusqu’à ${formatBytes(bytes)} à la fois.`,
    dayLimit: (bytes, shares) => {
      const parts = [
        ...(bytes === undefined ? [] : [formatBytes(bytes)]),
        ...(shares === undefined
          ? []
          : [
              plural(shares, {
                one: `${formatNumber(shares)} partage`,
                many: `${formatNumber(shares)} de partages`,
                other: `${formatNumber(shares)} partages`,
              }),
            ]),
      ];
      return parts.length === 0 ? '' : `Au plus ${parts.join(' et ')} par jour depuis une même adresse.`;
    },
    listed: 'Seules les personnes inscrites par le responsable de ce site peuvent envoyer des fichiers.',
    defaults: (seconds, count) =>
      `Les liens prennent fin après ${formatDuration(seconds)} ou ${downloads(count)} ; vous pouvez le modifier ensuite.`,
    again: 'Envoyer autre chose',
    againHint: 'Ce sera un partage à part. Les précédents se poursuivent et se trouvent dans « Partages ».',
    emptyTitle: 'Il n’y avait rien à envoyer.',
    emptyNext: 'Les dossiers sans fichiers sont laissés de côté. Déposez au moins un fichier.',
  },
  uploadToken: {
    label: 'Jeton d’envoi',
    hint: 'Ce site n’accepte des fichiers que de ceux qui l’ont ; c’est son responsable qui le remet. Ce navigateur le conserve, scellé.',
    submit: 'Utiliser le jeton',
    wrong: 'Ce n’est pas le jeton d’envoi de ce site. Les majuscules et les signes comptent.',
    kept: 'Le jeton d’envoi est le bon, et ce navigateur le conserve.',
  },
  upload: {
    headingRunning: 'Donnez le lien dès maintenant. Les fichiers suivent.',
    keepOpen:
      'Gardez cet onglet ouvert jusqu’à ce qu’il indique « Prêt ». Un envoi laissé en route attend ici les mêmes fichiers.',
    unfinished: 'Pas encore terminé',
    waitsForFiles: (count) =>
      count === 1
        ? 'L’envoi a été interrompu. Appuyez sur « Reprendre » et choisissez le même fichier : seul ce qui manque est envoyé.'
        : 'L’envoi a été interrompu. Appuyez sur « Reprendre » et choisissez les mêmes fichiers : seul ce qui manque est envoyé.',
    waitsForFolder:
      'L’envoi a été interrompu. Appuyez sur « Reprendre » et choisissez le même dossier : seul ce qui manque est envoyé.',
    resume: 'Reprendre',
    pause: 'Mettre en pause',
    goOn: 'Continuer',
    paused:
      'Rien n’est envoyé tant que vous ne continuez pas. Le lien fonctionne ; ceux qui l’ont patientent.',
    headingReady: 'C’est scellé. À vous de donner le lien.',
    headingStopped: 'Ce partage est arrêté et supprimé.',
    headingNotDeleted: 'Arrêté ici, mais pas encore supprimé.',
    headingFailed: 'Ce partage n’a pas abouti.',
    preparing: 'Lecture de ce que vous avez donné',
    status: 'Transfert',
    phases: {
      sealing: 'Scellement et envoi',
      finishing: 'Finalisation',
      ready: 'Prêt',
      reconnecting: 'Reconnexion',
      paused: 'En pause',
      stopped: 'Arrêté',
      failed: 'Échec',
    },
    progress: 'Progression de l’envoi',
    amount: (done, total) => `${formatBytes(done)} sur ${formatBytes(total)}`,
    speed: (perSecond) => `${formatBytes(perSecond)} par seconde`,
    left: (seconds) => `encore ${formatDuration(seconds)} environ`,
    offline: 'La connexion est perdue. L’envoi reprendra de lui-même quand elle reviendra.',
    contents: (first, count) =>
      count === 1
        ? first
        : plural(count - 1, {
            one: `${first} et ${formatNumber(count - 1)} autre fichier`,
            many: `${first} et ${formatNumber(count - 1)} d’autres fichiers`,
            other: `${first} et ${formatNumber(count - 1)} autres fichiers`,
          }),
    ends: (seconds) => `Prend fin le ${formatDate(seconds)}`,
    stop: 'Arrêter et supprimer',
    stoppedBefore: 'Ce qui avait été envoyé est supprimé, et le lien n’ouvre rien.',
    stoppedAfter:
      'Ses fichiers sont supprimés et le lien n’ouvre plus rien. Un téléchargement déjà commencé peut se poursuivre 5 minutes au plus ; ce que quelqu’un a déjà enregistré lui reste.',
    renamedTitle: 'Certains noms ont été modifiés, pour que tout système puisse les enregistrer :',
    renamed: (from, to) => `${visibleName(from)} -> ${visibleName(to)}`,
  },
  link: {
    label: 'Lien du partage',
    copy: 'Copier le lien',
    copied: (locked) =>
      locked
        ? 'Copié. Quiconque a le lien et la phrase secrète peut ouvrir les fichiers.'
        : 'Copié. Quiconque a le lien peut ouvrir les fichiers.',
    copyRefused: 'Le navigateur ne l’a pas permis. Le lien est sélectionné : copiez-le au clavier.',
    soon: 'Un instant : on en informe le serveur.',
    qr: 'Afficher le code QR',
    qrImage: (locked) =>
      locked
        ? 'Visez-le avec l’appareil photo d’un téléphone. Quiconque le voit et connaît la phrase secrète peut ouvrir les fichiers.'
        : 'Visez-le avec l’appareil photo d’un téléphone. Quiconque le voit peut ouvrir les fichiers.',
    only: 'Seul ce navigateur peut modifier ou arrêter ce partage. Si ses données sont perdues, plus personne ne le peut, jusqu’à ce que le partage prenne fin de lui-même.',
  },
  options: {
    heading: 'Modifiez comment ce partage peut être ouvert. Les fichiers ne sont pas envoyés de nouveau.',
    expires: 'Expire après',
    unchanged: 'Comme à présent',
    limit: 'Limite de téléchargements',
    limitHint: 'Vide : aucune.',
    passphrase: 'Phrase secrète',
    passphraseHint: 'Demandée à qui ouvre le lien. Communiquez-la par un autre moyen.',
    passphraseSet: 'Il y en a une. Laissez ce champ vide pour la garder.',
    linkAlone: 'Ouvrir désormais avec le lien seul',
    message: 'Message',
    messageHint: 'Scellé comme les fichiers ; montré à qui les ouvre.',
    apply: 'Appliquer',
    unapplied: 'Pas encore appliqué.',
    applied: 'Appliqué',
    appliedLater: 'Quiconque avait accès auparavant le garde encore 5 minutes au plus.',
    problems: {
      'bad-limit': 'Indiquez un nombre entier de 1 à 1 000 000, ou laissez vide.',
      'long-message': 'C’est trop long : 4 096 octets au plus, environ 4 000 lettres.',
      nobody:
        'Personne ne pourrait l’ouvrir. Choisissez quelqu’un, ou laissez le lien l’ouvrir ; pour mettre fin au partage, révoquez-le.',
    },
  },
  open: {
    pageTitle: 'Ouvrir des fichiers',
    zipName: 'Fichiers de Sealdrop.zip',
    loading: words.loading,
    loadingNext: words.loadingNext,
    uploadingHeading: 'L’expéditeur n’a pas encore terminé.',
    uploading: (percent) => `Envoi encore en cours, ${formatPercent(percent)}`,
    uploadingNext:
      'Gardez cette page ouverte : elle continue d’elle-même. Rien n’est montré avant que tout puisse être vérifié.',
    lockedHeading: 'Il faut ici la phrase secrète que l’expéditeur vous a donnée.',
    lockedNext: 'Elle ouvre les fichiers sur cet appareil ; elle n’est pas envoyée au serveur.',
    passphrase: 'Phrase secrète',
    unlock: 'Déverrouiller',
    unlocking: 'Essai en cours. Cela prend un moment, à dessein.',
    heading: 'Des fichiers pour vous',
    ends: (seconds) => `Prend fin le ${formatDate(seconds)}`,
    summary: (count, bytes) => `${files(count)}, ${formatBytes(bytes)}`,
    safe: 'Personne en chemin, pas même ce site, ne peut les lire, ni les modifier sans que cela se voie.',
    note: 'Message',
    files: 'Fichiers',
    more: (count) => `Afficher ${formatNumber(count)} de plus`,
    save: 'Enregistrer',
    saveOne: (path) => `Enregistrer ${path}`,
    saveAll: 'Tout enregistrer',
    asZip: 'En un seul fichier ZIP.',
    ways: {
      picker: 'Vous choisissez l’emplacement. Rien ne s’y trouve avant que le dernier octet soit vérifié.',
      'private-file':
        'Ce navigateur ne laisse pas une page choisir un emplacement : tout est d’abord vérifié dans ce navigateur, puis placé parmi vos téléchargements.',
      stream:
        'Ce navigateur ne laisse pas une page choisir un emplacement, et n’a pas la place de tout vérifier d’abord : cela va directement parmi vos téléchargements. Gardez cet onglet ouvert, et n’utilisez le fichier qu’une fois que cette page le dit vérifié.',
      memory:
        'Ce navigateur ne laisse pas une page choisir un emplacement : tout reste en mémoire jusqu’à sa vérification, puis est placé parmi vos téléchargements.',
      impossible:
        'Ce navigateur n’a pas de moyen sûr d’enregistrer autant à la fois. Enregistrez les fichiers un par un s’ils sont plus petits, ou ouvrez le même lien dans Chrome ou Edge sur un ordinateur, ou avec la commande « sealdrop open ».',
    },
    progress: 'Progression du téléchargement',
    saving: 'Enregistrement. Chaque morceau est vérifié avant d’être gardé.',
    placing: 'Chaque morceau est vérifié. Le tout est maintenant mis à sa place.',
    reconnecting: 'La connexion est perdue. Le téléchargement reprendra de lui-même quand elle reviendra.',
    cancel: 'Annuler',
    unfinished: 'Pas encore enregistré jusqu’au bout',
    unfinishedHint: (done, total) =>
      `${formatBytes(done)} sur ${formatBytes(total)} sont déjà dans ce navigateur, et vérifiés. Ils y restent 7 jours au plus, et ne seront pas retéléchargés.`,
    continueSave: 'Continuer l’enregistrement',
    discardSave: 'Abandonner',
    saved: 'Enregistré et vérifié',
    savedHint: (name) => `Chaque octet de ${name} est tel qu’il a été scellé.`,
    leakedTitle: 'Le secret de ce lien a été envoyé au serveur.',
    leakedNext:
      'Un programme en chemin, souvent un filtre de messagerie, a modifié le lien de telle sorte que sa partie secrète est devenue visible. Les fichiers s’ouvrent malgré tout ; demandez un nouveau lien à l’expéditeur s’ils sont confidentiels.',
    paste: 'Collez le lien entier',
    pasteOpen: 'Ouvrir',
    pasteWrong: 'Ce n’est pas un lien de partage. Il contient /s/ au milieu et un # vers la fin.',
    retry: 'Réessayer',
    ownKeys: 'Les clés de ce navigateur :',
    noKeys: 'Il n’y a pas de paire de clés dans ce navigateur.',
    toSettings: 'Importer une paire de clés dans les réglages',
  },
  report: {
    begin: 'Signaler ce partage',
    title: 'Signaler ce partage',
    explain:
      'Votre texte va au responsable de ce site. Il ne peut pas voir le contenu des fichiers, à moins que vous ne transmettiez le lien ci-dessous. L’expéditeur n’en est pas informé.',
    text: 'Ce qui ne va pas',
    missing: 'Écrivez ce qui ne va pas.',
    handOver:
      'Transmettre le lien, pour que le responsable puisse ouvrir les fichiers. S’il y a une phrase secrète, écrivez-la ci-dessus.',
    send: 'Envoyer le signalement',
    doneTitle: 'Votre signalement est envoyé',
    done: 'Le responsable de ce site peut désormais le lire. Le lien ne lui a pas été transmis.',
    doneWithLink: 'Le responsable de ce site peut désormais le lire, et il a le lien.',
    close: 'Fermer',
  },
  shares: {
    pageTitle: 'Partages',
    heading: 'Ce que vous avez envoyé, et ce qu’on vous a envoyé.',
    region: 'Envoyés',
    people: 'Contacts',
    delivery: 'Un dépôt dans la boîte de réception de quelqu’un',
    loading: 'Recherche dans ce navigateur.',
    emptyTitle: 'Rien pour l’instant.',
    emptyNext:
      'Ce que vous envoyez se trouve ici : vous pouvez en copier de nouveau le lien, le modifier ou le révoquer.',
    emptyLink: 'Commencer par un fichier',
    details: (count, bytes, created) =>
      `${files(count)}, ${formatBytes(bytes)}, envoi du ${formatDate(created)}`,
    uploading: 'Envoi en cours',
    uploadingPercent: (percent) => `Envoi en cours, ${formatPercent(percent)}`,
    interrupted:
      'Incomplet, et l’envoi ne peut pas reprendre ici. Révoquez le partage et envoyez de nouveau les fichiers.',
    ready: (expires) => `Prêt jusqu’au ${formatDate(expires)}`,
    downloaded: (count, expires) =>
      `Téléchargé ${plural(count, { one: `${formatNumber(count)} fois`, many: `${formatNumber(count)} de fois`, other: `${formatNumber(count)} fois` })}. Prêt jusqu’au ${formatDate(expires)}`,
    ending: (seconds) => `Prêt, temps restant : ${formatDuration(seconds)}`,
    ended: {
      expired: 'Terminé : expiré',
      revoked: 'Terminé : révoqué',
      limit: 'Terminé : limite de téléchargements atteinte',
      blocked: 'Terminé : bloqué par le responsable de ce site',
    },
    unknown: 'Le serveur est injoignable : personne ne sait où en est ce partage.',
    notFound: 'Le serveur n’a jamais accepté ce partage.',
    downloads: (count, limit) =>
      limit === null ? downloads(count) : `${downloads(count)} sur ${formatNumber(limit)}`,
    locked: 'Avec phrase secrète',
    open: 'Ouvrir',
    copy: 'Copier le lien',
    revoke: 'Révoquer',
    revokeWarning:
      'Il prend fin pour tout le monde, sans retour possible. Ce qui a été enregistré reste à ceux qui l’ont enregistré.',
    revokeSurely: 'Révoquer pour tous',
    dismiss: 'Retirer de la liste',
    change: 'Modifier',
    copyRefused: 'Le navigateur ne l’a pas permis. Le voici, à copier à la main.',
    revoked: 'Révoqué. L’accès déjà accordé prend fin dans les 5 minutes.',
  },
  notFound: {
    pageTitle: 'Introuvable',
    heading: 'Il n’y a pas de page ici.',
    next: 'L’adresse a peut-être été coupée ou mal saisie.',
    downloadHeading: 'Ce téléchargement est terminé.',
    downloadNext:
      'Il venait d’une page qui est fermée. Ce qui s’en trouve dans vos téléchargements n’est peut-être pas complet : supprimez-le. Ouvrez de nouveau le lien, puis enregistrez encore une fois.',
    link: 'Aller à la première page',
  },
};
