/** What is chosen before a delivery, and the sheet that takes the files: with the drop it is on its way. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { config } from '../state/config.ts';
import type { Taken } from '../state/dropped-files.ts';
import { request } from '../state/later-stores.ts';
import { allowedLifetimes, defaultLifetime } from '../state/share-options.ts';
import { DropSheet } from './drop-sheet.tsx';
import { Field } from './field.tsx';
import styles from './request-form.module.css';
import { SendTrouble } from './send-trouble.tsx';

const words = t.request;

export interface RequestFormProps {
  readonly name: string;
  /** Something was delivered before. */
  readonly again: boolean;
}

function takeFiles(taken: Taken): void {
  void request.deliver(taken);
}

export function RequestForm({ name, again }: RequestFormProps) {
  const { lifetime, message, problem } = useStore(request.store);
  const limits = useStore(config, (state) => state.answer);
  const max = limits?.maxExpirySeconds ?? null;
  // On a phone they would stand in the way of the sheet.
  const [isWide] = useState(() => matchMedia('(width >= 30rem)').matches);
  const tooLong = problem?.kind === 'long-message' ? t.options.problems['long-message'] : null;
  return (
    <section className={styles.form}>
      {again ? <h2>{words.again}</h2> : null}
      <details className={styles.choices} open={isWide}>
        <summary>{words.choices}</summary>
        <p className={styles.soft}>{words.first}</p>
        <Field label={words.message} hint={words.messageHint} problem={tooLong}>
          {(control) => (
            <textarea
              {...control}
              rows={2}
              dir="auto"
              autoComplete="off"
              value={message}
              onChange={(event) => request.choose({ message: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.expires}>
          {(control) => (
            <select
              {...control}
              value={lifetime ?? defaultLifetime(max)}
              onChange={(event) => request.choose({ lifetime: Number(event.target.value) })}
            >
              {allowedLifetimes(max).map((seconds) => (
                <option key={seconds} value={seconds}>
                  {t.lifetimes[seconds]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </details>
      {problem && problem.kind !== 'long-message' ? <SendTrouble problem={problem} /> : null}
      <DropSheet
        invitation={words.invitation(name)}
        small={limits ? t.send.limit(limits.maxShareBytes) : ''}
        onFiles={takeFiles}
      />
    </section>
  );
}
