/** English texts of Settings: key pairs and request links. A part of the catalogue in en.ts. */
import type { Appearance } from '../../state/appearance.ts';
import type { PassphraseStrength } from '../../state/passphrase-strength.ts';
import { formatDate, formatNumber } from '../format.ts';

export const settings = {
  pageTitle: 'Settings',
  heading: 'Your keys live here, in this browser.',
  region: 'Key pairs',
  about:
    'Nobody needs a key pair to send files or to open a link. With one, others can send to you by name, and see that what you send is yours.',
  loading: 'Looking into this browser.',
  emptyTitle: 'No key pair yet.',
  emptyNext:
    'Make one, or bring one from another device. Its private part never leaves this browser unsealed.',
  notKept:
    'This browser has not promised to keep your keys. It may clear them when space runs short, and a private window forgets them when it is closed. With its backup file and passphrase you can import a key pair again.',
  create: 'New key pair',
  importFile: 'Import key pair',
  importCode: 'Import from QR code',
} as const;

export const keyPair = {
  made: (seconds: number) => `Made ${formatDate(seconds)}`,
  isDefault: 'Default: it signs what you send',
  where: {
    saved: 'It lives in this browser, not on the server. Backup saved, not checked yet.',
    checked: 'It lives in this browser, not on the server. Backup saved and checked.',
  },
  unchecked:
    'A saved file can be lost on the way to the disk. Check it once: choose it again and type its passphrase.',
  succeeded: (name: string, group: string) =>
    `Replaced by ${name}${group && `, whose fingerprint begins with ${group}`}. Keep the old one as long as something sent to it, or signed by it, still matters to you.`,
  otherKey: 'a newer key pair',
  unpublished:
    'The server does not have its key card yet, so nobody can find it. It is tried again by itself.',
  fingerprint: 'Fingerprint',
  fingerprintCode: 'The same digits',
  copyLink: 'Copy contact link',
  copied:
    'Copied. Whoever has it can add you to their People and, where this site takes deliveries for you, send files to you.',
  copyRefused: 'The browser did not allow it. Here it is, to copy by hand:',
  contactLink: 'Contact link',
  showLink: 'Show contact QR code',
  linkCode: 'Who points a camera at it comes to your request page, and can send files to you.',
  exportBackup: 'Export backup',
  checkBackup: 'Check backup',
  showBackup: 'Show as QR code',
  exportPublic: 'Export public key',
  exportPem: 'Export PEM',
  makeDefault: 'Make default',
  rotate: 'Rotate',
  remove: 'Delete',
  handed: 'The download has started.',
  reminder: (name: string) => `Nobody has checked the backup of ${name} yet.`,
  reminderLink: 'Check it in Settings',
} as const;

export const keyDialogs = {
  cancel: 'Cancel',
  close: 'Close',
  working: 'Working. This takes a moment on purpose.',
  name: 'Name',
  passphrase: 'Passphrase',
  repeat: 'Repeat passphrase',
  nameHint:
    'May stay empty. Whoever gets your contact link, or files that you sign, can read it; so can the server.',
  passphraseHint:
    'It locks the backup, a file that may lie anywhere: whoever finds it can guess as often as they like, so length is what protects it. Four or more words chosen at random are good. Nobody can reset it.',
  strength: {
    empty: '',
    short: 'At least 8 characters: shorter ones are guessed too soon.',
    weak: 'Rather short. A few more words would make it much harder to guess.',
    fair: 'Good, if nobody would think of it.',
    long: 'Long enough, if nobody would think of it.',
  } satisfies Record<PassphraseStrength, string>,
  problems: {
    empty: 'Choose a passphrase.',
    missing: 'Type its passphrase.',
    short: 'Use at least 8 characters.',
    different: 'The two are not the same.',
    'long-name': 'At most 64 characters.',
  },
  create: {
    title: 'A new key pair',
    explain: 'The keys are made in this browser. Their backup is saved in the same step.',
    submit: 'Create and save backup',
  },
  importFile: {
    title: 'Import a key pair',
    explain: (file: string) => `From ${file}.`,
    hint: 'The one of the file. A PEM key without one gets this passphrase for its backup, which is saved in the same step.',
    submit: 'Import',
  },
  importCode: {
    title: 'Import from a QR code',
    explain:
      'On the other device: Settings, the key pair, “Show as QR code”. Scan it, use a picture of it, or paste its text here.',
    text: 'Text of the QR code',
    hint: 'The one of the backup on the other device.',
    submit: 'Import',
  },
  check: {
    title: 'Check the backup',
    explain: (file: string) => `${file} is opened with this passphrase and compared with the key pair.`,
    submit: 'Check',
  },
  pem: {
    title: 'Export for other programs',
    explain:
      'Two files, encrypted by the passphrase you type, which “openssl pkey” reads: one key for encryption, one for signatures. Their lock (PBKDF2) is weaker than that of the backup: choose the passphrase long, and delete the files when you are done. The browser may ask whether it may save both.',
    hint: 'The one of this key pair’s backup; it locks the two files as well.',
    submit: 'Export',
  },
  code: {
    title: 'This key pair as a QR code',
    explain:
      'It takes the key pair to another device. It is locked by the passphrase of the backup; show it to nobody else all the same.',
    hint: 'The one of this key pair’s backup.',
    submit: 'Show',
    caption: 'On the other device: Settings, “Import from QR code”.',
    text: 'The same as text',
  },
  rotate: {
    title: 'Rotate this key pair',
    explain:
      'A new key pair takes its place and is signed by the old one, so that your contacts can follow. The old one stays here, and still opens what was sent to it. Request links of the old one stay with it.',
    submit: 'Rotate and save backup',
  },
  remove: {
    title: 'Delete a key pair',
    explain:
      'It is taken out of this browser. With its backup you can import it again; without, what follows is lost for good.',
    always: 'What was sent to this key alone, and is not saved elsewhere, will not open here any more.',
    shares: 'Shares that it signed and that could not be changed any more:',
    moreShares: (count: number) => `and ${formatNumber(count)} more`,
    noShares: 'No share that this browser knows was signed by it.',
    deliveries: (count: number) =>
      ['Nothing waits in its inbox.', '1 delivery waits in its inbox.'][count] ??
      `${formatNumber(count)} deliveries wait in its inbox.`,
    links: (count: number) =>
      ['No request link leads to it.', '1 request link leads to it, and ends with it.'][count] ??
      `${formatNumber(count)} request links lead to it, and end with it.`,
    unknown: 'The server cannot be reached, so nobody can say what waits in its inbox.',
    looking: 'Looking at what would be lost.',
    nameHint: (name: string) => `Type ${name} to be sure.`,
    wrongName: 'That is not its name.',
    submit: 'Delete key pair',
  },
} as const;

export const requestLinks = {
  list: 'Request links',
  about:
    'Whoever has one can send files to you, without a key of their own. Give out one for each purpose, and revoke it when it has served.',
  empty: 'None yet.',
  create: 'New request link',
  contact: 'Contact link',
  one: 'Request link',
  ofKey: (name: string) => `To ${name}`,
  until: (seconds: number | null) => (seconds === null ? 'No end' : `Ends on ${formatDate(seconds)}`),
  copy: 'Copy link',
  copied: 'Copied.',
  copyRefused: 'The browser did not allow it. The link is shown, to copy by hand:',
  revoke: 'Revoke',
  revokeWarning:
    'Nobody can send by it any more, and it cannot be brought back. What has arrived stays in your inbox.',
  revokeSurely: 'Revoke this link',
  dialog: {
    title: 'A new request link',
    name: 'Name',
    nameHint: 'For you alone: “For clients”, “Tax papers”.',
    key: 'Key pair',
    expires: 'Expires after',
    never: 'No end',
    submit: 'Create link',
  },
  off: 'This site takes no deliveries: its operator has switched request links off. What has arrived stays in your inbox, and contact links still tell others which key is yours.',
  needsKey: 'A request link leads to one of your key pairs: make one first.',
} as const;

export const appearance = {
  heading: 'Appearance',
  ways: { system: 'As the system', light: 'Light', dark: 'Dark' } satisfies Record<Appearance, string>,
} as const;

export const about = {
  heading: 'About Sealdrop',
  how: 'What this server sees, what a link is, and what to do when a key is lost',
  accessibility: 'What Sealdrop does to be open to everybody',
} as const;

export const language = {
  label: 'Language',
  asBrowser: 'As the browser',
} as const;

export const serviceWorker = {
  heading: 'Service worker',
  about:
    'A small program of this site that the browser keeps. In some browsers large files are saved through it; it also holds the page for offline use, and takes in what other apps share. If pages or downloads do not behave as they should, remove it, with all that it has kept: the next large download brings a new one.',
  instead:
    'Your keys, people and shares stay. To clear the data of this site in the browser instead would delete them all: export a backup of each key pair before you do that.',
  remove: 'Remove service worker',
  removed:
    'Removed. Reload the pages of this site that are open. Do not share from other apps into Sealdrop until you have pressed “Keep for offline use” again: it would go to the server, not sealed, and the server does not take it.',
} as const;
