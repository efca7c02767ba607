/**
 * What a failure is called by, and the code that the process exits with: one for each kind of cause, the same in every command.
 * Those below 30 are shared with open-legacy (open-legacy-words.ts), 60 to 79 are the packages', from 80 on the
 * receiving service's. docs/cli.md lists all.
 */
import {
  type EndReason,
  type ErrorDetails,
  type PersonErrorCode,
  personCode,
  SealdropError,
} from '../shared/errors.ts';
import { type BucketCause, BucketError } from './bucket.ts';
import { UsageError } from './command.ts';
import { TakenError, UnwritableError } from './out-folder.ts';
import { PassphraseNeededError } from './passphrases.ts';
import { JournalError } from './receive/journal.ts';
import { FileKeyError, type FileKeyProblem, ItemError } from './receive/service-key.ts';

export interface Explained {
  readonly exit: number;
  /** What --json calls it. */
  readonly code: string;
  /** For a person: what happened, and what to do next. */
  readonly words: string;
}

interface Cause {
  readonly exit: number;
  readonly words: string | ((details: ErrorDetails) => string);
}

const ends: Readonly<Record<EndReason, string>> = {
  expired: 'its time is over',
  revoked: 'it was revoked',
  limit: 'it was downloaded as often as was allowed',
  blocked: 'the operator of the server has blocked it',
};

const bytes = (size: number) => `${size.toLocaleString('en')} bytes`;
const wait = ({ retryAfter }: ErrorDetails) =>
  retryAfter === undefined ? 'Try again later.' : `Try again in ${retryAfter} seconds.`;

/** Codes of open-legacy have their own words there; what is left out is not met by a command, and exits with 1. */
const causes: Readonly<Partial<Record<PersonErrorCode, Cause>>> = {
  'file-unreadable': { exit: 18, words: ({ file }) => `${file ?? 'A file'} cannot be read.` },
  'no-space': { exit: 19, words: 'There is no space left on the disk.' },
  'link-cut': {
    exit: 30,
    words:
      'The link is not whole: part of it was lost on the way. Ask for it again, and put it in quotes, for a shell may cut it.',
  },
  'not-found': { exit: 31, words: 'There is nothing at this address, and never was. Check the link.' },
  ended: {
    exit: 32,
    words: ({ reason }) =>
      `This share has ended: ${reason ? ends[reason] : 'it is over'}. Only its sender can make a new one.`,
  },
  'link-replaced': { exit: 33, words: 'The sender has changed who can open this. Ask for the new link.' },
  'not-addressed': {
    exit: 34,
    words: 'This share is for other key pairs than yours. "sealdrop key show" lists yours.',
  },
  'wrong-passphrase': { exit: 35, words: 'The passphrase of the share does not open it.' },
  'wrong-backup-passphrase': {
    exit: 36,
    words:
      'The passphrase of the key pair is another one. Where a share has one too, give that of the key pair by --key-passphrase-file or SEALDROP_KEY_PASSPHRASE.',
  },
  damaged: {
    exit: 38,
    words: 'What is there is not what was made: it was damaged or changed. Nothing of it was kept.',
  },
  'sender-changed': {
    exit: 39,
    words: 'Signed by a key that is not the one this stands for. Do not trust it; ask the sender.',
  },
  'rolled-back': { exit: 40, words: 'The server showed an older state of this share than you have seen.' },
  'file-changed': {
    exit: 41,
    words: ({ file }) =>
      `${file ?? 'A file'} changed while it was sent. Send it again for a share of the new version.`,
  },
  'files-missing': { exit: 41, words: ({ file }) => `${file ?? 'A file'} is not there any more.` },
  'too-large': {
    exit: 42,
    words: ({ limit }) =>
      `This is too large${limit === undefined ? '' : `: the server takes ${bytes(limit)}`}.`,
  },
  'too-many-files': {
    exit: 42,
    words: ({ limit }) =>
      `These are too many files${limit === undefined ? '' : `: a share holds ${limit}`}. Send an archive.`,
  },
  'needs-newer': { exit: 43, words: 'This was made by a newer version of Sealdrop. Update this one.' },
  'server-unreachable': {
    exit: 44,
    words:
      'The server cannot be reached. Look at its address and at your connection, and run the same again.',
  },
  'rate-limited': {
    exit: 45,
    words: (details) => `The server wants to be asked less often. ${wait(details)}`,
  },
  'daily-bytes': {
    exit: 45,
    words: (details) => `No more can be sent from your address today. ${wait(details)}`,
  },
  'daily-shares': {
    exit: 45,
    words: (details) => `No more shares can be made from your address today. ${wait(details)}`,
  },
  'storage-full': { exit: 46, words: 'The server has no room left. Ask its operator.' },
  'inbox-closed': { exit: 47, words: 'This request link has ended or was withdrawn. Ask for a new one.' },
  'inbox-full': { exit: 47, words: 'The inbox of this request link is full. Tell its owner.' },
  'requests-off': { exit: 47, words: 'This server takes no deliveries.' },
  'not-listed': {
    exit: 48,
    words:
      'Only listed people may send by this server, and none of your key pairs is on its list. Show its operator what "sealdrop key show" says.',
  },
  'wrong-upload-token': {
    exit: 48,
    words:
      'This server wants an upload token. Give the right one by SEALDROP_UPLOAD_TOKEN or --upload-token-file.',
  },
  'key-missing': {
    exit: 49,
    words: 'There is no such key pair. "sealdrop keygen NAME" makes one, "sealdrop key show" lists yours.',
  },
  'other-key': { exit: 49, words: 'The file holds another key pair than its name says.' },
  'unsupported-key': {
    exit: 49,
    words:
      'This is no key that can be used: wanted is a backup of Sealdrop, a key card, or PEM of a private key on P-384.',
  },
  'card-missing': {
    exit: 50,
    words:
      'The key card of somebody who is to open this is not to be had. Add them by "sealdrop contact add".',
  },
  'card-absent': {
    exit: 50,
    words: 'The server has no key card for this link. Ask its owner for a new one.',
  },
  'card-changed': {
    exit: 50,
    words: 'The server gave another key than the one the fingerprint stands for. Nothing was sent.',
  },
  'person-missing': { exit: 50, words: 'You have no such contact. "sealdrop contact list" lists them.' },
  'successor-changed': {
    exit: 50,
    words: 'What is known of the successor of this key has changed. Ask its owner.',
  },
  'clock-wrong': { exit: 51, words: 'The clock of this machine is wrong. Set it, and try again.' },
  'wrong-signature': { exit: 51, words: 'The server did not take the signature of your key pair.' },
  'other-origin': {
    exit: 51,
    words: ({ origin }) => `The server is called ${origin ?? 'otherwise'}: use that address.`,
  },
  'in-other-tab': { exit: 52, words: 'Another sealdrop is at this already.' },
  'saving-in-other-tab': { exit: 52, words: 'Another sealdrop is saving this already.' },
  'not-complete': { exit: 53, words: 'It is still being uploaded. Try again when it is ready.' },
  'vault-failed': { exit: 54, words: "Sealdrop's own folder cannot be used." },
  'zip-bomb': {
    exit: 15,
    words: ({ file }) =>
      `${file ?? 'The package'} would unpack to far more than it holds: it is made to fill a disk. Nothing was written.`,
  },
  'package-unknown': {
    exit: 60,
    words: ({ file }) =>
      `${file ?? 'This'} is no package of Sealdrop. What older systems have made opens by "sealdrop open-legacy".`,
  },
  'package-cut': {
    exit: 61,
    words: 'The package was cut off: its end is missing. Get it once more from where it came from.',
  },
  'package-altered': {
    exit: 62,
    words: ({ file }) =>
      `${file ?? 'The package'} is not as it was made: it was changed, or zipped anew by another program. Get the file itself once more; if there is none, unpack it and give the folder.`,
  },
  'package-name': {
    exit: 63,
    words: ({ file }) => `${file ?? 'The package'} holds a name that leads out of it. Nothing was written.`,
  },
  'package-twice': {
    exit: 64,
    words: ({ file }) => `${file ?? 'An entry'} is in the package twice. Somebody else has put it together.`,
  },
  'package-missing': {
    exit: 65,
    words: ({ file }) =>
      `${file ?? 'An entry'} is not in the package. Get it once more from where it came from.`,
  },
  'package-surplus': {
    exit: 66,
    words: ({ file }) => `${file ?? 'An entry'} does not belong into the package: somebody has added it.`,
  },
  'package-checksum': {
    exit: 67,
    words: ({ file }) =>
      `${file ?? 'An entry'} has another checksum than the package says: it was changed, or swapped with another.`,
  },
  'package-mismatch': {
    exit: 68,
    words: ({ file }) =>
      `What ${file ?? 'an entry'} says of the package is not so: its parts do not belong together.`,
  },
  'package-code': {
    exit: 69,
    words:
      'The package opens by the link or code that was given with it, and this is not the one. Give it by --code-file or SEALDROP_CODE.',
  },
  cancelled: { exit: 130, words: 'Stopped.' },
};

const bucketCauses: Readonly<Record<BucketCause, { exit: number; words: (address: string) => string }>> = {
  unreachable: {
    exit: 70,
    words: (address) =>
      `The store does not answer for ${address}, or refuses it. Look at S3_ENDPOINT, S3_REGION and the access key, and run the same again: it goes on where it was`,
  },
  missing: { exit: 71, words: (address) => `There is nothing at ${address}` },
  taken: {
    exit: 72,
    words: (address) =>
      `Something else is at ${address} already, and is left as it is. Choose another name, or --replace`,
  },
  changed: {
    exit: 73,
    words: (address) => `${address} was replaced while it was fetched. Nothing was kept; run the same again`,
  },
  differs: {
    exit: 74,
    words: (address) =>
      `What came from ${address} is not what was put there: its SHA-256 is another one. Nothing was kept`,
  },
};

const keyProblems: Readonly<Record<FileKeyProblem, (path: string) => string>> = {
  missing: (name) => `${name} is not set: the key of sealed items, as "openssl rand -base64 32" prints one.`,
  malformed: (name) => `${name} holds no key: wanted are 32 bytes in standard base64.`,
  other: (path) => `${path}: this is sealed under another key than FILE_KEY_BASE64. Set the right one.`,
  unsealed: (path) => `${path} holds sealed items: receive there with --sealed and its key, FILE_KEY_BASE64.`,
  'not-rotated': (path) =>
    `${path} is still under the key of FILE_KEY_BASE64_PREVIOUS. Run "sealdrop rotate-key" on it first.`,
};

/** Answers for whatever was thrown; 1 for what nobody has foreseen. */
export function explainFailure(error: unknown): Explained {
  if (error instanceof UsageError) return { exit: 2, code: 'usage', words: error.message };
  if (error instanceof PassphraseNeededError) {
    return {
      exit: 37,
      code: 'passphrase-needed',
      words: `The passphrase of ${error.wanted} is needed, and nobody is there to ask. Give it by --passphrase-file or SEALDROP_PASSPHRASE.`,
    };
  }
  if (error instanceof TakenError) {
    return {
      exit: 17,
      code: 'taken',
      words: `${error.path} is there already, and is left as it is. Choose another place by --out.`,
    };
  }
  if (error instanceof UnwritableError) {
    return { exit: 22, code: 'unwritable', words: `${error.path} cannot be written${because(error)}.` };
  }
  if (error instanceof BucketError) {
    const { exit, words } = bucketCauses[error.code];
    return { exit, code: `bucket-${error.code}`, words: `${words(error.address)}${because(error)}.` };
  }
  if (error instanceof JournalError) {
    return {
      exit: 80,
      code: 'journal',
      words: `${error.path}, line ${error.line}: this was not written by sealdrop receive. Nothing is received, for it could arrive twice. Put back the journal as it was.`,
    };
  }
  if (error instanceof FileKeyError) {
    return { exit: 81, code: 'file-key', words: keyProblems[error.problem](error.path) };
  }
  if (error instanceof ItemError) {
    return {
      exit: 82,
      code: 'item-altered',
      words: `${error.path}: this sealed item was changed or cut, or is none. No byte of it that was changed was written.`,
    };
  }
  if (!(error instanceof SealdropError)) {
    return { exit: 1, code: 'unexpected', words: error instanceof Error ? error.message : String(error) };
  }
  const code = personCode(error.code);
  const cause = causes[code];
  if (!cause) return { exit: 1, code, words: `This failed (${error.code})${because(error)}.` };
  const words = typeof cause.words === 'string' ? cause.words : cause.words(error.details);
  return { exit: cause.exit, code, words: [18, 54].includes(cause.exit) ? words + because(error) : words };
}

function because({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.message})` : '';
}
