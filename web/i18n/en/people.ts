/** English texts about people: contacts, who can open a share, who sealed one. A part of the catalogue in en.ts. */

export const people = {
  pageTitle: 'People',
  heading: 'Whom you can send to by name.',
  about:
    'Kept in this browser alone. A contact link shows you a key; that it belongs to the right person, only comparing its fingerprint shows.',
  link: 'Contact link',
  linkHint: 'The one that they copied in their Settings, or any request link of theirs.',
  picture: 'Use a picture of a QR code',
  unreadable: 'There is no QR code in that picture that can be read. Paste the link instead.',
  add: 'Add person',
  wrong: 'That is no contact link. It has /to/ in the middle.',
  region: 'People',
  loading: 'Looking into this browser.',
  emptyTitle: 'Nobody yet.',
  emptyNext: 'Ask somebody for their contact link. They copy it in Settings, beside their key pair.',
  verified: 'Verified: you have compared the fingerprint.',
  unverified: 'Not verified yet.',
  calls: (name: string) => `Calls themselves “${name}”.`,
  noDelivery:
    'You can share with them by name. To send into their inbox as well, add them again by their contact link.',
  rename: 'Rename',
  name: 'Name',
  nameHint: 'For you alone. Empty: what they call themselves.',
  saveName: 'Save name',
  compare: 'Compare fingerprint',
  compareHow:
    'Ask them to read theirs aloud, on the telephone or face to face, never by the way the link came. It stands in their Settings. Every group must be the same.',
  theirs: (name: string) => `Fingerprint of ${name}`,
  yours: (name: string) => `Yours (${name}), for them to compare`,
  noKey: 'You have no key pair, so there is nothing of yours to compare.',
  verify: 'Mark as verified',
  unverify: 'Take back “verified”',
  remove: 'Remove',
  successorTitle: (name: string) => `${name} has a new key.`,
  successorNext:
    'The old key has signed it. Whoever had stolen the old key could have done that as well, so compare the fingerprint of the new one once you follow.',
  follow: 'Follow to the new key',
  conflictTitle: (name: string) => `Two new keys both claim to be ${name}.`,
  conflictNext:
    'One of them is not theirs. Send nothing to either before you have asked them, face to face or on the telephone, which fingerprint is right.',
} as const;

export const access = {
  group: 'People',
  hint: 'Whoever is chosen opens it with the key in their own browser; the address holds no secret then.',
  link: 'Whoever has the link',
  own: (name: string) => `${name} (your key)`,
  nobody: 'Nobody is in your People yet.',
  nobodyLink: 'Add somebody',
  unverified: 'not verified',
  removal:
    'Whoever is taken off can fetch nothing more from this site after at most 5 minutes. Who has opened it before may have kept its key, and keeps what they saved. To cut somebody off for certain, send a new share.',
  noPassphrase: 'Named people need none: a passphrase goes with the link.',
  newLink: 'The link is another one now: copy it again for those who are to have it.',
  only: 'Only the people you named can open this address.',
  onlyKey: 'This browser, and every other one that holds your key pair, can change or stop this share.',
  copied: 'Copied. Only the people you named can open it.',
  noName: 'somebody without a name',
  openFor: (names: string) => `For ${names}`,
  andLink: (names: string) => `For ${names}, and whoever has the link`,
} as const;

export const sender = {
  self: 'Sent by you',
  selfHint: 'Saving from your own share does not count as a download.',
  by: (name: string) => `Sealed by ${name}`,
  verifiedHint: 'Verified: signed by the key whose fingerprint you have compared.',
  knownHint: 'Signed by the key of this person in your People. You have not compared its fingerprint yet.',
  named: (name: string) => `Calls themselves “${name}”`,
  namedHint:
    'Anybody can choose any name. Compare the fingerprint with the person you think of before you trust it.',
  takenHint:
    'You have somebody of this name in your People, and this is another key than theirs. Ask them, by another way, whether it is theirs too before you trust it.',
  add: 'Add to People',
  notIdentified: 'Sender not identified',
  notIdentifiedHint: 'Nobody put a name to this. Trust it as much as you trust the way the link came to you.',
  deliveryHint:
    'Anybody who has your link, and this server too, can send such a thing. Trust it no further than that.',
} as const;
