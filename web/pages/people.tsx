/** People: contacts, kept in this browser alone. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { AddPerson } from '../components/add-person.tsx';
import { BackupReminder } from '../components/backup-reminder.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Failure } from '../components/failure.tsx';
import { Page } from '../components/page.tsx';
import { PersonArticle } from '../components/person-article.tsx';
import { UndoLine } from '../components/undo-line.tsx';
import { useAway, useSettling } from '../components/use-undo.ts';
import { t } from '../i18n/index.ts';
import { keyPairs, people } from '../state/stores.ts';
import { withLine } from '../state/undo.ts';
import styles from './list.module.css';

const words = t.people;

export function PeoplePage() {
  const { items, error } = useStore(people.store);
  const away = useAway('people');
  useSettling();
  useEffect(() => {
    void people.refresh();
    void keyPairs.refresh();
  }, []);
  return (
    <Page>
      <div className={styles.top}>
        <h1>{words.heading}</h1>
        <p>{words.about}</p>
      </div>
      <BackupReminder />
      <AddPerson />
      <section aria-label={words.region} className={styles.keys}>
        <h2>{words.region}</h2>
        {error ? <Failure error={error} /> : null}
        {items === null && !error ? <p>{words.loading}</p> : null}
        {withLine(
          (items ?? []).map((person, at) => (
            <PersonArticle key={person.fingerprint} person={person} at={at} />
          )),
          away,
          away ? <UndoLine key={`undo ${away.id}`} away={away} list={people} /> : null,
        )}
        {items?.length === 0 ? (
          <EmptyState drawing="people" title={words.emptyTitle}>
            <p>{words.emptyNext}</p>
          </EmptyState>
        ) : null}
      </section>
    </Page>
  );
}
