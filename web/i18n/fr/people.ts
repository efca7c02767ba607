/** French texts about people: contacts, who can open a share, who sealed one. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const people: Catalogue['people'] = {
  pageTitle: 'Contacts',
  heading: 'Les personnes à qui vous pouvez envoyer des fichiers nommément.',
  about:
    'Conservés dans ce navigateur seul. Un lien de contact vous montre une clé ; qu’elle est bien celle de la bonne personne, seule la comparaison de son empreinte le montre.',
  link: 'Lien de contact',
  linkHint: 'Celui que la personne a copié dans ses réglages, ou n’importe lequel de ses liens de dépôt.',
  picture: 'Utiliser l’image d’un code QR',
  unreadable: 'Cette image ne contient pas de code QR lisible. Collez plutôt le lien.',
  add: 'Ajouter un contact',
  wrong: 'Ce n’est pas un lien de contact. Il contient /to/ au milieu.',
  region: 'Contacts',
  loading: 'Recherche dans ce navigateur.',
  emptyTitle: 'Personne pour l’instant.',
  emptyNext:
    'Demandez à quelqu’un son lien de contact. Il se copie dans les réglages, à côté de la paire de clés.',
  verified: 'Vérifié : vous avez comparé l’empreinte.',
  unverified: 'Pas encore vérifié.',
  calls: (name) => `Se donne le nom de « ${name} ».`,
  noDelivery:
    'Vous pouvez partager nommément avec cette personne. Pour envoyer aussi dans sa boîte de réception, ajoutez-la de nouveau par son lien de contact.',
  rename: 'Renommer',
  name: 'Nom',
  nameHint: 'Pour vous uniquement. Vide : le nom que la personne se donne.',
  saveName: 'Enregistrer le nom',
  compare: 'Comparer l’empreinte',
  compareHow:
    'Demandez à la personne de lire la sienne à voix haute, au téléphone ou face à face, jamais par la voie par laquelle le lien est venu. Elle se trouve dans ses réglages. Chaque groupe doit être le même.',
  theirs: (name) => `Son empreinte (${name})`,
  yours: (name) => `La vôtre (${name}), pour que l’autre la compare`,
  noKey: 'Vous n’avez pas de paire de clés : de votre côté, il n’y a rien à comparer.',
  verify: 'Marquer comme vérifié',
  unverify: 'Retirer « vérifié »',
  remove: 'Retirer',
  successorTitle: (name) => `${name} a une nouvelle clé.`,
  successorNext:
    'L’ancienne clé l’a signée. Quiconque aurait volé l’ancienne clé aurait pu le faire aussi : comparez donc l’empreinte de la nouvelle une fois que vous l’avez adoptée.',
  follow: 'Adopter la nouvelle clé',
  conflictTitle: (name) => `Deux nouvelles clés prétendent l’une et l’autre être ${name}.`,
  conflictNext:
    'L’une des deux n’est pas la sienne. N’envoyez rien ni à l’une ni à l’autre avant d’avoir demandé à cette personne, face à face ou au téléphone, quelle empreinte est la bonne.',
};

export const access: Catalogue['access'] = {
  group: 'Contacts',
  hint: 'Les personnes choisies l’ouvrent avec la clé de leur propre navigateur ; l’adresse ne contient alors aucun secret.',
  link: 'Quiconque a le lien',
  own: (name) => `${name} (votre clé)`,
  nobody: 'Vos contacts sont encore vides.',
  nobodyLink: 'Ajouter quelqu’un',
  unverified: 'pas vérifié',
  removal:
    'Une personne retirée ne peut plus rien obtenir de ce site après 5 minutes au plus. Si elle l’a ouvert auparavant, elle a pu en garder la clé, et garde ce qu’elle a enregistré. Pour exclure quelqu’un à coup sûr, envoyez un nouveau partage.',
  noPassphrase: 'Les personnes nommées n’en ont pas besoin : une phrase secrète va avec le lien.',
  newLink: 'Le lien est maintenant un autre : copiez-le de nouveau pour ceux qui doivent l’avoir.',
  only: 'Seules les personnes que vous avez nommées peuvent ouvrir cette adresse.',
  onlyKey:
    'Ce navigateur, et tout autre qui détient votre paire de clés, peut modifier ou arrêter ce partage.',
  copied: 'Copié. Seules les personnes que vous avez nommées peuvent l’ouvrir.',
  noName: 'quelqu’un sans nom',
  openFor: (names) => `Pour ${names}`,
  andLink: (names) => `Pour ${names}, et quiconque a le lien`,
};

export const sender: Catalogue['sender'] = {
  self: 'Envoyé par vous',
  selfHint: 'Enregistrer depuis votre propre partage ne compte pas comme un téléchargement.',
  by: (name) => `Scellé par ${name}`,
  verifiedHint: 'Vérifié : signé par la clé dont vous avez comparé l’empreinte.',
  knownHint:
    'Signé par la clé de cette personne dans vos contacts. Vous n’en avez pas encore comparé l’empreinte.',
  named: (name) => `Se donne le nom de « ${name} »`,
  namedHint:
    'N’importe qui peut choisir n’importe quel nom. Comparez l’empreinte avec la personne à laquelle vous pensez avant de vous y fier.',
  takenHint:
    'Vos contacts comptent une personne de ce nom, et ceci est une autre clé que la sienne. Demandez-lui, par un autre moyen, si cette clé est aussi à elle avant de vous y fier.',
  add: 'Ajouter aux contacts',
  notIdentified: 'Expéditeur non identifié',
  notIdentifiedHint:
    'Personne n’y a mis son nom. Fiez-vous-y autant que vous vous fiez à la voie par laquelle le lien vous est venu.',
  deliveryHint:
    'Quiconque a votre lien, et ce serveur aussi, peut envoyer une telle chose. Ne vous y fiez pas davantage.',
};
