/**
 * English words for files of older systems: the page, and what may go wrong with them. A part of the catalogue in en.ts.
 */
import type { OlderSystem } from '../../../shared/archive/older-item.ts';
import type { ErrorDetails, OlderErrorCode } from '../../../shared/errors.ts';
import { formatBytes, formatNumber } from '../format.ts';
import type { FailureWords } from './failures.ts';

const one = ({ file }: ErrorDetails): string => file ?? 'A file';

export const olderFailures = {
  'older-unknown': () => ({
    title: 'Nothing here is from one of the three older systems.',
    next: 'Choose the ZIP or the folder of a package, or a file that ends in .enc together with all that belongs to it. A package of Sealdrop opens by “Open package”.',
  }),
  'older-unsupported': (details) => ({
    title: `${one(details)} is of a kind that Sealdrop does not read.`,
    next: 'It is a package of the Secure File Processing System whose key is sealed by RSA-4096, or by a method that is not known here. Open it with the program that made it.',
  }),
  'older-key-needed': (details) => ({
    title: `The key for ${one(details)} is missing.`,
    next: 'A package and a file of CloudSecureShare need the private key; any other .enc file needs the file key. A file of CloudSecureShare also needs its .key.enc and ephemeral_public_key.pem beside it.',
  }),
  'older-key-unusable': () => ({
    title: 'This key cannot be used.',
    next: 'A private key is a PEM file on the curve P-384 (PKCS#8 or SEC1) that no passphrase protects: openssl pkey takes one off. A file key is base64 of 16, 24 or 32 bytes.',
  }),
  'older-wrong-key': (details) => ({
    title: `${one(details)} was sealed for another key.`,
    next: 'Nothing was opened. Choose the private key that belongs to the public key it was made for.',
  }),
  'older-missing': (details) => ({
    title: `${one(details)} is missing.`,
    next: 'Nothing was kept. Choose everything that belongs together, the whole folder where it is one.',
  }),
  'older-mismatch': (details) => ({
    title: `What ${one(details)} says and what is there are not the same.`,
    next: 'A number, an order or a size differs. Nothing was kept. Get the files once more from where they are stored.',
  }),
  'older-checksum': (details) => ({
    title: `The checksum of ${one(details)} is another one.`,
    next: 'Pieces were swapped, replaced or changed. Nothing was kept. Get the files once more from where they are stored.',
  }),
  'older-tag': (details) => ({
    title: `${one(details)} is not as it was sealed, or the key is another one.`,
    next: 'Its tag does not match. Nothing was kept. Check the key, then get the file once more from where it is stored.',
  }),
  'older-truncated': (details) => ({
    title: `${one(details)} was cut off.`,
    next: 'Its end is missing. Nothing was kept. Get it once more from where it is stored.',
  }),
  'older-malformed': (details) => ({
    title: `${one(details)} cannot be understood.`,
    next: 'It is not in the form that its system writes: text, numbers, base64 or padding are wrong. Nothing was kept.',
  }),
  'older-name': (details) => ({
    title: `${one(details)} names a place outside of its folder.`,
    next: 'An honest file has no such name. Nothing was opened, and nothing was kept.',
  }),
  'older-no-room': ({ limit }) => ({
    title: `This browser gives this page no room for more than ${formatBytes(limit ?? 0)}.`,
    next: 'Nothing was kept. Use an ordinary window, free some space, or open it with the command “sealdrop open-legacy”.',
  }),
  'older-too-many': (details) => ({
    title: `${one(details)} has more parts than are read here.`,
    next: 'At most 200,000 entries of a ZIP are read, and 160,000 pieces of a package. Nothing was kept. If a ZIP holds several packages or files, unpack it and choose them one after another.',
  }),
  'older-stopped': () => ({
    title: 'The part of this page that opens older files has stopped.',
    next: 'Nothing was kept. Try once more: a new one takes its place. If that stops too, use the command “sealdrop open-legacy”.',
  }),
  'zip-damaged': (details) => ({
    title: `${one(details)} is a damaged ZIP, or of a kind that is not read here.`,
    next: 'Its directory and its content do not agree, or it is encrypted. Nothing was kept. Get it once more, or unpack it and choose the folder.',
  }),
  'zip-bomb': (details) => ({
    title: `${one(details)} would unpack to far more than it holds.`,
    next: 'It is made to fill a disk. Nothing was kept.',
  }),
} satisfies Record<OlderErrorCode, (details: ErrorDetails) => FailureWords>;

export const older = {
  pageTitle: 'Open an older file',
  heading: 'Files of three older systems, opened here.',
  about:
    'From the Secure File Processing System, CloudSecureShare, and the Secure File Upload and Download System. They are decrypted in this browser; neither a file nor a key leaves it.',
  beforeTitle: 'What these systems checked, and what they never did',
  before: {
    'secure-file-processing':
      'Secure File Processing System: each piece is authenticated; their order, their number and the name never were. All numbers, sizes and checksums are compared here, but whoever could write to where a package was kept could have changed them together.',
    'cloud-secure-share':
      'CloudSecureShare: nothing is authenticated. A wrong key, a changed byte or a cut end opens to other bytes, and nobody can tell.',
    'secure-upload-download':
      'Secure File Upload and Download System: files are authenticated whole, before anything is decrypted.',
  } satisfies Record<OlderSystem, string>,
  beforeNext:
    'Where it matters, ask the sender for the SHA-256 of the file. It can be compared once the file is open.',
  chooseHeading: 'What is to be opened',
  chooseHint:
    'The ZIP or the folder of a package; or .enc files with all that stands beside them. Many at once, too.',
  files: 'Older files',
  folder: 'Older folder',
  chosen: (first: string, count: number, bytes: number) =>
    `${count === 1 ? first : `${first} and ${formatNumber(count - 1)} more`}, ${formatBytes(bytes)}`,
  nothingChosen: 'Choose what is to be opened first.',
  keyHeading: 'Its key',
  privateKey: 'Private key',
  privateKeyHint: 'A PEM file, for the first two systems.',
  fileKey: 'File key',
  fileKeyHint: 'What stood in FILE_KEY_BASE64, for the third.',
  open: 'Open',
  looking: 'Looking at what you chose.',
  progress: 'Opening progress',
  cancel: 'Cancel',
  openedHeading: (count: number) =>
    count === 1 ? '1 file is open' : `${formatNumber(count)} files are open`,
  after: {
    'secure-file-processing':
      'All pieces, numbers and checksums agree. That this is the package that was once made, they do not show.',
    'cloud-secure-share':
      'Not authenticated. Nobody can tell whether these are the bytes that were encrypted, nor whether the key was the right one: look at the file, and compare its SHA-256.',
    'secure-upload-download': 'Its tag is right: every byte is as it was encrypted.',
  } satisfies Record<OlderSystem, string>,
  doubtful:
    'It was changed: its two parts were made under one initialisation vector and have different ones now. The first bytes, or all of them, may be wrong.',
  digest: 'SHA-256',
  compare: 'SHA-256 from the sender',
  compareHint: 'Ask for it by another way than the file came by.',
  same: (path: string) => `It is that of ${path}: this is the file that the sender means.`,
  different: 'None of these files has it. They are not what the sender means.',
  noDigest: 'A SHA-256 has 64 digits, 0 to 9 and a to f.',
  skipped: (count: number) =>
    `Left alone: ${formatNumber(count)} ${count === 1 ? 'other file' : 'other files'}`,
  share: 'Share it safely',
  shareHint: 'Sharing makes a new share of all files that are open, sealed as everything here is.',
  leaveHint: 'When you leave this page, what it opened is removed from this browser.',
  again: 'Open something else',
  zipName: 'opened files.zip',
};
