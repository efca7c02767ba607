/** What `sealdrop open-legacy` says, and the code that it exits with for each cause. docs/cli.md lists them. */
import type { OlderSystem } from '../shared/archive/older-item.ts';
import { type ErrorDetails, hasCode, SealdropError } from '../shared/errors.ts';
import { TakenError, UnwritableError } from './out-folder.ts';

export const usage = `usage: sealdrop open-legacy PATH [--key PEM] [--out DIR]

  Opens files of the Secure File Processing System, of CloudSecureShare and of the Secure File Upload and
  Download System, on this machine alone. Nothing is asked, and nothing that is there is written over.

  PATH    a file, a folder, or s3://bucket/prefix (S3_ENDPOINT, S3_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)
  --key   a PEM file with the private key on P-384, for the first two systems
  --out   the folder that the files are written to; the current one if not given

  FILE_KEY_BASE64, in the environment, is the key of the third system.

  Standard output has a line for each file: its SHA-256 and where it is. Everything else goes to standard error.
  It exits with 0 when everything that was recognised is open; docs/cli.md lists the other codes.
`;

export const systemNames: Readonly<Record<OlderSystem, string>> = {
  'secure-file-processing': 'Secure File Processing System',
  'cloud-secure-share': 'CloudSecureShare',
  'secure-upload-download': 'Secure File Upload and Download System',
};

/** Before anything of a system is opened. */
export const before: Readonly<Record<OlderSystem, string>> = {
  'secure-file-processing':
    'Its pieces are authenticated each, their order, their number and the name never were: whoever could write to where ' +
    'it was kept could have left out, repeated or rearranged pieces and changed the metadata to match. All numbers, sizes and checksums are compared.',
  'cloud-secure-share':
    'Nothing in its files is authenticated: a wrong key, a changed byte or a cut end opens to other bytes, and nothing here can tell.',
  'secure-upload-download':
    'Its files are authenticated: a tag over the whole file is checked before anything is decrypted.',
};

/** After a file was opened. */
export const after: Readonly<Record<OlderSystem, string>> = {
  'secure-file-processing':
    'all pieces, numbers and checksums agree; that the package is the one that was made, they do not show',
  'cloud-secure-share':
    'not authenticated: whether these are the bytes that were encrypted, and whether the key was the right one, nobody can tell',
  'secure-upload-download': 'its tag is right: every byte is as it was encrypted',
};

export const compare =
  'If the sender states a SHA-256, compare it with the one that stands before the file on standard output.';

export const doubtful =
  'CHANGED: its two parts were made under one initialisation vector and have different ones now; the first bytes, or all, may be wrong';

interface Cause {
  readonly exit: number;
  readonly words: (file: string, details: ErrorDetails) => string;
}

const causes = {
  'older-unknown': {
    exit: 3,
    words: () =>
      'Nothing here is from one of the three older systems. A package of Sealdrop opens by "sealdrop unpack".',
  },
  'older-key-needed': {
    exit: 4,
    words: (file) =>
      `${file}: its key is missing. A package, and NAME.enc with NAME.key.enc and ephemeral_public_key.pem beside it, need --key; any other .enc file needs FILE_KEY_BASE64.`,
  },
  'older-key-unusable': {
    exit: 5,
    words: (file) =>
      `${file} cannot be used: wanted ${file === 'FILE_KEY_BASE64' ? 'base64 of 16, 24 or 32 bytes' : 'a PEM file with one private key on P-384, PKCS#8 or SEC1, without a passphrase (openssl pkey takes one off)'}.`,
  },
  'older-wrong-key': { exit: 6, words: (file) => `${file} was sealed for another key.` },
  'older-missing': { exit: 7, words: (file) => `${file} is missing.` },
  'older-mismatch': {
    exit: 8,
    words: (file) => `${file}: what it says and what is there differ in number, order or size.`,
  },
  'older-checksum': {
    exit: 9,
    words: (file) =>
      `${file}: the checksum is another one. It was swapped with another piece, replaced or changed.`,
  },
  'older-tag': {
    exit: 10,
    words: (file) => `${file}: the tag does not match. It was changed, or the key is another one.`,
  },
  'older-truncated': { exit: 11, words: (file) => `${file} was cut off: its end is missing.` },
  'older-malformed': {
    exit: 12,
    words: (file) =>
      `${file} is not in the form that its system writes: text, numbers, base64 or padding are wrong.`,
  },
  'older-name': {
    exit: 13,
    words: (file) => `${file} names a place outside of its folder. It was not followed.`,
  },
  'zip-damaged': {
    exit: 14,
    words: (file) => `${file}: a damaged ZIP, or one of a kind that is not read here (encrypted, in parts).`,
  },
  'zip-bomb': { exit: 15, words: (file) => `${file} would unpack to far more than an honest ZIP does.` },
  'older-unsupported': {
    exit: 16,
    words: (file) =>
      `${file}: a package of the Secure File Processing System whose key is sealed by RSA-4096 or by an unknown method. This is not supported; open it with the program that made it.`,
  },
  'file-unreadable': { exit: 18, words: (file) => `${file} cannot be read.` },
  'no-space': { exit: 19, words: () => 'There is no space left where the files are written.' },
  'store-unreachable': { exit: 20, words: () => 'The bucket cannot be read.' },
  'older-too-many': {
    exit: 21,
    words: (file) =>
      `${file} has more parts than are read here: at most 200,000 entries of a ZIP, and 160,000 pieces of a package.`,
  },
} satisfies Partial<Record<SealdropError['code'], Cause>>;

/** What a failure is called by, and its exit code: 17 for a place that is taken, 22 for one that cannot be written, 1 for what nobody has foreseen. */
export function explain(error: unknown, subject: string): { readonly exit: number; readonly words: string } {
  if (error instanceof TakenError) {
    return {
      exit: 17,
      words: `${error.path} is there already, and is left as it is. Choose another folder by --out.`,
    };
  }
  if (error instanceof UnwritableError) {
    return {
      exit: 22,
      words: `${error.path} cannot be written${because(error)}. Choose another folder by --out.`,
    };
  }
  const known = Object.keys(causes) as (keyof typeof causes)[];
  const code = known.find((one) => hasCode(error, one));
  if (!code || !(error instanceof SealdropError)) {
    return { exit: 1, words: `${subject}: ${error instanceof Error ? error.message : String(error)}` };
  }
  const { exit, words }: Cause = causes[code];
  const why = exit >= 18 ? because(error) : '';
  return { exit, words: words(error.details.file ?? subject, error.details) + why };
}

function because({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.name}: ${cause.message})` : '';
}
