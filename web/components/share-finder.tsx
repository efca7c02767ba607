/** Finding one share among many: a search over names, and the order of the lists. Not there for a handful. */
import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { sortDeliveries } from '../state/inbox.ts';
import { inbox } from '../state/later-stores.ts';
import {
  needsView,
  type ShareView,
  shareView,
  sortings,
  viewDeliveries,
  viewShares,
} from '../state/share-view.ts';
import { ownShares } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import styles from './share-finder.module.css';

/** How many there are that can be found, and how many of them are shown. */
function useCounts(view: ShareView): { readonly all: number; readonly found: number } {
  const shares = useStore(ownShares.store, ({ items }) => items);
  const deliveries = useStore(inbox.store, ({ items }) => items);
  return useMemo(() => {
    const sent = shares ?? [];
    const { open } = sortDeliveries(deliveries ?? []);
    const found = viewShares(sent, view).length + viewDeliveries(open, view).length;
    return { all: sent.length + open.length, found };
  }, [shares, deliveries, view]);
}

export function ShareFinder() {
  const field = useRef<HTMLInputElement>(null);
  const view = useStore(shareView);
  const { all, found } = useCounts(view);
  // Once it is there it stays: nothing is taken away from under a person who dismisses one after another.
  const [isNeeded, setNeeded] = useState(false);
  if (!isNeeded && needsView(all, view)) setNeeded(true);
  if (!isNeeded) return null;
  const isSearched = view.text.trim() !== '';
  const clear = (): void => {
    shareView.setState({ text: '' });
    field.current?.focus();
  };
  return (
    <form
      role="search"
      aria-label={t.finding.form}
      className={styles.finder}
      onSubmit={(e) => e.preventDefault()}
    >
      <div className={styles.search}>
        <Field label={t.finding.search} hint={t.finding.hint}>
          {(control) => (
            <input
              {...control}
              ref={field}
              type="search"
              autoComplete="off"
              spellCheck={false}
              dir="auto"
              value={view.text}
              onChange={(event) => shareView.setState({ text: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className={styles.sort}>
        <Field label={t.finding.sort}>
          {(control) => (
            <select
              {...control}
              value={view.sorting}
              onChange={(event) => {
                const sorting = sortings.find((one) => one === event.target.value);
                if (sorting) shareView.setState({ sorting });
              }}
            >
              {sortings.map((sorting) => (
                <option key={sorting} value={sorting}>
                  {t.finding.sortings[sorting]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div className={styles.found}>
        <p aria-live="polite">{isSearched ? t.finding.found(found, all) : null}</p>
        {isSearched ? (
          <Button weight="quiet" onClick={clear}>
            {t.finding.clear}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

/** In place of a list of which nothing is shown. */
export function NothingFound() {
  return <p className={styles.none}>{t.finding.none}</p>;
}
