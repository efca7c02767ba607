/** French words for portable packages: the page of them, and what may go wrong with them. A part of the catalogue. */
import type { ErrorDetails, PackageErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';

/** The entry at the beginning of a sentence, and within one. */
const one = ({ file }: ErrorDetails): string => file || 'Le paquet';
const it = ({ file }: ErrorDetails): string => file || 'le paquet';

export const packageFailures: Pick<Catalogue['failures'], PackageErrorCode> = {
  'package-unknown': (details) => ({
    title: `${one(details)} n’est pas un paquet de Sealdrop.`,
    next: 'Choisissez le ZIP créé par « Enregistrer en paquet ». Un fichier d’un autre système s’ouvre peut-être par « Ouvrir un ancien fichier ».',
  }),
  'package-cut': () => ({
    title: 'Ce paquet a été tronqué.',
    next: 'Sa fin manque. Rien n’a été enregistré. Récupérez-le de nouveau là d’où il venait.',
  }),
  'package-altered': (details) => ({
    title: `${one(details)} n’est pas tel qu’il a été créé.`,
    next: 'Il a été modifié, ou recompressé par un autre programme. Rien n’a été enregistré. Récupérez de nouveau le fichier lui-même, tel qu’il a été créé.',
  }),
  'package-name': (details) => ({
    title: `${one(details)} contient un nom qui mène hors de lui.`,
    next: 'Un paquet honnête ne contient pas un tel nom. Rien n’a été ouvert.',
  }),
  'package-twice': (details) => ({
    title: `${one(details)} se trouve deux fois dans ce paquet.`,
    next: 'Ce paquet a été assemblé par quelqu’un d’autre. Rien n’a été ouvert. Demandez de nouveau le paquet à la personne qui l’a créé.',
  }),
  'package-missing': (details) => ({
    title: `${one(details)} n’est pas dans ce paquet.`,
    next: 'Rien n’a été ouvert. Récupérez de nouveau le paquet là d’où il venait.',
  }),
  'package-surplus': (details) => ({
    title: `${one(details)} n’a pas sa place dans ce paquet.`,
    next: 'Quelqu’un l’a ajouté. Rien n’a été ouvert. Demandez de nouveau le paquet à la personne qui l’a créé.',
  }),
  'package-checksum': (details) => ({
    title: `${one(details)} n’a pas la même somme de contrôle dans ce paquet.`,
    next: 'Cette partie a été modifiée, ou intervertie avec une autre. Rien n’a été enregistré. Récupérez de nouveau le paquet là d’où il venait.',
  }),
  'package-mismatch': (details) => ({
    title: `Ce que dit ${it(details)} de ce paquet n’est pas exact.`,
    next: 'Ses parties ne vont pas ensemble. Rien n’a été enregistré. Demandez de nouveau le paquet à la personne qui l’a créé.',
  }),
  'package-code': () => ({
    title: 'Ce paquet s’ouvre par un lien ou un code, et ce n’est pas le bon.',
    next: 'Saisissez le lien entier du partage dont il a été enregistré, ou le code affiché à sa création.',
  }),
};

export const packages: Catalogue['packages'] = {
  pageTitle: 'Paquet',
  open: 'Ouvrir un paquet',
  heading: 'Un paquet s’ouvre dans ce navigateur, sans serveur.',
  about:
    'C’est un partage en un seul fichier, créé par « Enregistrer en paquet » ou par « sealdrop pack ». Choisissez-le : rien n’est demandé à aucun serveur, et rien ne sort de ce navigateur.',
  reading: 'Examen du paquet.',
  codeHeading: 'Ce paquet s’ouvre par un lien ou un code.',
  code: 'Lien ou code',
  codeHint: 'Le lien entier du partage dont il a été enregistré, ou le code qui a été donné avec lui.',
  giveCode: 'Ouvrir',
  lockedHeading: 'Ce paquet demande aussi une phrase secrète.',
  here: 'Issu d’un paquet, ouvert dans ce navigateur, sans serveur',
  save: 'Enregistrer en paquet',
  saveHint:
    'Un seul fichier scellé, pour n’importe quelle voie. Quiconque peut ouvrir le partage peut l’ouvrir, sans aucun serveur, pour toujours : il ne peut pas être révoqué.',
};
