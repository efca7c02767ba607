/**
 * What can be changed while a share uploads and after: when it ends, how many downloads, a passphrase, a message, and
 * who can open it. All are applied together, and only what differs is sent.
 */
import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { PersonName } from '../engine/people-protocol.ts';
import type { ShareChange } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { config } from '../state/config.ts';
import {
  afterChange,
  allowedLifetimes,
  type ChosenOptions,
  changeOf,
  type DraftProblem,
  draftOf,
  type OptionsDraft,
  takesAway,
} from '../state/share-options.ts';
import { Button } from './button.tsx';
import { Check } from './check.tsx';
import { Failure } from './failure.tsx';
import { Field } from './field.tsx';
import styles from './options-form.module.css';
import { PeopleFields } from './people-fields.tsx';
import { useAction } from './use-action.ts';

export interface OptionsFormProps {
  readonly options: ChosenOptions;
  /** Those of its people whose names are known. */
  readonly named?: readonly PersonName[];
  /** Which part of it is shown. */
  readonly part?: 'all' | 'options' | 'people';
  readonly change: (change: ShareChange) => Promise<void>;
  /** The server does not know of the share yet: nothing can be applied to it. */
  readonly disabled?: boolean;
}

const nobody: readonly PersonName[] = [];

export function OptionsForm({
  options,
  named = nobody,
  part = 'all',
  change,
  disabled = false,
}: OptionsFormProps) {
  const [draft, setDraft] = useState(() => draftOf(options));
  /** The last change that was applied. */
  const [applied, setApplied] = useState<ShareChange>({});
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const applying = useAction(async (changes: ShareChange) => {
    await change(changes);
    // Only now: what failed is still to be applied.
    setDraft((latest) => afterChange(latest, changes));
    setApplied(changes);
  });
  const maxLifetime = useStore(config, (state) => state.answer?.maxExpirySeconds ?? null);

  const edit = (edited: Partial<OptionsDraft>): void => {
    setDraft({ ...draft, ...edited });
    setProblem(null);
    applying.reset();
  };
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (typeof changes === 'string') {
      setProblem(changes);
      return;
    }
    applying.run(changes);
  };
  const words = (wanted: DraftProblem): string | null =>
    problem === wanted ? t.options.problems[wanted] : null;
  const unknownPassphrase = options.hasPassphrase && draft.appliedPassphrase === null;
  const passphraseHint = draft.byLink
    ? t.options[unknownPassphrase ? 'passphraseSet' : 'passphraseHint']
    : t.access.noPassphrase;

  const changes = changeOf(draft, options);
  const differs = typeof changes === 'string' || Object.keys(changes).length > 0;

  return (
    <form className={styles.form} onSubmit={apply} noValidate autoComplete="off">
      {part === 'people' ? null : (
        <>
          <Field label={t.options.expires}>
            {(control) => (
              <select
                {...control}
                value={draft.lifetime}
                onChange={(e) => edit({ lifetime: e.target.value })}
              >
                {options.lifetime === null ? <option value="">{t.options.unchanged}</option> : null}
                {allowedLifetimes(maxLifetime).map((lifetime) => (
                  <option key={lifetime} value={lifetime}>
                    {t.lifetimes[lifetime]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t.options.limit} hint={t.options.limitHint} problem={words('bad-limit')}>
            {(control) => (
              <input
                {...control}
                type="number"
                inputMode="numeric"
                min={1}
                step={1}
                value={draft.limit}
                onChange={(e) => edit({ limit: e.target.value })}
              />
            )}
          </Field>
          <Field wide label={t.options.passphrase} hint={passphraseHint}>
            {(control) => (
              <input
                {...control}
                type="password"
                autoComplete="new-password"
                disabled={draft.linkAlone || !draft.byLink}
                value={draft.passphrase}
                onChange={(e) => edit({ passphrase: e.target.value })}
              />
            )}
          </Field>
          {unknownPassphrase && draft.byLink ? (
            <Check checked={draft.linkAlone} onChange={(linkAlone) => edit({ linkAlone })}>
              {t.options.linkAlone}
            </Check>
          ) : null}
          <Field wide label={t.options.message} hint={t.options.messageHint} problem={words('long-message')}>
            {(control) => (
              <textarea
                {...control}
                rows={3}
                dir="auto"
                value={draft.message}
                onChange={(e) => edit({ message: e.target.value })}
              />
            )}
          </Field>
        </>
      )}
      {part === 'options' ? null : (
        <PeopleFields draft={draft} edit={edit} named={named} problem={words('nobody')} />
      )}
      <div className={styles.end}>
        <Button
          weight={differs ? 'wax' : 'paper'}
          type="submit"
          disabled={disabled}
          aria-disabled={applying.state.kind === 'busy'}
        >
          {t.options.apply}
        </Button>
        {differs && applying.state.kind === 'idle' ? (
          <span className={styles.later}>{t.options.unapplied}</span>
        ) : null}
        <span aria-live="polite" className={styles.applied}>
          {applying.state.kind === 'done' ? t.options.applied : null}
        </span>
        {applying.state.kind === 'done' && takesAway(applied) ? (
          <span className={styles.later}>{t.options.appliedLater}</span>
        ) : null}
        {applying.state.kind === 'done' && applied.removePeople && options.byLink ? (
          <span className={styles.later}>{t.access.newLink}</span>
        ) : null}
      </div>
      {applying.state.kind === 'failed' ? (
        <div className={styles.failure}>
          <Failure error={applying.state.error} />
        </div>
      ) : null}
    </form>
  );
}
