/** Asks for a share's passphrase. It is tried on this device; the server never gets it. */
import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import { failureWords, t } from '../i18n/index.ts';
import { opening } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import styles from './unlock-form.module.css';

export function UnlockForm() {
  const { unlocking, unlockError } = useStore(opening.store);
  const [passphrase, setPassphrase] = useState('');
  const wrong = unlockError?.code === 'wrong-passphrase' ? failureWords(unlockError) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (passphrase !== '' && !unlocking) void opening.unlock(passphrase);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t.open.passphrase} problem={wrong ? `${wrong.title} ${wrong.next}` : null}>
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
      <div className={styles.end}>
        <Button weight="wax" type="submit" aria-disabled={unlocking}>
          {t.open.unlock}
        </Button>
        <span aria-live="polite">{unlocking ? t.open.unlocking : null}</span>
      </div>
      {unlockError && !wrong ? <Failure error={unlockError} /> : null}
    </form>
  );
}
