/** A key pair as a QR code for a second device, behind the passphrase of its backup. */
import { useState } from 'react';
import type { OwnKeyPair } from '../engine/people-protocol.ts';
import { t } from '../i18n/index.ts';
import { keyPairs } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { DialogForm } from './dialog-form.tsx';
import { Field } from './field.tsx';
import { wrongPassphrase } from './passphrase-dialog.tsx';
import { QrCode } from './qr-code.tsx';
import { useAction } from './use-action.ts';

const words = t.keyDialogs;

export interface BackupCodeDialogProps {
  readonly keyPair: OwnKeyPair;
  readonly onClose: () => void;
}

export function BackupCodeDialog({ keyPair, onClose }: BackupCodeDialogProps) {
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const action = useAction(async () => setCode(await keyPairs.backupCode(keyPair.fingerprint, passphrase)));
  const wrong = wrongPassphrase(action.state);
  if (code !== null) {
    return (
      <Dialog title={words.code.title} onClose={onClose}>
        <QrCode text={code} caption={words.code.caption} />
        <Field label={words.code.text}>
          {(control) => <textarea {...control} rows={4} dir="ltr" readOnly value={code} />}
        </Field>
        <Button onClick={onClose}>{words.close}</Button>
      </Dialog>
    );
  }
  return (
    <Dialog title={words.code.title} onClose={onClose}>
      <DialogForm
        explain={words.code.explain}
        submit={words.code.submit}
        onSubmit={() => action.run()}
        onClose={onClose}
        action={action}
        saidAtField={wrong !== null}
      >
        <Field label={words.passphrase} hint={words.code.hint} problem={wrong}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="off"
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
