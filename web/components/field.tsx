/** A labelled control with its hint and its complaint. The label is the name alone; the rest describes. */
import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | null;
  readonly problem?: string | null;
  readonly wide?: boolean;
  /** Where an alert stands around the field already, a complaint is none of its own. */
  readonly quiet?: boolean;
  /** Draws the control with these attributes on it. */
  readonly children: (control: Control) => ReactNode;
}

interface Control {
  readonly id: string;
  readonly className: string | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export function Field({
  label,
  hint = null,
  problem = null,
  wide = false,
  quiet = false,
  children,
}: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}hint` : '', problem ? `${id}problem` : ''].filter(Boolean).join(' ');
  return (
    <div className={wide ? `${styles.field} ${styles.wide}` : styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        className: styles.control,
        'aria-describedby': described || undefined,
        'aria-invalid': problem ? true : undefined,
      })}
      {hint ? (
        <p id={`${id}hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {problem ? (
        <p
          id={`${id}problem`}
          className={styles.problem}
          {...(quiet ? { 'aria-live': 'polite' } : { role: 'alert' })}
        >
          {problem}
        </p>
      ) : null}
    </div>
  );
}
