/** Asks for what opens a package: its link or code, or the passphrase beside it. It is tried on this device. */
import { type FormEvent, useState } from 'react';
import type { WireError } from '../engine/protocol.ts';
import { failureWords, t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import styles from './unlock-form.module.css';

export interface PackageFormProps {
  readonly label: string;
  readonly hint: string | null;
  readonly press: string;
  readonly error: WireError | null;
  readonly busy: boolean;
  readonly onGive: (text: string) => void;
}

export function PackageForm({ label, hint, press, error, busy, onGive }: PackageFormProps) {
  const [text, setText] = useState('');
  const words = error ? failureWords(error) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text !== '' && !busy) onGive(text);
  };
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off">
      <Field label={label} hint={hint} problem={words ? `${words.title} ${words.next}` : null}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.end}>
        <Button weight="wax" type="submit" aria-disabled={busy}>
          {press}
        </Button>
        <span aria-live="polite">{busy ? t.open.unlocking : null}</span>
      </div>
    </form>
  );
}
