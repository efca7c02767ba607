/** What is to be opened, and its keys. */
import { type FormEvent, useState } from 'react';
import type { DroppedFile, WireError } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { older } from '../state/later-stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import { FileInputs } from './file-inputs.tsx';
import styles from './older.module.css';

const words = t.older;

export interface OlderFormProps {
  readonly files: readonly DroppedFile[];
  readonly error: WireError | null;
}

export function OlderForm({ files, error }: OlderFormProps) {
  const [privateKey, setPrivateKey] = useState<File | null>(null);
  const [fileKey, setFileKey] = useState('');
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(files.length === 0);
    if (files.length > 0) void older.open({ privateKey, fileKey });
  };
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <form className={styles.form} onSubmit={submit} noValidate autoComplete="off">
      <section className={styles.part}>
        <h2>{words.chooseHeading}</h2>
        <p className={styles.soft}>{words.chooseHint}</p>
        <FileInputs labels={words} onFiles={(taken) => void older.choose(taken)} />
        <p aria-live="polite" className={files.length > 0 ? styles.chosen : styles.soft}>
          {files.length > 0 ? words.chosen(files[0]?.path ?? '', files.length, size) : null}
          {files.length === 0 && isMissing ? words.nothingChosen : null}
        </p>
      </section>
      <section className={styles.part}>
        <h2>{words.keyHeading}</h2>
        <Field wide label={words.privateKey} hint={words.privateKeyHint}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".pem,.key,.txt"
              onChange={(event) => setPrivateKey(event.target.files?.[0] ?? null)}
            />
          )}
        </Field>
        <Field wide label={words.fileKey} hint={words.fileKeyHint}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="off"
              dir="ltr"
              value={fileKey}
              onChange={(event) => setFileKey(event.target.value)}
            />
          )}
        </Field>
      </section>
      {error ? <Failure error={error} /> : null}
      <div className={styles.row}>
        <Button weight="wax" type="submit">
          {words.open}
        </Button>
      </div>
    </form>
  );
}
