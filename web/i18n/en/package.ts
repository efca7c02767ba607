/**
 * English words for portable packages: the page of them, and what may go wrong with them. A part of the catalogue in en.ts.
 */
import type { ErrorDetails, PackageErrorCode } from '../../../shared/errors.ts';
import type { FailureWords } from './failures.ts';

const one = ({ file }: ErrorDetails): string => file || 'The package';

export const packageFailures = {
  'package-unknown': (details) => ({
    title: `${one(details)} is no package of Sealdrop.`,
    next: 'Choose the ZIP that was made by “Save as package”. A file of another system may open under “Open an older file”.',
  }),
  'package-cut': () => ({
    title: 'This package was cut off.',
    next: 'Its end is missing. Nothing was saved. Get it once more from where it came from.',
  }),
  'package-altered': (details) => ({
    title: `${one(details)} is not as it was made.`,
    next: 'It was changed, or zipped anew by another program. Nothing was saved. Get the file itself once more, as it was made.',
  }),
  'package-name': (details) => ({
    title: `${one(details)} holds a name that leads out of it.`,
    next: 'An honest package has no such name. Nothing was opened.',
  }),
  'package-twice': (details) => ({
    title: `${one(details)} is in this package twice.`,
    next: 'Somebody else put this package together. Nothing was opened. Get the package once more from whoever made it.',
  }),
  'package-missing': (details) => ({
    title: `${one(details)} is not in this package.`,
    next: 'Nothing was opened. Get the package once more from where it came from.',
  }),
  'package-surplus': (details) => ({
    title: `${one(details)} does not belong in this package.`,
    next: 'Somebody has added it. Nothing was opened. Get the package once more from whoever made it.',
  }),
  'package-checksum': (details) => ({
    title: `The checksum of ${one(details)} in this package is another one.`,
    next: 'It was changed, or swapped with another part. Nothing was saved. Get the package once more from where it came from.',
  }),
  'package-mismatch': (details) => ({
    title: `What ${one(details)} says of this package is not so.`,
    next: 'Its parts do not belong together. Nothing was saved. Get the package once more from whoever made it.',
  }),
  'package-code': () => ({
    title: 'This package opens by a link or code, and this is not the one.',
    next: 'Put in the whole link of the share that it was saved from, or the code that was shown when it was made.',
  }),
} satisfies Record<PackageErrorCode, (details: ErrorDetails) => FailureWords>;

export const packages = {
  pageTitle: 'Package',
  open: 'Open package',
  heading: 'A package opens in this browser alone.',
  about:
    'It is a share as one file, made by “Save as package” or by “sealdrop pack”. Choose it: no server is asked for anything, and nothing leaves this browser.',
  reading: 'Looking at the package.',
  codeHeading: 'This package opens by a link or code.',
  code: 'Link or code',
  codeHint: 'The whole link of the share that it was saved from, or the code that was given with it.',
  giveCode: 'Open',
  lockedHeading: 'This package also needs a passphrase.',
  here: 'From a package, opened in this browser alone',
  save: 'Save as package',
  saveHint:
    'One sealed file for any channel. Whoever can open the share can open it, without any server, for ever: it cannot be revoked.',
};
