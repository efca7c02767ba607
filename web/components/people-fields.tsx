/** Who can open a share: people by name, one's own other keys, and whoever has the link. */
import { useEffect, useId } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import type { Digits, PersonName } from '../engine/people-protocol.ts';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { type OptionsDraft, withPerson } from '../state/share-options.ts';
import { keyPairs, people } from '../state/stores.ts';
import styles from './people-fields.module.css';
import { PersonSeal } from './person-seal.tsx';

const words = t.access;

export interface PeopleFieldsProps {
  readonly draft: OptionsDraft;
  readonly edit: (draft: OptionsDraft) => void;
  /** Who can open it now: shown even if they are no contacts any more. */
  readonly named: readonly PersonName[];
  readonly problem: string | null;
}

interface Choice {
  readonly fingerprint: string;
  readonly label: string;
  readonly verified: boolean;
  readonly digits: Digits;
}

/** Contacts, own key pairs, and whoever can open the share and is neither. */
function useChoices(named: readonly PersonName[]): readonly Choice[] {
  const contacts = useStore(people.store, ({ items }) => items) ?? [];
  const own = useStore(keyPairs.store, ({ items }) => items) ?? [];
  const choices: Choice[] = [
    ...contacts.map(({ fingerprint, digits, petname, cardName, verified }) => ({
      fingerprint,
      label: nameOf(petname === '' ? cardName : petname, digits),
      verified,
      digits,
    })),
    ...own.map(({ fingerprint, digits, name }) => ({
      fingerprint,
      label: words.own(nameOf(name, digits)),
      verified: true,
      digits,
    })),
  ];
  const others = named.filter((one) => choices.every(({ fingerprint }) => fingerprint !== one.fingerprint));
  return [
    ...choices,
    ...others.map(({ fingerprint, name, verified }) => ({
      fingerprint,
      label: nameOf(name, [fingerprint.slice(0, 8)]),
      verified,
      digits: [],
    })),
  ];
}

export function PeopleFields({ draft, edit, named, problem }: PeopleFieldsProps) {
  const id = useId();
  const choices = useChoices(named);
  const loaded = useStore(people.store, ({ items }) => items !== null);
  useEffect(() => {
    void people.refresh();
    void keyPairs.refresh();
  }, []);
  return (
    <fieldset className={styles.group} aria-describedby={`${id}hint`}>
      <legend>{words.group}</legend>
      <p id={`${id}hint`} className={styles.hint}>
        {words.hint}
      </p>
      {loaded && choices.length === 0 ? (
        <p>
          {words.nobody} <Link href="/people">{words.nobodyLink}</Link>
        </p>
      ) : null}
      {choices.map(({ fingerprint, label, verified, digits }) => (
        <div key={fingerprint} className={styles.choice}>
          <input
            id={`${id}${fingerprint}`}
            type="checkbox"
            aria-describedby={`${id}${fingerprint}about`}
            checked={draft.people.includes(fingerprint)}
            onChange={(event) => edit(withPerson(draft, fingerprint, event.target.checked))}
          />
          <PersonSeal fingerprint={fingerprint} verified={verified} size="small" />
          <div className={styles.words}>
            <label htmlFor={`${id}${fingerprint}`}>
              <bdi>{label}</bdi>
            </label>
            <span id={`${id}${fingerprint}about`} className={styles.about}>
              <bdi dir="ltr">{digits.slice(0, 2).join(' ')}</bdi>
              {digits.length === 0 || verified ? '' : ', '}
              {verified ? '' : words.unverified}
            </span>
          </div>
        </div>
      ))}
      {choices.length > 0 ? (
        <div className={styles.choice}>
          <input
            id={`${id}link`}
            type="checkbox"
            checked={draft.byLink}
            onChange={(event) => edit({ ...draft, byLink: event.target.checked })}
          />
          <label htmlFor={`${id}link`}>{words.link}</label>
        </div>
      ) : null}
      {problem ? (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      ) : null}
      {named.length > 0 ? <p className={styles.hint}>{words.removal}</p> : null}
    </fieldset>
  );
}
