/** English texts of the hints that are shown once. A part of the catalogue. */
import type { Hint } from '../../state/hints.ts';

export const hints = {
  understood: 'Got it',
  texts: {
    'first-link':
      'Whoever has this link can open the files, so give it only to those you mean. If you set a passphrase, tell it to them by another way than the link.',
    'first-key':
      'This key pair is in this browser and in its backup file, nowhere else. Keep that file where it outlives this device, and its passphrase apart from it: nobody can reset it.',
    inbox:
      'What others send by your links comes here, and your key alone opens it. Anybody who has such a link can send: look at who sealed it before you open a file.',
  } satisfies Record<Hint, string>,
} as const;
