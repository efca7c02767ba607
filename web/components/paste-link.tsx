/** Takes a whole link where the one in the address was cut. It never goes through the address bar. */
import { type FormEvent, useState } from 'react';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { QrReader } from './qr-reader.tsx';
import styles from './unlock-form.module.css';

export interface PasteLinkProps {
  /** Answers false where there is no such link in the text. */
  readonly open: (text: string) => boolean;
  readonly wrong: string;
}

export function PasteLink({ open, wrong: wrongWords }: PasteLinkProps) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWrong(!open(text));
  };
  return (
    <form className={`${styles.form} ${styles.wide}`} onSubmit={submit} autoComplete="off">
      <Field quiet label={t.open.paste} problem={wrong ? wrongWords : null}>
        {(control) => (
          <input
            {...control}
            type="text"
            inputMode="url"
            dir="ltr"
            spellCheck={false}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.end}>
        <Button weight="wax" type="submit">
          {t.open.pasteOpen}
        </Button>
      </div>
      <QrReader onText={(seen) => setWrong(!open(seen))} />
    </form>
  );
}
