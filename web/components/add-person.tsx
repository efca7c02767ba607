/** Adds somebody by their contact link: pasted, or read from a picture of its QR code. */
import { type FormEvent, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { parsePastedRequest } from '../state/link-address.ts';
import { people } from '../state/stores.ts';
import styles from './add-person.module.css';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import { QrReader } from './qr-reader.tsx';
import { useAction } from './use-action.ts';

const words = t.people;

export function AddPerson() {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const adding = useAction(async (link: string) => {
    await people.add(link);
    setText('');
  });
  const add = (given: string): void => {
    const isLink = parsePastedRequest(given, null)?.fingerprint != null;
    setWrong(!isLink && given.trim() !== '');
    adding.reset();
    if (isLink) adding.run(given.replace(/[\s<>"]+/gu, ''));
    else form.current?.querySelector('input')?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add(text);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate autoComplete="off">
      <Field label={words.link} hint={words.linkHint} problem={wrong ? words.wrong : null}>
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
        <Button weight="wax" type="submit" aria-disabled={adding.state.kind === 'busy'}>
          {words.add}
        </Button>
      </div>
      <QrReader onText={add} />
      {adding.state.kind === 'failed' ? <Failure error={adding.state.error} /> : null}
    </form>
  );
}
