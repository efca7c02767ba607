/** What this person calls a contact. */
import { type FormEvent, useState } from 'react';
import { NAME_MAX_CHARACTERS } from '../../shared/limits.ts';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import styles from './rename-form.module.css';
import { useAction } from './use-action.ts';

export interface RenameFormProps {
  readonly petname: string;
  readonly rename: (petname: string) => Promise<void>;
  readonly onDone: () => void;
}

export function RenameForm({ petname, rename, onDone }: RenameFormProps) {
  const [name, setName] = useState(petname);
  const saving = useAction(() => rename(name.trim()).then(onDone));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    saving.run();
  };
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off">
      <Field label={t.people.name} hint={t.people.nameHint}>
        {(control) => (
          <input
            {...control}
            type="text"
            dir="auto"
            autoComplete="off"
            maxLength={NAME_MAX_CHARACTERS}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button type="submit">{t.people.saveName}</Button>
      </div>
      {saving.state.kind === 'failed' ? <Failure error={saving.state.error} /> : null}
    </form>
  );
}
