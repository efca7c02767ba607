/** Takes a key pair from the QR code that another device shows: its text pasted, or a picture where that can be read. */
import { useState } from 'react';
import { t } from '../i18n/index.ts';
import { keyPairs } from '../state/stores.ts';
import { Dialog } from './dialog.tsx';
import { DialogForm } from './dialog-form.tsx';
import { Field } from './field.tsx';
import { wrongPassphrase } from './passphrase-dialog.tsx';
import { QrReader } from './qr-reader.tsx';
import { useAction } from './use-action.ts';

const words = t.keyDialogs;

export function ImportCodeDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const action = useAction(() => keyPairs.importFrom({ text }, passphrase).then(onClose));
  const wrong = wrongPassphrase(action.state);
  return (
    <Dialog title={words.importCode.title} onClose={onClose}>
      <DialogForm
        explain={words.importCode.explain}
        submit={words.importCode.submit}
        onSubmit={() => action.run()}
        onClose={onClose}
        action={action}
        saidAtField={wrong !== null}
      >
        <Field label={words.importCode.text}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              dir="ltr"
              spellCheck={false}
              autoComplete="off"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <QrReader onText={setText} />
        <Field label={words.passphrase} hint={words.importCode.hint} problem={wrong}>
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
