/** A new key pair, or the one that takes an old one's place: a name where it is new, and a passphrase for its backup. */
import { useState } from 'react';
import { NAME_MAX_CHARACTERS } from '../../shared/limits.ts';
import { t } from '../i18n/index.ts';
import { type NewPassphraseProblem, problemOf, strengthOf } from '../state/passphrase-strength.ts';
import { Dialog } from './dialog.tsx';
import { DialogForm } from './dialog-form.tsx';
import { Field } from './field.tsx';
import { useAction } from './use-action.ts';

export interface NewKeyDialogProps {
  readonly title: string;
  readonly explain: string;
  readonly submit: string;
  /** Asks for a name as well. */
  readonly named: boolean;
  readonly perform: (name: string, passphrase: string) => Promise<void>;
  readonly onClose: () => void;
}

const words = t.keyDialogs;

export function NewKeyDialog({ title, explain, submit, named, perform, onClose }: NewKeyDialogProps) {
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [problem, setProblem] = useState<NewPassphraseProblem | 'long-name' | null>(null);
  const action = useAction(() => perform(name.trim(), passphrase).then(onClose));
  const press = (): void => {
    const long = Array.from(name.trim()).length > NAME_MAX_CHARACTERS;
    const found = long ? 'long-name' : problemOf(passphrase, repeated);
    setProblem(found);
    if (found === null) action.run();
  };
  const atPassphrase = problem === 'empty' || problem === 'short';
  const strength = words.strength[strengthOf(passphrase)];
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogForm explain={explain} submit={submit} onSubmit={press} onClose={onClose} action={action}>
        {named ? (
          <Field
            label={words.name}
            hint={words.nameHint}
            problem={problem === 'long-name' ? words.problems[problem] : null}
          >
            {(control) => (
              <input
                {...control}
                type="text"
                dir="auto"
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <Field
          label={words.passphrase}
          hint={`${words.passphraseHint} ${strength}`.trim()}
          problem={atPassphrase ? words.problems[problem] : null}
        >
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="new-password"
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.repeat} problem={problem === 'different' ? words.problems[problem] : null}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="new-password"
              value={repeated}
              onChange={(event) => setRepeated(event.target.value)}
            />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
