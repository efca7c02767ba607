/** Opens a package for its user: by the link or code that was given with it, else by their key pairs. docs/package.md. */

import { type OpenedHeader } from '../shared/crypto/open-header.ts';
import { passphraseOutput } from '../shared/crypto/passphrase.ts';
import { hasCode, SealdropError } from '../shared/errors.ts';
import {
  openPackageByKeys,
  openPackageByLink,
  parsePackageCode,
} from '../shared/package/open-package-header.ts';
import type { Package } from '../shared/package/read-package.ts';
import type { Option } from './command.ts';
import type { Console } from './console.ts';
import { openHome } from './home.ts';
import { findIdentity, type KeyRecord, listIdentities, unlock } from './keys.ts';
import {
  givenPassphrase,
  keyPassphraseOptions,
  ofKeyPair,
  passphraseOptions,
  readPassphrase,
} from './passphrases.ts';

export const packageKeyOptions = {
  key: {
    value: 'KEY',
    completes: 'key',
    help: 'the key pair of yours that opens it; all of them if not given',
  },
  'code-file': {
    value: 'FILE',
    completes: 'file',
    help: 'a file whose first line is the link or code that came with the package',
  },
  ...passphraseOptions,
  ...keyPassphraseOptions,
} as const satisfies Record<string, Option>;

export interface PackageKeys {
  readonly key: string | undefined;
  readonly 'code-file': string | undefined;
  readonly 'passphrase-file': string | undefined;
  readonly 'key-passphrase-file': string | undefined;
}

const ofCode = (values: PackageKeys) => ({
  of: 'the package',
  file: values['code-file'],
  variables: ['SEALDROP_CODE'],
});
const ofPackage = (values: PackageKeys) => ({
  of: 'the package',
  file: values['passphrase-file'],
  variables: ['SEALDROP_PASSPHRASE'],
});

/** Whether something was given to open it with, so that nobody has to be asked. */
export async function hasPackageKeys(values: PackageKeys, console: Console): Promise<boolean> {
  const { key, 'key-passphrase-file': file } = values;
  const isGiven = key !== undefined || file !== undefined || values['passphrase-file'] !== undefined;
  return (
    isGiven ||
    (await givenPassphrase(console, {
      ...ofCode(values),
      variables: ['SEALDROP_CODE', ...ofKeyPair('', undefined).variables],
    })) !== null
  );
}

/** Throws not-addressed, package-code, wrong-passphrase, PassphraseNeededError, and what opening a header throws. */
export async function openPackageFor(
  packed: Package,
  values: PackageKeys,
  console: Console,
): Promise<OpenedHeader> {
  const code = await givenPassphrase(console, ofCode(values));
  if (code !== null) return await byCode(packed, code, values, console);
  const isForPeople = packed.core.stanzas.some(({ type }) => type === 1);
  if (isForPeople || values.key !== undefined) return await byKeys(packed, values, console);
  // Whoever made it needs no code.
  if (!console.ask) throw new SealdropError('package-code', { details: { file: packed.path } });
  return await byCode(packed, await console.ask('Link or code of the package: ', true), values, console);
}

async function byCode(
  packed: Package,
  code: string,
  values: PackageKeys,
  console: Console,
): Promise<OpenedHeader> {
  const secret = await parsePackageCode(code, packed);
  const opened = await openPackageByLink(packed, secret, null);
  if (opened !== 'locked') return opened;
  const passphrase = await readPassphrase(console, ofPackage(values));
  const unlocked = await openPackageByLink(packed, secret, (salt) => passphraseOutput(passphrase, salt));
  if (unlocked === 'locked') throw new SealdropError('wrong-passphrase');
  return unlocked;
}

/** The chosen key pair, or one after another: nothing in a package says whose it is. */
async function byKeys(packed: Package, values: PackageKeys, console: Console): Promise<OpenedHeader> {
  const home = await openHome(console.environment);
  const all: readonly KeyRecord[] =
    values.key === undefined ? await listIdentities(home) : [await findIdentity(home, values.key)];
  if (all.length === 0) throw new SealdropError('not-addressed');
  let failure: unknown;
  for (const record of all.toReversed()) {
    try {
      const wanted = ofKeyPair(record.name, values['key-passphrase-file']);
      const identity = await unlock(home, record, await readPassphrase(console, wanted));
      return await openPackageByKeys(packed, [identity]);
    } catch (error) {
      // A passphrase that was given once may be that of another key pair.
      if (!hasCode(error, 'not-addressed', 'wrong-backup-passphrase')) throw error;
      if (!hasCode(failure, 'wrong-backup-passphrase')) failure = error;
    }
  }
  throw failure;
}
