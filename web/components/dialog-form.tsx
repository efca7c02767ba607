/** The form inside a dialog: its fields, what went wrong, and the two ways out. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import styles from './dialog-form.module.css';
import { Failure } from './failure.tsx';
import type { Action } from './use-action.ts';

export interface DialogFormProps {
  readonly explain?: string;
  readonly submit: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly action: Pick<Action<never>, 'state'>;
  /** The failure is said at its field already. */
  readonly saidAtField?: boolean;
  readonly children: ReactNode;
}

export function DialogForm({
  explain,
  submit,
  onSubmit,
  onClose,
  action,
  saidAtField = false,
  children,
}: DialogFormProps) {
  const { state } = action;
  const busy = state.kind === 'busy';
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  const press = (event: FormEvent): void => {
    event.preventDefault();
    setTries(tries + 1);
    if (!busy) onSubmit();
  };
  // What was refused is said at its field, which may be out of sight on a phone.
  useEffect(() => {
    if (tries === 0 || state.kind === 'busy') return;
    const refused = form.current?.querySelector<HTMLElement>('[aria-invalid]');
    refused?.focus();
    // With what is said below it.
    refused?.scrollIntoView({ block: 'center' });
  }, [tries, state.kind]);
  return (
    <form ref={form} className={styles.form} onSubmit={press} noValidate autoComplete="off">
      {explain ? <p className={styles.explain}>{explain}</p> : null}
      {children}
      {state.kind === 'failed' && !saidAtField ? <Failure error={state.error} /> : null}
      <div className={styles.end}>
        <Button weight="wax" type="submit" aria-disabled={busy}>
          {submit}
        </Button>
        <Button onClick={onClose}>{t.keyDialogs.cancel}</Button>
        <span aria-live="polite" className={styles.working}>
          {busy ? t.keyDialogs.working : null}
        </span>
      </div>
    </form>
  );
}
