/** The dialogs of Settings: at most one is open, and each stands outside the article that it is about. */
import type { OwnKeyPair } from '../engine/people-protocol.ts';
import { t } from '../i18n/index.ts';
import { keyPairs } from '../state/stores.ts';
import { BackupCodeDialog } from './backup-code-dialog.tsx';
import { DeleteKeyDialog } from './delete-key-dialog.tsx';
import { ImportCodeDialog } from './import-code-dialog.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { PassphraseDialog } from './passphrase-dialog.tsx';
import { RequestLinkDialog } from './request-link-dialog.tsx';

export type KeyDialog =
  | { readonly kind: 'create' | 'import-code' | 'request-link' }
  | { readonly kind: 'import'; readonly file: File }
  | { readonly kind: 'check'; readonly keyPair: OwnKeyPair; readonly file: File }
  | { readonly kind: 'pem' | 'code' | 'rotate' | 'delete'; readonly keyPair: OwnKeyPair };

export interface KeyDialogsProps {
  readonly open: KeyDialog;
  readonly onClose: () => void;
}

const words = t.keyDialogs;

export function KeyDialogs({ open, onClose }: KeyDialogsProps) {
  switch (open.kind) {
    case 'create':
      return (
        <NewKeyDialog
          {...words.create}
          named
          perform={(name, passphrase) => keyPairs.create(name, passphrase)}
          onClose={onClose}
        />
      );
    case 'rotate': {
      const rotate = (_: string, passphrase: string) => keyPairs.rotate(open.keyPair.fingerprint, passphrase);
      return <NewKeyDialog {...words.rotate} named={false} perform={rotate} onClose={onClose} />;
    }
    case 'import':
      return (
        <PassphraseDialog
          {...words.importFile}
          explain={words.importFile.explain(open.file.name)}
          perform={(passphrase) => keyPairs.importFrom({ file: open.file }, passphrase)}
          onClose={onClose}
        />
      );
    case 'check':
      return (
        <PassphraseDialog
          {...words.check}
          explain={words.check.explain(open.file.name)}
          perform={(passphrase) => keyPairs.checkBackup(open.keyPair.fingerprint, open.file, passphrase)}
          onClose={onClose}
        />
      );
    case 'pem':
      return (
        <PassphraseDialog
          {...words.pem}
          perform={(passphrase) => keyPairs.exportPem(open.keyPair.fingerprint, passphrase)}
          onClose={onClose}
        />
      );
    case 'import-code':
      return <ImportCodeDialog onClose={onClose} />;
    case 'code':
      return <BackupCodeDialog keyPair={open.keyPair} onClose={onClose} />;
    case 'delete':
      return <DeleteKeyDialog keyPair={open.keyPair} onClose={onClose} />;
    case 'request-link':
      return <RequestLinkDialog onClose={onClose} />;
  }
}
