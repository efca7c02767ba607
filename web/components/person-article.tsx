/** One contact: what this person calls them, whether the fingerprint was compared, and which new key they have. */
import { useState } from 'react';
import type { Contact } from '../engine/people-protocol.ts';
import { visibleName } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { people } from '../state/stores.ts';
import { ActRow } from './act-row.tsx';
import { Button } from './button.tsx';
import { CompareFingerprint } from './compare-fingerprint.tsx';
import { Failure, Notice } from './failure.tsx';
import { Fingerprint } from './fingerprint.tsx';
import styles from './person-article.module.css';
import { PersonSeal } from './person-seal.tsx';
import { RenameForm } from './rename-form.tsx';
import { useAction } from './use-action.ts';
import { useReturn } from './use-undo.ts';

const words = t.people;

export interface PersonArticleProps {
  readonly person: Contact;
  /** Its place in the list. */
  readonly at: number;
}

export function PersonArticle({ person, at }: PersonArticleProps) {
  const { fingerprint, digits, petname, cardName, verified, canDeliver } = person;
  const name = nameOf(petname === '' ? cardName : petname, digits);
  const [open, setOpen] = useState<'compare' | 'rename' | null>(null);
  const toggle = (panel: 'compare' | 'rename') => (): void => setOpen(open === panel ? null : panel);
  const verifying = useAction(() => people.verify(fingerprint, !verified));
  const removing = useAction(() =>
    people.remove({ kind: 'person', list: 'people', id: fingerprint, name, count: 1, at }),
  );
  const removal = useReturn(fingerprint);
  const failed = [verifying, removing].find(({ state }) => state.kind === 'failed')?.state;
  // Beside the digits while they are compared.
  const verification = (
    <Button
      weight={open === 'compare' ? 'paper' : 'quiet'}
      aria-disabled={verifying.state.kind === 'busy'}
      onClick={() => verifying.run()}
    >
      {verified ? words.unverify : words.verify}
    </Button>
  );
  const hasOtherName = cardName !== '' && visibleName(cardName) !== name;

  return (
    <article aria-label={name} className={styles.article}>
      <div className={styles.top}>
        <PersonSeal fingerprint={fingerprint} verified={verified} size="middle" />
        <div>
          <h3>
            <bdi>{name}</bdi>
          </h3>
          <p className={verified ? styles.verified : styles.soft}>
            {verified ? words.verified : words.unverified}
          </p>
          {hasOtherName ? <p className={styles.soft}>{words.calls(visibleName(cardName))}</p> : null}
        </div>
      </div>
      {canDeliver ? null : <p className={styles.soft}>{words.noDelivery}</p>}
      <Successors person={person} name={name} />
      <ActRow
        seldom={
          <>
            {open === 'compare' ? null : verification}
            <Button weight="quiet" aria-expanded={open === 'rename'} onClick={toggle('rename')}>
              {words.rename}
            </Button>
            <Button
              ref={removal}
              weight="quiet"
              aria-disabled={removing.state.kind === 'busy'}
              onClick={() => removing.run()}
            >
              {words.remove}
            </Button>
          </>
        }
      >
        <Button aria-expanded={open === 'compare'} onClick={toggle('compare')}>
          {words.compare}
        </Button>
      </ActRow>
      {failed?.kind === 'failed' ? <Failure error={failed.error} /> : null}
      {open === 'compare' ? (
        <CompareFingerprint name={name} digits={digits}>
          {verification}
        </CompareFingerprint>
      ) : null}
      {open === 'rename' ? (
        <RenameForm
          petname={petname}
          rename={(wanted) => people.rename(fingerprint, wanted)}
          onDone={() => setOpen(null)}
        />
      ) : null}
    </article>
  );
}

/** A new key to follow; or two that contradict each other, with nothing to press. */
function Successors({ person, name }: { readonly person: Contact; readonly name: string }) {
  const [first, second] = person.successors;
  const following = useAction(() => people.follow(person.fingerprint, first?.fingerprint ?? ''));
  if (!first) return null;
  if (second) {
    return (
      <Notice role="alert" title={words.conflictTitle(name)} next={words.conflictNext}>
        {person.successors.map(({ fingerprint, digits }) => (
          <Fingerprint key={fingerprint} digits={digits} />
        ))}
      </Notice>
    );
  }
  return (
    <Notice title={words.successorTitle(name)} next={words.successorNext}>
      <Fingerprint digits={first.digits} />
      <Button aria-disabled={following.state.kind === 'busy'} onClick={() => following.run()}>
        {words.follow}
      </Button>
      {following.state.kind === 'failed' ? <Failure error={following.state.error} /> : null}
    </Notice>
  );
}
