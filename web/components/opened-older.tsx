/** What came of files of older systems: each with what is known of it, to save, to compare, or to share anew. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import type { OpenedOlder, OpenedOlderFile } from '../engine/older-protocol.ts';
import { formatBytes } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { older } from '../state/later-stores.ts';
import { sending } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import styles from './older.module.css';
import { SendTrouble } from './send-trouble.tsx';
import { useAction } from './use-action.ts';

const words = t.older;

function OpenedFile({ file: opened }: { readonly file: OpenedOlderFile }) {
  const { path, system, sha256, doubtful, file } = opened;
  const isCertain = system === 'secure-upload-download';
  return (
    <li className={styles.file}>
      <div className={styles.head}>
        <span className={styles.name}>
          <bdi>{path}</bdi>
        </span>
        <span className={styles.soft}>{formatBytes(file.size)}</span>
        <Button aria-label={t.open.saveOne(path)} onClick={() => older.save(path)}>
          {t.open.save}
        </Button>
      </div>
      <p className={isCertain ? styles.certain : styles.uncertain}>{words.after[system]}</p>
      {doubtful ? <p className={styles.uncertain}>{words.doubtful}</p> : null}
      <p className={styles.soft}>
        {words.digest}{' '}
        <code className={styles.digest} dir="ltr">
          {sha256}
        </code>
      </p>
    </li>
  );
}

/** A digest that the sender states, beside those that were found. */
function Compare({ files }: { readonly files: readonly OpenedOlderFile[] }) {
  const [text, setText] = useState('');
  const stated = text.trim().toLowerCase();
  const found = files.find(({ sha256 }) => sha256 === stated);
  let answer = '';
  if (found) answer = words.same(found.path);
  else if (stated !== '') answer = /^[0-9a-f]{64}$/.test(stated) ? words.different : words.noDigest;
  return (
    <div className={styles.part}>
      <Field wide label={words.compare} hint={words.compareHint}>
        {(control) => (
          <input
            {...control}
            type="text"
            dir="ltr"
            spellCheck={false}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <p aria-live="polite" className={found ? styles.certain : styles.uncertain}>
        {answer}
      </p>
    </div>
  );
}

export function OpenedOlderFiles({ opened }: { readonly opened: OpenedOlder }) {
  const { files, failures, skipped } = opened;
  const [, navigate] = useLocation();
  const packing = useAction(() => older.saveAll());
  const problem = useStore(sending.store, (state) => state.problem);
  const [isRefused, setRefused] = useState(false);
  const sharing = useAction(async () => {
    const isSent = await older.share();
    setRefused(!isSent);
    if (isSent) navigate('/');
  });
  return (
    <div className={styles.form}>
      {failures.map((error) => (
        <Failure key={`${error.code} ${error.details.file}`} error={error} />
      ))}
      {files.length > 0 ? (
        <>
          <section className={styles.part}>
            <h2>{words.openedHeading(files.length)}</h2>
            <ul aria-label={t.open.files} className={styles.files}>
              {files.map((file) => (
                <OpenedFile key={file.path} file={file} />
              ))}
            </ul>
          </section>
          <Compare files={files} />
        </>
      ) : null}
      {skipped.length > 0 ? (
        <details>
          <summary>{words.skipped(skipped.length)}</summary>
          <ul className={styles.soft}>
            {skipped.map((path) => (
              <li key={path}>
                <bdi>{path}</bdi>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {packing.state.kind === 'failed' ? <Failure error={packing.state.error} /> : null}
      {isRefused && problem ? <SendTrouble problem={problem} /> : null}
      <div className={styles.row}>
        {files.length > 0 ? (
          <Button weight="wax" aria-disabled={sharing.state.kind === 'busy'} onClick={() => sharing.run()}>
            {words.share}
          </Button>
        ) : null}
        {files.length > 1 ? (
          <Button aria-disabled={packing.state.kind === 'busy'} onClick={() => packing.run()}>
            {t.open.saveAll}
          </Button>
        ) : null}
        <Button onClick={() => older.reset()}>{words.again}</Button>
      </div>
      {files.length > 0 ? (
        <p className={styles.soft}>
          {words.shareHint} {words.leaveHint}
        </p>
      ) : null}
    </div>
  );
}
