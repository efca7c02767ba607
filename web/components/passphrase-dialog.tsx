/** Asks for a passphrase that there is already, for one thing to be done with it. */
import { useState } from 'react';
import { failureWords, t } from '../i18n/index.ts';
import { Dialog } from './dialog.tsx';
import { DialogForm } from './dialog-form.tsx';
import { Field } from './field.tsx';
import { useAction } from './use-action.ts';

export interface PassphraseDialogProps {
  readonly title: string;
  readonly explain: string;
  readonly hint?: string | null;
  readonly submit: string;
  readonly perform: (passphrase: string) => Promise<void>;
  readonly onClose: () => void;
}

export function PassphraseDialog({ title, explain, hint, submit, perform, onClose }: PassphraseDialogProps) {
  const [passphrase, setPassphrase] = useState('');
  const [missing, setMissing] = useState(false);
  const action = useAction(() => perform(passphrase).then(onClose));
  const wrong = missing ? t.keyDialogs.problems.missing : wrongPassphrase(action.state);
  const press = (): void => {
    setMissing(passphrase === '');
    if (passphrase !== '') action.run();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogForm
        explain={explain}
        submit={submit}
        onSubmit={press}
        onClose={onClose}
        action={action}
        saidAtField={wrong !== null}
      >
        <Field label={t.keyDialogs.passphrase} hint={hint ?? null} problem={wrong}>
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

/** The words for a passphrase that was not the one, to stand at its field. */
export function wrongPassphrase(state: ReturnType<typeof useAction>['state']): string | null {
  if (state.kind !== 'failed' || state.error.code !== 'wrong-backup-passphrase') return null;
  const { title, next } = failureWords(state.error);
  return `${title} ${next}`;
}
