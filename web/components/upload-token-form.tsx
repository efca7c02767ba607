/** Asks for the site's upload token, once: it is kept in this browser, sealed by the device key. */
import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { uploadToken } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import styles from './unlock-form.module.css';
import { useAction } from './use-action.ts';

const words = t.uploadToken;

/** Nothing while this browser keeps a token. `refused`: the site does not take the one that was kept. */
export function UploadTokenForm({ refused = false }: { readonly refused?: boolean }) {
  const kept = useStore(uploadToken.store, (state) => state.kept);
  const [text, setText] = useState('');
  const keeping = useAction(() => uploadToken.keep(text));
  const { state } = keeping;
  if (state.kind === 'done') return <p role="status">{words.kept}</p>;
  if (kept !== false && !refused) return null;
  const isWrong = state.kind === 'failed' && state.error.code === 'wrong-upload-token';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') keeping.run();
  };
  return (
    <form className={`${styles.form} ${styles.wide}`} onSubmit={submit} noValidate autoComplete="off">
      <Field label={words.label} hint={refused ? null : words.hint} problem={isWrong ? words.wrong : null}>
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
        <Button weight="wax" type="submit" aria-disabled={state.kind === 'busy'}>
          {words.submit}
        </Button>
      </div>
      {state.kind === 'failed' && !isWrong ? <Failure error={state.error} /> : null}
    </form>
  );
}
